/**
 * The services of the system, for whoever has authenticated: what `/api` offers over HTTP and what the other surfaces
 * call in process. Knows nothing of Alexa.
 */
import { createHash } from 'node:crypto';
import type { Actor } from '../transactions/actor.ts';
import type { Business, Command, Delivery, SpokenValues } from '../transactions/command.ts';
import { fail, type Result, succeed } from '../transactions/failures.ts';
import type { AccountState, CancelReason, Channel, Locale } from '../transactions/model.ts';
import type { TransactionReader, TransactionRecord } from '../transactions/ports.ts';
import { cancelTransaction } from '../transactions/steps/cancel-transaction.ts';
import { type ConfirmPorts, confirmTransaction } from '../transactions/steps/confirm-transaction.ts';
import { type RequestPorts, requestTransaction } from '../transactions/steps/request-transaction.ts';
import { resendCode } from '../transactions/steps/resend-code.ts';
import { readAt, recordAt } from '../transactions/time.ts';

export type Requested =
  | { readonly type: 'requested'; readonly state: AccountState }
  /** A value is missing or was not understood: ask this one question. Nothing was stored. */
  | { readonly type: 'unclear'; readonly value: string; readonly question: string; readonly reprompt: string }
  /** The business has no such command. */
  | { readonly type: 'unknown_command' };

export type Wanted = { readonly command: string; readonly values: SpokenValues; readonly locale: Locale };

export type Operations = {
  readonly request: (
    actor: Actor,
    wanted: Wanted,
    signal: AbortSignal,
    idempotencyKey?: string,
  ) => Promise<Result<Requested>>;
  /** What the account's latest transaction is now. */
  readonly current: (actor: Actor) => Promise<Result<AccountState>>;
  readonly list: (
    actor: Actor,
    page: { readonly limit: number; readonly beforeId: string | null },
  ) => Promise<readonly TransactionRecord[]>;
  readonly find: (actor: Actor, transactionId: string) => Promise<Result<TransactionRecord>>;
  /** `transactionId` null means the one that waits. */
  readonly confirm: (
    actor: Actor,
    transactionId: string | null,
    code: string,
    signal: AbortSignal,
  ) => Promise<Result<AccountState>>;
  readonly resend: (
    actor: Actor,
    transactionId: string | null,
    signal: AbortSignal,
  ) => Promise<Result<AccountState>>;
  readonly cancel: (
    actor: Actor,
    transactionId: string | null,
    reason: CancelReason,
  ) => Promise<Result<AccountState>>;
};

export type OperationPorts = RequestPorts &
  ConfirmPorts & {
    readonly business: Business;
    readonly transactions: TransactionReader;
    /** Learns the account's contacts from the tenant where it has none yet; false where that failed for now. */
    readonly provideContact: (accountId: string, signal: AbortSignal) => Promise<boolean>;
    /** Tries to carry an effect out within the turn; whatever it says, the worker goes on. */
    readonly deliverNow: (transactionId: string, signal: AbortSignal) => Promise<Delivery | 'not_due'>;
    readonly channels: readonly Channel[];
  };

/** How long an Idempotency-Key is remembered (draft-ietf-httpapi-idempotency-key-header). */
const idempotencyHours = 24;

export const createOperations = (ports: OperationPorts): Operations => {
  const commands = new Map<string, Command>(
    ports.business.commands.map((command) => [command.name, command]),
  );

  const read = async (accountId: string): Promise<Result<AccountState>> => {
    const state = await ports.accounts.read(accountId);
    return state ? succeed(readAt(state, ports.now(), ports.limits)) : fail({ type: 'not_found' });
  };

  const request: Operations['request'] = async (actor, wanted, signal, idempotencyKey) => {
    const command = commands.get(wanted.command);
    if (command === undefined) return succeed({ type: 'unknown_command' });
    const reading = command.read(wanted.values, wanted.locale);
    if (reading.type === 'unclear') return succeed(reading);

    const idempotency =
      idempotencyKey === undefined
        ? null
        : {
            key: idempotencyKey,
            fingerprint: fingerprint(wanted),
            keepUntil: ports.now() + idempotencyHours * 3_600_000,
          };
    if (idempotency) {
      const known = await findIdempotent(actor, idempotency);
      if (known) return known;
    }
    const order = { command, details: reading.details, locale: wanted.locale, payee: ports.business.name };
    const attempt = () => requestTransaction(ports, actor, order, signal, idempotency);
    let requested = await attempt();
    if (!requested.ok && requested.failure.type === 'no_contact') {
      const known = await ports.provideContact(actor.accountId, signal);
      requested = known ? await attempt() : fail({ type: 'contact_unavailable' });
    }
    if (requested.ok) return succeed({ type: 'requested', state: requested.value });
    if (idempotency && requested.failure.type === 'replayed')
      return (await findIdempotent(actor, idempotency)) ?? requested;
    return requested;
  };

  const findIdempotent = async (
    actor: Actor,
    idempotency: { readonly key: string; readonly fingerprint: string },
  ): Promise<Result<Requested> | null> => {
    const known = await ports.accounts.findIdempotent(actor.accountId, idempotency.key, ports.now());
    if (known === null) return null;
    if (known.fingerprint !== idempotency.fingerprint) return fail({ type: 'idempotency_conflict' });
    const state = await ports.accounts.read(actor.accountId, known.transactionId);
    if (state === null) return null;
    return succeed({ type: 'requested', state: readAt(state, ports.now(), ports.limits) });
  };

  const confirm: Operations['confirm'] = async (actor, transactionId, code, signal) => {
    const confirmed = await confirmTransaction(ports, actor, transactionId, code, signal);
    if (!confirmed.ok) return explainOlder(actor, transactionId, confirmed);
    const { transaction } = confirmed.value;
    if (transaction?.state !== 'confirmed') return confirmed;
    await ports.deliverNow(transaction.id, signal);
    return read(actor.accountId);
  };

  /** Only the latest transaction can wait; an older one of this account has ended, and is told so. */
  const explainOlder = async (
    actor: Actor,
    transactionId: string | null,
    result: Result<AccountState>,
  ): Promise<Result<AccountState>> => {
    if (result.ok || result.failure.type !== 'not_found' || transactionId === null) return result;
    const record = await ports.transactions.find(actor.accountId, transactionId);
    if (record === null) return result;
    const { transaction } = record;
    const confirmed = ['confirmed', 'done', 'failed'].includes(transaction.state);
    return fail({ type: confirmed ? 'already_confirmed' : 'ended', transaction });
  };

  return {
    request,
    confirm,
    current: (actor) => read(actor.accountId),
    list: async (actor, page) => {
      const records = await ports.transactions.list(actor.accountId, page);
      return records.map((record) => recordAt(record, ports.now(), ports.limits));
    },
    find: async (actor, transactionId) => {
      const record = await ports.transactions.find(actor.accountId, transactionId);
      return record ? succeed(recordAt(record, ports.now(), ports.limits)) : fail({ type: 'not_found' });
    },
    resend: async (actor, transactionId, signal) =>
      explainOlder(actor, transactionId, await resendCode(ports, actor, transactionId, signal)),
    cancel: async (actor, transactionId, reason) =>
      explainOlder(actor, transactionId, await cancelTransaction(ports, actor, transactionId, reason)),
  };
};

/** The same request in another order of its members is the same request. */
const fingerprint = ({ command, values, locale }: Wanted): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        command,
        locale,
        Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)),
      ]),
    )
    .digest('hex');
