/** A link to one of the pages: taken here where it is a plain click, by the browser otherwise. */
import type { ComponentChildren } from 'preact';
import { pathOf } from '../addresses.ts';
import { useModel, usePageState } from '../context.ts';
import type { PageName } from '../model.ts';

export const PageLink = ({
  page,
  children,
  className,
  current = true,
}: {
  readonly page: PageName;
  readonly children: ComponentChildren;
  readonly className?: string;
  /** Whether it is marked while its page is shown. */
  readonly current?: boolean;
}) => {
  const model = useModel();
  const { page: shown } = usePageState();
  const path = pathOf(page, model.base);
  return (
    <a
      href={path}
      class={className}
      aria-current={current && page === shown ? 'page' : undefined}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        if (page !== shown) history.pushState(null, '', path);
        model.show(page);
      }}
    >
      {children}
    </a>
  );
};
