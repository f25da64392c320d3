/** The heading of a page; it takes the focus when one comes to the page by a link. */
import type { ComponentChildren } from 'preact';

export const PageTitle = ({
  title,
  aside = null,
}: {
  readonly title: string;
  readonly aside?: ComponentChildren;
}) => (
  <div class="page-title">
    <h1 tabIndex={-1}>{title}</h1>
    {aside}
  </div>
);
