/** What happened to an account, in its owner's words. */
import type { ActivityType } from '../accounts/activity.ts';
import type { EventType, Json } from '../transactions/model.ts';

type Data = { readonly [name: string]: Json };

/** Null: happens, but tells a person nothing that another entry does not. */
const texts: { readonly [type in EventType | ActivityType]: ((data: Data) => string) | null } = {
  'transaction.requested': () => 'Something was ordered and waits for its code.',
  'transaction.confirmed': () => 'An order was confirmed with its code.',
  'transaction.done': null,
  'transaction.failed': () => 'A confirmed order could not be carried out.',
  'transaction.expired': () => 'An order ended: no code came in time.',
  'transaction.refused': () => 'An order ended after three wrong codes.',
  'transaction.superseded': () => 'An order was replaced by a newer one.',
  'transaction.cancelled': () => 'An order was cancelled.',
  'challenge.sending': null,
  'challenge.live': (data) => `A code was sent to your ${channelName(data)}.`,
  'challenge.used': null,
  'challenge.send_failed': (data) => `A code could not be sent to your ${channelName(data)}.`,
  'challenge.expired': null,
  'challenge.replaced': null,
  'code.wrong': () => 'A wrong code was tried.',
  'code.not_evaluated': null,
  'code.unknown': () => 'A code could not be checked.',
  'replacement.told': null,
  'account.locked': (data) =>
    data.lock === 'owner' ? 'You locked ordering by voice.' : 'Too many wrong codes locked confirmation.',
  'account.unlocked': (data) =>
    data.lock === 'owner' ? 'You opened your lock.' : 'You opened the lock that wrong codes had set.',
  'account.frozen': () => 'Orders were replaced too often; ordering by voice paused for a while.',
  'contact.added': (data) => `A ${channelName(data)} of yours was proven and can receive codes.`,
  'contact.removed': (data) => `A ${channelName(data)} no longer receives codes.`,
  'contact.lost': () => 'A phone or mailbox lost its proof and no longer receives codes.',
  'session.started': ({ browser }) =>
    typeof browser === 'string' ? `Signed in with ${browser}.` : 'Signed in.',
  'session.ended': () => 'Signed out.',
  'link.begun': () => 'Your Alexa is connected. If that was not you, disconnect it in your profile.',
  'link.ended': () => 'An Alexa account was disconnected.',
  'history.cleared': () => 'You cleared the confirmed orders from your list.',
  'phone.code_sent': () => 'A code for the change of your phone was sent.',
  'phone.code_wrong': () => 'A wrong code was tried for the change of your phone.',
  'phone.change_begun': ({ lost }) =>
    lost === true
      ? 'A change of your phone was begun, with the old one said to be lost. If that was not you, call it off in your profile.'
      : 'A change of your phone was begun.',
  'phone.change_waiting': () =>
    'The new phone is proven and takes over in 24 hours. If that was not you, call it off in your profile.',
  'phone.change_ended': () => 'The change of your phone ended without effect.',
  'phone.changed': () => 'Codes now go to another phone.',
  'phone.removed': () => 'Your phone was removed.',
};

const channelName = ({ channel }: Data): string => (channel === 'sms' ? 'phone' : 'mailbox');

const byType: ReadonlyMap<string, (data: Data) => string> = new Map(
  Object.entries(texts).flatMap(([type, text]) => (text === null ? [] : [[type, text] as const])),
);

/** The types a person is told of. */
export const toldTypes: readonly string[] = [...byType.keys()];

export const activityText = (type: string, data: Data): string => byType.get(type)?.(data) ?? '';
