/** For whoever is not signed in: not yet, or no longer. */
import type { ComponentChildren } from 'preact';
import type { SessionData } from '../../contract.ts';
import { ShieldIcon } from '../parts/icons.tsx';
import { PageTitle } from '../parts/page-title.tsx';

export const WelcomePage = ({
  session,
}: {
  readonly session: Extract<SessionData, { readonly signedIn: false }>;
}) => (
  <Alone title="Anyone can talk to your Echo. Only you can say yes.">
    <p>
      Whatever is ordered with your voice account waits for a code that we send to your own phone or mailbox.
      Sign in to see your orders, to confirm or cancel them, and to stop what you did not ask for.
    </p>
    <a class="button main" href={session.signInUrl}>
      Sign in
    </a>
  </Alone>
);

export const SessionEndedPage = ({
  signInUrl,
  reason,
}: {
  readonly signInUrl: string;
  /** What was told last, such as that one's data was deleted. */
  readonly reason: string | null;
}) => (
  <Alone title="You are signed out">
    <p>{reason ?? 'Your session has ended, here or in another browser. Sign in to go on.'}</p>
    <a class="button main" href={signInUrl}>
      Sign in
    </a>
  </Alone>
);

const Alone = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <div class="page alone" data-focus-home>
    <section class="card">
      <span class="badge large">
        <ShieldIcon />
      </span>
      <PageTitle title={title} />
      {children}
    </section>
  </div>
);
