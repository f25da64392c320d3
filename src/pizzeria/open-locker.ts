import type { Command, Delivery, EffectRequest } from '../transactions/command.ts';
import { textsFor } from './prompts/texts.ts';

export type LockerOutside = {
  readonly fetch: typeof globalThis.fetch;
  /** null where no lockers are installed: the command then fails, and says so. */
  readonly lockerUrl: string | null;
};

const effectKind = 'open-locker';

/** Opens the account's pickup locker: no price, and its effect is a call to somebody else's system. */
export const createOpenLocker = (outside: LockerOutside): Command => ({
  name: 'OpenLocker',
  values: {},
  read: () => ({ type: 'complete', details: {} }),
  describe: (_details, locale) => ({
    summary: textsFor(locale).lockerSummary,
    destination: null,
    amount: null,
  }),
  execute: (transaction) => ({
    writes: [],
    effect: { kind: effectKind, payload: { locker: transaction.accountId } },
  }),
  doneText: ({ locale }) => textsFor(locale).lockerDone,
  deliver: (effect, idempotencyKey, signal) => openLocker(outside, effect, idempotencyKey, signal),
});

const openLocker = async (
  { fetch, lockerUrl }: LockerOutside,
  effect: EffectRequest,
  idempotencyKey: string,
  signal: AbortSignal,
): Promise<Delivery> => {
  if (lockerUrl === null) return 'failed';
  const response = await fetch(lockerUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(effect.payload),
    redirect: 'error',
    signal,
  });
  await response.body?.cancel();
  if (response.ok) return 'done';
  // A timeout, a limit or a fault of theirs passes; any other refusal is their last word.
  return response.status === 408 || response.status === 429 || response.status >= 500 ? 'retry' : 'failed';
};
