/** What changed between two readings of the orders and links, as one sentence for whoever is not looking. */
import type { OrdersData, WaitingOrder } from '../contract.ts';
import { sentenceCase } from './order-text.ts';

/** Null where nothing changed that a person must hear of. */
export const changeText = (before: OrdersData, after: OrdersData): string | null =>
  waitingText(before.waiting, after) ??
  lockText(before, after) ??
  codeText(before.waiting, after.waiting) ??
  linkText(before, after) ??
  settledText(before, after);

const waitingText = (before: WaitingOrder | null, { waiting, past }: OrdersData): string | null => {
  if (waiting !== null && waiting.id !== before?.id) return `Waiting for your code: ${waiting.summary}.`;
  if (before === null || waiting !== null) return null;
  const ended = past.find(({ id }) => id === before.id);
  return `${sentenceCase(before.summary)}: ${ended?.outcome ?? 'no longer waiting.'}`;
};

const lockText = (before: OrdersData, after: OrdersData): string | null => {
  if (after.locks.length > before.locks.length) return 'A lock is on now: see the top of this page.';
  return after.locks.length < before.locks.length ? 'A lock was opened.' : null;
};

const linkText = (before: OrdersData, after: OrdersData): string | null => {
  if (after.linked > before.linked) return 'Your Alexa is connected.';
  return after.linked < before.linked ? 'An Alexa account was disconnected.' : null;
};

const codeText = (before: WaitingOrder | null, after: WaitingOrder | null): string | null => {
  if (before === null || after === null) return null;
  if (after.triesLeft < before.triesLeft) return 'A wrong code was tried.';
  if (after.code === null || before.code?.state === after.code.state) return null;
  if (after.code.state === 'live') return `A code was sent to ${after.code.sentTo}.`;
  return after.code.state === 'send_failed' ? `The code to ${after.code.sentTo} could not be sent.` : null;
};

/** Something confirmed earlier was carried out by now, or failed. */
const settledText = (before: OrdersData, after: OrdersData): string | null => {
  const settled = after.past.find(
    ({ id, state }) =>
      state !== 'confirmed' && before.past.some((old) => old.id === id && old.state === 'confirmed'),
  );
  return settled === undefined ? null : `${sentenceCase(settled.summary)}: ${settled.outcome ?? ''}`.trim();
};
