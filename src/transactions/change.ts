import type { EffectRequest, Statement } from './command.ts';
import type { Next } from './decision.ts';
import type { Account, AccountState, Challenge, Happening, LockName, Transaction } from './model.ts';
import type { Change } from './ports.ts';

/** What goes into the same commit beside the rules' own rows. */
export type Beside = {
  readonly request?: Change['request'];
  readonly idempotency?: Change['idempotency'];
  readonly writes?: readonly Statement[];
  readonly effect?: (EffectRequest & { readonly transactionId: string; readonly command: string }) | null;
};

/** The rows that differ between what was read and what shall be, and the events their moves make. */
export const changeOf = (before: AccountState, next: Next, now: number, beside: Beside): Change => {
  const { state, superseded } = next;
  const transactions = [superseded?.transaction, state.transaction].filter(
    (transaction): transaction is Transaction => transaction != null && transaction !== before.transaction,
  );
  const known = new Map(before.challenges.map((challenge) => [challenge.id, challenge]));
  const challenges = [...(superseded?.challenges ?? []), ...state.challenges].filter(
    (challenge) => known.get(challenge.id) !== challenge,
  );
  const keptIds = new Set(state.contacts.map(({ id }) => id));
  return {
    account: { ...state.account, version: before.account.version + 1, updatedAt: now },
    transactions,
    challenges,
    contacts: state.contacts.filter((contact) => !before.contacts.includes(contact)),
    removedContactIds: before.contacts.filter(({ id }) => !keptIds.has(id)).map(({ id }) => id),
    happenings: [
      ...transactions.flatMap((transaction) => transactionMove(before.transaction, transaction)),
      ...challenges.flatMap((challenge) => challengeMove(known.get(challenge.id), challenge)),
      ...accountMoves(before.account, state.account),
      ...next.happenings,
    ],
    request: beside.request ?? null,
    idempotency: beside.idempotency ?? null,
    writes: beside.writes ?? [],
    effect: beside.effect ?? null,
  };
};

const transactionMove = (before: Transaction | null, after: Transaction): Happening[] => {
  if (before?.id === after.id && before.state === after.state) return [];
  const move = (type: Happening['type']): Happening => ({ type, transactionId: after.id, data: {} });
  // One commit may confirm and carry out.
  if (before?.state === 'requested' && after.state === 'done') {
    return [move('transaction.confirmed'), move('transaction.done')];
  }
  return [move(`transaction.${after.state}`)];
};

const challengeMove = (before: Challenge | undefined, after: Challenge): Happening[] => {
  if (before?.state === after.state) return [];
  const data = { channel: after.channel };
  return [{ type: `challenge.${after.state}`, transactionId: after.transactionId, data }];
};

const accountMoves = (before: Account, after: Account): Happening[] => {
  const lockMove = (lock: LockName): Happening[] => {
    if ((before.lockedAt[lock] === null) === (after.lockedAt[lock] === null)) return [];
    const type = after.lockedAt[lock] === null ? 'account.unlocked' : 'account.locked';
    return [{ type, transactionId: null, data: { lock } }];
  };
  const frozen = after.frozenUntil !== null && after.frozenUntil !== before.frozenUntil;
  return [
    ...lockMove('wrong_codes'),
    ...lockMove('owner'),
    ...(frozen ? [{ type: 'account.frozen' as const, transactionId: null, data: {} }] : []),
  ];
};
