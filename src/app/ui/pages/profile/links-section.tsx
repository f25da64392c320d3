/** The Alexa accounts that may order in one's name, now and before. */
import type { LinkData } from '../../../contract.ts';
import { Moment } from '../../parts/moment.tsx';
import { Question } from '../../parts/question.tsx';
import { Section } from '../../parts/section.tsx';

export const LinksSection = ({ links }: { readonly links: readonly LinkData[] }) => (
  <Section
    title="Linked Alexa accounts"
    lead={
      links.length === 0
        ? 'None. Link one in the Alexa app: find our skill there, and choose “Link account”.'
        : 'Who speaks to an Echo of a linked account can ask for orders in your name. Only your code confirms them.'
    }
  >
    {links.length > 0 && (
      <ul class="rows">
        {links.map((link) => (
          <Link key={link.id} link={link} />
        ))}
      </ul>
    )}
  </Section>
);

const Link = ({ link: { id, linkedAt, endedAt } }: { readonly link: LinkData }) => (
  <li class="row">
    <div class="row-main">
      <h3>Alexa account</h3>
      <p class="soft">
        Linked <Moment at={linkedAt} />
        {endedAt !== null && (
          <>
            , disconnected <Moment at={endedAt} />
          </>
        )}
      </p>
    </div>
    {endedAt === null ? (
      <Question
        ask="Disconnect"
        title="Disconnect this Alexa account?"
        yes="Disconnect it"
        no="Keep it"
        tone="warn"
        path={`links/${id}/disconnect`}
      >
        <p>It can no longer order in your name, and what it asked for and waits for a code is cancelled.</p>
        <p class="soft">You can link it again in the Alexa app.</p>
      </Question>
    ) : (
      <span class="mark plain">Disconnected</span>
    )}
  </li>
);
