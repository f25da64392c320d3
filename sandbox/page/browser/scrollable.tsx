/** A part that scrolls by itself, with the keyboard too (WCAG 2.1.1): not every browser lets one focus such a part. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

type Props = {
  readonly class: string;
  readonly label: string;
  /** Scrolls to the end whenever this changes; left out: stays where it is. */
  readonly endKey?: string;
  readonly children: ComponentChildren;
};

export const Scrollable = ({ class: className, label, endKey, children }: Props) => {
  const region = useRef<HTMLElement>(null);
  useEffect(() => {
    if (region.current !== null) region.current.tabIndex = 0;
  }, []);
  useEffect(() => {
    if (region.current !== null && endKey !== undefined)
      region.current.scrollTop = region.current.scrollHeight;
  }, [endKey]);
  return (
    <section ref={region} class={className} aria-label={label}>
      {children}
    </section>
  );
};
