/**
 * One person, one Echo, one phone, and a clock that stands still: what the tests of the rules are told in.
 */
import { type Actor, authenticatedAs } from '../src/transactions/actor.ts';
import type { Command } from '../src/transactions/command.ts';
import type { Step } from '../src/transactions/decide.ts';
import type { FailureType, Result } from '../src/transactions/failures.ts';
import { type Limits, limits } from '../src/transactions/limits.ts';
import type { Account, AccountState, Challenge, Contact, Transaction } from '../src/transactions/model.ts';
import type { CodeIssuer } from '../src/transactions/ports.ts';
import { cancelTransaction } from '../src/transactions/steps/cancel-transaction.ts';
import { confirmTransaction } from '../src/transactions/steps/confirm-transaction.ts';
import { requestTransaction } from '../src/transactions/steps/request-transaction.ts';
import { resendCode } from '../src/transactions/steps/resend-code.ts';
import { takeStep } from '../src/transactions/steps/take-step.ts';
import { readAt } from '../src/transactions/time.ts';
import { createFakeIssuer, type FakeIssuer } from './fake-issuer.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

export const startOfTime = Date.UTC(2026, 0, 5, 18, 0, 0);
export const never = new AbortController().signal;

export const phoneOf = (person: string): Contact => ({
  id: `${person}-phone`,
  channel: 'sms',
  address: '+15550100042',
  hint: '42',
  provenAt: startOfTime,
  checkedAt: startOfTime,
});

export const mailboxOf = (person: string): Contact => ({
  id: `${person}-mailbox`,
  channel: 'email',
  address: `${person}@example.com`,
  hint: `${person.slice(0, 1)}…@example.com`,
  provenAt: startOfTime,
  checkedAt: startOfTime,
});

const newAccount = (id: string): Account => ({
  id,
  issuer: 'https://tenant.example/',
  subject: `auth0|${id}`,
  version: 0,
  updatedAt: startOfTime,
  wrongInARow: 0,
  lockedAt: { wrong_codes: null, owner: null },
  quietUntil: null,
  frozenUntil: null,
  sentAt: [],
  replacedAt: [],
});

/** Carried out by what the confirming commit writes. */
export const orderPizza: Command = {
  name: 'OrderPizza',
  values: {},
  read: () => ({ type: 'complete', details: { size: 'large' } }),
  describe: (details) => ({
    summary: typeof details === 'string' ? details : 'a large pizza',
    destination: 'delivered home',
    amount: { minorUnits: 1650, currency: 'USD' },
  }),
  execute: ({ id }) => ({
    writes: [{ sql: 'insert into pizza_orders (id) values ($1)', values: [id] }],
    effect: null,
  }),
  doneText: () => 'Your pizza is ordered',
};

/** Carried out elsewhere, after the commit. */
export const openLocker: Command = {
  name: 'OpenLocker',
  values: {},
  read: () => ({ type: 'complete', details: {} }),
  describe: () => ({ summary: 'open your pickup locker', destination: null, amount: null }),
  execute: () => ({ writes: [], effect: { kind: 'locker.open', payload: {} } }),
  doneText: () => 'Your locker is open',
};

/** Who speaks, and where. */
export type Voice = {
  readonly person?: string;
  readonly session?: string;
  readonly surface?: Actor['surface'];
};

export type World = {
  readonly clock: { readonly now: () => number; readonly pass: (seconds: number) => void };
  readonly store: MemoryStore;
  readonly issuer: FakeIssuer;
  readonly order: (what?: string, voice?: Voice, command?: Command) => Promise<Result<AccountState>>;
  readonly say: (code: string, voice?: Voice & { transactionId?: string }) => Promise<Result<AccountState>>;
  readonly resend: (voice?: Voice) => Promise<Result<AccountState>>;
  readonly cancel: (voice?: Voice) => Promise<Result<AccountState>>;
  readonly take: (step: Step, person?: string) => Promise<Result<AccountState>>;
  /** The account as it reads now. */
  readonly state: (person?: string) => Promise<AccountState>;
  readonly waiting: (person?: string) => Promise<Transaction>;
  readonly challenges: (person?: string) => Promise<readonly Challenge['state'][]>;
  /** The code that arrived last, and one that is surely another. */
  readonly rightCode: (person?: string) => string;
  readonly wrongCode: (person?: string) => string;
  /** Another instance of the application over the same store. */
  readonly secondNode: () => World;
  /** The same world after a restart with other limits. */
  readonly withLimits: (limits: Partial<Limits>) => World;
};

export type WorldOptions = {
  readonly limits?: Partial<Limits>;
  readonly pause?: () => Promise<void>;
  readonly contacts?: (person: string) => readonly Contact[];
  readonly commands?: readonly Command[];
  /** Stands between the steps and the issuer. */
  readonly codes?: (issuer: FakeIssuer) => CodeIssuer;
};

export const createWorld = (options: WorldOptions = {}): World => {
  let time = startOfTime;
  const clock = {
    now: () => time,
    pass: (seconds: number) => {
      time += Math.round(seconds * 1000);
    },
  };
  const store = createMemoryStore(options.pause);
  const issuer = createFakeIssuer(
    clock.now,
    (contactId) => `auth0|${contactId.split('-')[0]}`,
    options.pause,
  );
  for (const person of ['ana', 'ben']) {
    store.add(newAccount(person), (options.contacts ?? ((name) => [phoneOf(name)]))(person));
  }
  return nodeOf(clock, store, issuer, options);
};

const nodeOf = (
  clock: World['clock'],
  store: MemoryStore,
  issuer: FakeIssuer,
  options: WorldOptions,
): World => {
  const commands = options.commands ?? [orderPizza, openLocker];
  const inForce: Limits = { ...limits, ...options.limits };
  const ports = {
    accounts: store.accounts,
    now: clock.now,
    limits: inForce,
    codes: options.codes ? options.codes(issuer) : issuer,
    newId: () => `id-${nextId()}`,
    channels: ['sms', 'email'] as const,
    findCommand: (name: string) => commands.find((command) => command.name === name),
  };
  const state = async (person = 'ana'): Promise<AccountState> => {
    const stored = await store.accounts.read(person);
    if (stored === null) throw new Error(`${person} has no account`);
    return readAt(stored, clock.now(), inForce);
  };
  return {
    clock,
    store,
    issuer,
    state,
    order: (what = 'a large pizza', voice = {}, command = orderPizza) =>
      requestTransaction(
        ports,
        actorOf(voice),
        { command, details: what, locale: 'en-US', payee: 'Pizza on Demand' },
        never,
      ),
    say: (code, voice = {}) =>
      confirmTransaction(ports, actorOf(voice), voice.transactionId ?? null, code, never),
    resend: (voice = {}) => resendCode(ports, actorOf(voice), null, never),
    cancel: (voice = {}) => cancelTransaction(ports, actorOf(voice), null, 'asked'),
    take: (step, person = 'ana') => takeStep(ports, person, step),
    waiting: async (person) => {
      const { transaction } = await state(person);
      if (transaction?.state !== 'requested') throw new Error(`nothing waits: ${transaction?.state}`);
      return transaction;
    },
    challenges: async (person) => (await state(person)).challenges.map((challenge) => challenge.state),
    rightCode: (person = 'ana') => issuer.latestCode(`${person}-phone`),
    wrongCode: (person = 'ana') => (issuer.latestCode(`${person}-phone`) === '999999' ? '999998' : '999999'),
    secondNode: () => nodeOf(clock, store, issuer, options),
    withLimits: (changed) => nodeOf(clock, store, issuer, { ...options, limits: changed }),
  };
};

let ids = 0;
const nextId = (): number => {
  ids += 1;
  return ids;
};

const actorOf = ({ person = 'ana', session = 'evening', surface = 'alexa' }: Voice): Actor =>
  authenticatedAs({ accountId: person, surface, session, linkId: null, request: null });

/** How a step ended, in one word: the failure's type, or the transaction's state. */
export const ending = async (
  result: Promise<Result<AccountState>> | Result<AccountState>,
): Promise<FailureType | Transaction['state'] | 'ok'> => {
  const settled = await result;
  return settled.ok ? (settled.value.transaction?.state ?? 'ok') : settled.failure.type;
};
