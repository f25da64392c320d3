/** The browsers one is signed in with. */
import type { SessionEntry } from '../../../contract.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Section } from '../../parts/section.tsx';

export const SessionsSection = ({ sessions }: { readonly sessions: readonly SessionEntry[] }) => (
  <Section
    title="Signed-in browsers"
    lead="If you do not know one of them, sign it out and lock voice ordering."
  >
    <ul class="rows">
      {sessions.map((session) => (
        <Session key={session.id} session={session} />
      ))}
    </ul>
    {sessions.some(({ current }) => !current) && (
      <ActButton tone="quiet" path="sessions/end-others">
        Sign out all other browsers
      </ActButton>
    )}
  </Section>
);

const Session = ({
  session: { id, browser, signedInAt, seenAt, current },
}: {
  readonly session: SessionEntry;
}) => (
  <li class="row">
    <div class="row-main">
      <h3>{browser}</h3>
      <p class="soft">
        Signed in <Moment at={signedInAt} /> · last seen <Moment at={seenAt} />
      </p>
    </div>
    {current ? (
      <span class="mark good">This browser</span>
    ) : (
      <ActButton tone="quiet" path={`sessions/${id}/end`}>
        Sign out<span class="unseen"> {browser}</span>
      </ActButton>
    )}
  </li>
);
