/** What opens a lock or changes where codes go needs a sign-in of the last minutes: asked for before, not after. */
import type { ComponentChildren } from 'preact';
import { freshSignInAddress } from '../addresses.ts';
import { useSession } from '../context.ts';
import { useNow } from './use-now.ts';

type ReturnTo = 'orders' | 'profile';

export const FreshSignInLink = ({
  returnTo,
  children,
  button = false,
}: {
  readonly returnTo: ReturnTo;
  readonly children: ComponentChildren;
  readonly button?: boolean;
}) => {
  const { freshSignInUrl } = useSession();
  return (
    <a
      class={button ? 'button main' : undefined}
      href={freshSignInAddress(freshSignInUrl, returnTo, location.href)}
    >
      {children}
    </a>
  );
};

/** Shows what it is for while the sign-in is recent, and how to sign in again once it is not. */
export const WhenFresh = ({
  returnTo,
  toDo,
  children,
}: {
  readonly returnTo: ReturnTo;
  /** "open the lock": what the person wants to do. */
  readonly toDo: string;
  readonly children: ComponentChildren;
}) => {
  const { freshUntil } = useSession();
  const now = useNow();
  if (now < freshUntil) return <>{children}</>;
  return (
    <div class="fresh">
      <p class="soft">To {toDo}, show once more that it is you. You come straight back here.</p>
      <FreshSignInLink returnTo={returnTo} button>
        Sign in again to {toDo}
      </FreshSignInLink>
    </div>
  );
};
