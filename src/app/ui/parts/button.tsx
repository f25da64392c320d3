/** A button that keeps its focus: while it cannot be used it says so, and is not taken away from the keyboard. */
import type { ComponentChildren } from 'preact';

export type ButtonProps = {
  readonly children: ComponentChildren;
  readonly tone?: 'main' | 'quiet' | 'warn';
  readonly type?: 'button' | 'submit';
  readonly onPress?: () => void;
  /** Cannot be used at present. */
  readonly unavailable?: boolean;
  /** Its action is under way. */
  readonly pending?: boolean;
  readonly describedBy?: string | undefined;
};

export const Button = ({
  children,
  tone = 'main',
  type = 'button',
  onPress,
  unavailable = false,
  pending = false,
  describedBy,
}: ButtonProps) => (
  <button
    type={type}
    class={`button ${tone}`}
    aria-disabled={unavailable || pending}
    aria-busy={pending}
    aria-describedby={describedBy}
    onClick={(event) => {
      if (unavailable || pending) event.preventDefault();
      else onPress?.();
    }}
  >
    {children}
  </button>
);
