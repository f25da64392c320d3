/** The heading of a page; it takes the focus when one comes to the page by a link. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export const PageTitle = ({
  title,
  aside = null,
}: {
  readonly title: string;
  readonly aside?: ComponentChildren;
}) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The page's code came after the click that asked for it: the focus has been waiting around it.
    if (document.activeElement?.contains(heading.current) && document.activeElement !== document.body) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <div class="page-title">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {aside}
    </div>
  );
};
