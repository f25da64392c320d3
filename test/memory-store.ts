/**
 * An account store in memory, for tests of the rules: guarded writes, remembered requests and keys, one waiting
 * transaction per account. It throws where a change breaks what no rule may ever break.
 */

import { challengeMoves, isOpenChallenge, transactionMoves } from '../src/transactions/machine.ts';
import type {
  Account,
  AccountState,
  Challenge,
  Contact,
  Happening,
  Transaction,
} from '../src/transactions/model.ts';
import type {
  AccountStore,
  Change,
  EffectStore,
  StoredEffect,
  TransactionReader,
  TransactionRecord,
} from '../src/transactions/ports.ts';

export type StoredEvent = Happening & { readonly accountId: string; readonly number: number };

export type MemoryStore = {
  readonly accounts: AccountStore;
  readonly transactions: TransactionReader;
  readonly effects: EffectStore;
  /** Everything that happened, in the order of commits. */
  readonly events: readonly StoredEvent[];
  /** Every change that was stored. */
  readonly changes: readonly Change[];
  readonly add: (account: Account, contacts: readonly Contact[]) => void;
};

/** `pause` is awaited before every call is carried out, so that racers interleave. */
export const createMemoryStore = (pause: () => Promise<void> = async () => {}): MemoryStore => {
  const accounts = new Map<string, Account>();
  const contacts = new Map<string, readonly Contact[]>();
  const transactions = new Map<string, Transaction>();
  const challenges = new Map<string, Challenge>();
  const requests = new Map<string, number>();
  const keys = new Map<string, NonNullable<Change['idempotency']>>();
  const effects = new Map<string, StoredEffect & { readonly dueAt: number }>();
  const events: StoredEvent[] = [];
  const changes: Change[] = [];

  const ofAccount = (accountId: string): Transaction[] =>
    [...transactions.values()].filter((transaction) => transaction.accountId === accountId);

  const challengesOf = (transactionId: string): Challenge[] =>
    [...challenges.values()].filter((challenge) => challenge.transactionId === transactionId);

  const read = async (accountId: string, transactionId?: string): Promise<AccountState | null> => {
    await pause();
    const account = accounts.get(accountId);
    if (account === undefined) return null;
    const own = ofAccount(accountId);
    const transaction =
      transactionId === undefined ? own.at(-1) : own.find((candidate) => candidate.id === transactionId);
    return {
      account,
      contacts: contacts.get(accountId) ?? [],
      transaction: transaction ?? null,
      challenges: transaction ? challengesOf(transaction.id) : [],
    };
  };

  const write: AccountStore['write'] = async (change) => {
    await pause();
    const { account, request, idempotency } = change;
    const before = accounts.get(account.id);
    if (before === undefined || before.version !== account.version - 1) return 'stale';
    const key = `${account.id} ${idempotency?.key}`;
    if (request && (requests.get(request.id) ?? 0) > account.updatedAt) return 'replayed';
    if (idempotency && (keys.get(key)?.keepUntil ?? 0) > account.updatedAt) return 'replayed';

    mustHold(account.updatedAt >= before.updatedAt, 'time never runs backwards');
    for (const transaction of change.transactions)
      checkTransaction(transactions.get(transaction.id), transaction);
    for (const challenge of change.challenges) checkChallenge(challenges.get(challenge.id), challenge);

    accounts.set(account.id, account);
    for (const transaction of change.transactions) transactions.set(transaction.id, transaction);
    for (const challenge of change.challenges) challenges.set(challenge.id, challenge);
    contacts.set(account.id, contactsAfter(contacts.get(account.id) ?? [], change));
    if (request) requests.set(request.id, request.keepUntil);
    if (idempotency) keys.set(key, idempotency);
    if (change.effect) {
      const { transactionId } = change.effect;
      mustHold(!effects.has(transactionId), 'a transaction has at most one effect');
      effects.set(transactionId, {
        ...change.effect,
        accountId: account.id,
        attempts: 0,
        dueAt: account.updatedAt,
      });
    }
    for (const happening of change.happenings) {
      events.push({ ...happening, accountId: account.id, number: account.version });
    }
    changes.push(change);
    checkAccount(account.id);
    return 'written';
  };

  /** What holds for an account after every write, whatever the step. */
  const checkAccount = (accountId: string): void => {
    const own = ofAccount(accountId);
    const waiting = own.filter(({ state }) => state === 'requested');
    mustHold(waiting.length <= 1, 'one transaction awaits a code per account');
    mustHold(waiting.length === 0 || own.at(-1) === waiting[0], 'only the latest transaction can wait');
    const open = own.flatMap(({ id }) => challengesOf(id)).filter(({ state }) => isOpenChallenge(state));
    mustHold(open.length <= 1, 'one code is out or on its way per account');
    const live = open.find(({ state }) => state === 'live');
    mustHold(!live || live.transactionId === waiting[0]?.id, 'no code outlives its transaction');
  };

  const take = (effect: StoredEffect & { readonly dueAt: number }, leaseUntil: number): StoredEffect => {
    effects.set(effect.transactionId, { ...effect, attempts: effect.attempts + 1, dueAt: leaseUntil });
    return effect;
  };

  return {
    events,
    changes,
    add: (account, own) => {
      accounts.set(account.id, account);
      contacts.set(account.id, own);
    },
    accounts: {
      read,
      write,
      findIdempotent: async (accountId, key, now) => {
        const known = keys.get(`${accountId} ${key}`);
        return known && known.keepUntil > now ? known : null;
      },
    },
    transactions: {
      find: async (accountId, id) => {
        const transaction = transactions.get(id);
        if (transaction?.accountId !== accountId) return null;
        return { transaction, challenges: challengesOf(id) };
      },
      list: async (accountId, { limit, beforeId }) => {
        const newestFirst = ofAccount(accountId).reverse();
        const from = beforeId === null ? 0 : newestFirst.findIndex(({ id }) => id === beforeId) + 1;
        return newestFirst
          .slice(from, from + limit)
          .map(
            (transaction): TransactionRecord => ({ transaction, challenges: challengesOf(transaction.id) }),
          );
      },
    },
    effects: {
      take: async (now, leaseUntil, limit) =>
        [...effects.values()]
          .filter(({ dueAt }) => dueAt <= now)
          .slice(0, limit)
          .map((effect) => take(effect, leaseUntil)),
      takeOne: async (transactionId, now, leaseUntil) => {
        const effect = effects.get(transactionId);
        return effect && effect.dueAt <= now ? take(effect, leaseUntil) : null;
      },
      postpone: async (transactionId, at) => {
        const effect = effects.get(transactionId);
        if (effect) effects.set(transactionId, { ...effect, dueAt: at });
      },
      remove: async (transactionId) => {
        effects.delete(transactionId);
      },
    },
  };
};

const mustHold = (held: boolean, rule: string): void => {
  if (!held) throw new Error(`a change breaks a rule: ${rule}`);
};

const contactsAfter = (before: readonly Contact[], change: Change): readonly Contact[] => {
  const stored = new Set(change.contacts.map(({ id }) => id));
  const kept = before.filter(({ id }) => !stored.has(id) && !change.removedContactIds.includes(id));
  return [...kept, ...change.contacts];
};

/** What is asked for never changes (design: "its details, summary, amount and payee never change"). */
const unchanging = [
  'accountId',
  'command',
  'details',
  'summary',
  'destination',
  'amount',
  'payee',
  'locale',
  'surface',
  'session',
  'linkId',
  'requestedAt',
  'expiresAt',
] as const;

const checkTransaction = (before: Transaction | undefined, after: Transaction): void => {
  mustHold(after.tries >= 0 && after.wrong >= 0 && after.checking >= 0, 'no count is negative');
  if (before === undefined) {
    mustHold(after.state === 'requested', 'a transaction begins as requested');
    return;
  }
  for (const field of unchanging) mustHold(before[field] === after[field], `${field} never changes`);
  if (before.state === after.state) return;
  // One commit may confirm and carry out.
  const moves =
    before.state === 'requested' && after.state === 'done'
      ? transactionMoves.confirmed
      : transactionMoves[before.state];
  mustHold(moves.includes(after.state), `no move leads from ${before.state} to ${after.state}`);
};

const checkChallenge = (before: Challenge | undefined, after: Challenge): void => {
  if (before === undefined) {
    mustHold(after.state === 'sending', 'a challenge begins as sending');
    return;
  }
  mustHold(
    before.transactionId === after.transactionId && before.contactId === after.contactId,
    'a challenge keeps its transaction and contact',
  );
  if (before.state === after.state) return;
  mustHold(
    challengeMoves[before.state].includes(after.state),
    `no move leads from ${before.state} to ${after.state}`,
  );
};
