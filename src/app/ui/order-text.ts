/** The states of an order and of its code, in the words and colours of the pages. */
import type { OrderData, WaitingOrder } from '../contract.ts';

/** As the beginning of a sentence: what is ordered comes as it is spoken within one, "a large pizza". */
export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export type Tone = 'good' | 'bad' | 'busy' | 'plain';

/** The mark on a past order; `outcome` says the rest. */
export const stateMark = (state: OrderData['state']): { readonly text: string; readonly tone: Tone } => {
  switch (state) {
    case 'requested':
      return { text: 'Waiting', tone: 'busy' };
    case 'confirmed':
      return { text: 'Confirmed', tone: 'busy' };
    case 'done':
      return { text: 'Done', tone: 'good' };
    case 'failed':
      return { text: 'Failed', tone: 'bad' };
    case 'expired':
      return { text: 'Expired', tone: 'plain' };
    case 'refused':
      return { text: 'Refused', tone: 'bad' };
    case 'superseded':
      return { text: 'Replaced', tone: 'plain' };
    case 'cancelled':
      return { text: 'Cancelled', tone: 'plain' };
    default:
      return state satisfies never;
  }
};

type Code = NonNullable<WaitingOrder['code']>;

/** What the page says about the code. `usable`: typing it makes sense; `urgent`: only another one helps. */
export type CodeStanding = { readonly text: string; readonly usable: boolean; readonly urgent: boolean };

/** A code that is live by its state runs out by the clock, too: the page knows it before it asks again. */
export const codeStanding = (code: Code, now: number): CodeStanding => {
  const live = { usable: true, urgent: false };
  const dead = { usable: false, urgent: true };
  switch (code.state) {
    case 'sending':
      return { text: `A code is on its way to ${code.sentTo}.`, ...live };
    case 'live':
      return now < code.expiresAt
        ? { text: `We sent a code to ${code.sentTo}.`, ...live }
        : { text: `The code we sent to ${code.sentTo} has run out. Your order is still waiting.`, ...dead };
    case 'send_failed':
      return { text: `The code to ${code.sentTo} could not be sent. Your order is still waiting.`, ...dead };
    case 'expired':
      return {
        text: `The code we sent to ${code.sentTo} has run out. Your order is still waiting.`,
        ...dead,
      };
    case 'used':
    case 'replaced':
      return {
        text: `The code we sent to ${code.sentTo} no longer works. Your order is still waiting.`,
        ...dead,
      };
    default:
      return code.state satisfies never;
  }
};
