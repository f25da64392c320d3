/** What Alexa says in en-GB: as in en-US, but for what is called otherwise. */
import { prompts as enUs } from './en-US.ts';
import { translation } from './translation.ts';

export const prompts = translation({
  ...enUs,
  sent_sms: "I've texted the mobile ending {{hint}}.",
  resent_sms: "I've texted a new code to the mobile ending {{hint}}.",
  refused_locked: 'I also locked requests by voice. Sign in on the {{seller}} website to unlock them.',
  no_contact:
    "I don't have a confirmed mobile or email of yours. Confirm one, then sign in on the {{seller}} website.",
  contact_lost: "Your code's mobile or inbox isn't proven to be yours any more, so I cancelled your request.",
  contact_lost_then: 'Please check it on the {{seller}} website.',
  unlock: 'Sign in on the {{seller}} website to unlock them.',
  failed_then: 'Please get in touch with {{payee}}.',
  cancelled_contact: 'Cancelled, because your mobile or inbox changed: {{summary}}.',
  help: 'I send a code to your mobile or inbox, and you read it to me.',
  card_sent_sms: 'A code was sent to the mobile ending {{hint}}.',
});
