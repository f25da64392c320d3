/** The phone and the mailbox that are proven to be one's own, and where codes go. */
import type { ContactData, ProfileData } from '../../../contract.ts';
import { Moment } from '../../parts/moment.tsx';
import { Section } from '../../parts/section.tsx';
import { PhoneChange } from './phone-change.tsx';

export const CodesSection = ({ profile }: { readonly profile: ProfileData }) => (
  <Section
    title="Where your codes go"
    lead={
      profile.codesGoTo === null ? (
        'We cannot send you codes yet: prove a phone, or verify your email address and sign in again.'
      ) : (
        <>
          The next code goes to <strong>{profile.codesGoTo}</strong>. {orderText(profile.channels)}
        </>
      )
    }
  >
    {profile.contacts.length > 0 && (
      <ul class="rows">
        {profile.contacts.map((contact) => (
          <Contact key={contact.id} contact={contact} />
        ))}
      </ul>
    )}
    {profile.channels.includes('sms') && (
      <PhoneChange
        change={profile.phoneChange}
        hasPhone={profile.contacts.some(({ channel }) => channel === 'sms')}
      />
    )}
  </Section>
);

const Contact = ({ contact: { channel, shown, provenAt } }: { readonly contact: ContactData }) => (
  <li class="row">
    <div class="row-main">
      <h3>
        {channel === 'sms' ? 'Phone' : 'Email'} {shown}
      </h3>
      <p class="soft">
        Proven to be yours: <Moment at={provenAt} />
      </p>
    </div>
    <span class="mark good">Proven</span>
  </li>
);

const orderText = ([first, second]: ProfileData['channels']): string => {
  if (second === undefined) return first === 'sms' ? 'Codes go by text message.' : 'Codes go by email.';
  return first === 'sms'
    ? 'Codes go by text message where you have a proven phone, else by email.'
    : 'Codes go by email where yours is verified, else by text message.';
};
