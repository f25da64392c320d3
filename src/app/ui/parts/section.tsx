/** One card of a page, with its heading. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export const Section = ({
  title,
  lead = null,
  children,
}: {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
}) => {
  const id = useId();
  return (
    <section class="card" aria-labelledby={id} data-focus-home>
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      {lead !== null && <p class="lead">{lead}</p>}
      {children}
    </section>
  );
};
