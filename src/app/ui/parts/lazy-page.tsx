/** A page whose code is loaded when it is first shown. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type PageModule = { readonly default: ComponentType };

export const lazyPage = (load: () => Promise<PageModule>): ComponentType => {
  let loaded: ComponentType | null = null;

  return () => {
    const [page, setPage] = useState<{ readonly Page: ComponentType | null }>({ Page: loaded });
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded !== null) return;
      load().then(
        (module) => {
          loaded = module.default;
          setPage({ Page: loaded });
        },
        () => setFailed(true),
      );
    }, []);
    if (page.Page !== null) return <page.Page />;
    return (
      <div class="page">
        {failed ? (
          <p role="alert">
            This page could not be loaded. Check your connection, then{' '}
            <a href={location.href}>load it again</a>.
          </p>
        ) : (
          <p class="soft loading">Loading…</p>
        )}
      </div>
    );
  };
};
