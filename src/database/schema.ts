/**
 * The tables, once for both engines; `drizzle-kit generate` turns them into the SQL in migrations/ (CONTRIBUTING.md).
 *
 * Instants are `bigint` milliseconds, as in the code: exact by construction, without time zones and without a parser
 * that the two engines' drivers would each have to agree on. `to_timestamp(at / 1000.0)` shows one to a person.
 * Identifiers are `text`: a caller's malformed one is simply not found, never a database error.
 * What is JSON is `json`, not `jsonb`: kept to the letter, keys in the order they were given.
 */
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type {
  CancelReason,
  ChallengeState,
  Channel,
  Json,
  Surface,
  TransactionState,
} from '../transactions/model.ts';

/** Exact up to 2^53 - 1, which is the year 287396. */
const instant = (name: string) => bigint(name, { mode: 'number' });

/** The words a column may hold: each of the union, and nothing else (a test holds them to the state machines). */
const allWords = <Word extends string>(words: { readonly [word in Word]: true }): readonly Word[] =>
  Object.keys(words) as Word[];

const transactionStates = allWords<TransactionState>({
  requested: true,
  confirmed: true,
  done: true,
  failed: true,
  expired: true,
  refused: true,
  superseded: true,
  cancelled: true,
});
const challengeStates = allWords<ChallengeState>({
  sending: true,
  live: true,
  used: true,
  send_failed: true,
  expired: true,
  replaced: true,
});
const channels = allWords<Channel>({ sms: true, email: true });
const surfaces = allWords<Surface>({ alexa: true, api: true, app: true });
const cancelReasons = allWords<CancelReason>({
  asked: true,
  not_me: true,
  contact_changed: true,
  link_ended: true,
  erased: true,
});

const isOneOf = (column: AnyPgColumn, words: readonly string[]) =>
  sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;

export const accounts = pgTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** Every write holds only where this still matches, and adds one. */
    version: bigint('version', { mode: 'number' }).notNull(),
    updatedAt: instant('updated_at').notNull(),
    wrongInARow: integer('wrong_in_a_row').notNull(),
    lockedWrongCodesAt: instant('locked_wrong_codes_at'),
    lockedOwnerAt: instant('locked_owner_at'),
    quietUntil: instant('quiet_until'),
    frozenUntil: instant('frozen_until'),
    sentAt: instant('sent_at').array().notNull(),
    replacedAt: instant('replaced_at').array().notNull(),
  },
  (table) => [
    unique('accounts_person').on(table.issuer, table.subject),
    check('accounts_counts', sql`${table.version} >= 0 and ${table.wrongInARow} >= 0`),
  ],
);

export const contacts = pgTable(
  'contacts',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    channel: text('channel', { enum: ['sms', 'email'] }).notNull(),
    /** AES-256-GCM, see sealing.ts; `key_id` names the key. */
    addressSealed: text('address_sealed').notNull(),
    keyId: text('key_id').notNull(),
    /** HMAC-SHA-256 of channel and address: one person's contact is nobody else's (rule 7). */
    addressHash: text('address_hash').notNull(),
    hint: text('hint').notNull(),
    provenAt: instant('proven_at').notNull(),
    checkedAt: instant('checked_at').notNull(),
  },
  (table) => [
    unique('contacts_address').on(table.addressHash),
    index('contacts_account').on(table.accountId),
    check('contacts_channel', isOneOf(table.channel, channels)),
  ],
);

export const transactions = pgTable(
  'transactions',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** The account's version that made it: orders an account's transactions where the clock cannot. */
    madeAtVersion: bigint('made_at_version', { mode: 'number' }).notNull(),
    command: text('command').notNull(),
    details: json('details').$type<Json>().notNull(),
    summary: text('summary').notNull(),
    destination: text('destination'),
    amountMinorUnits: bigint('amount_minor_units', { mode: 'number' }),
    amountCurrency: text('amount_currency'),
    payee: text('payee').notNull(),
    locale: text('locale').notNull(),
    surface: text('surface').notNull(),
    session: text('session').notNull(),
    linkId: text('link_id'),
    requestedAt: instant('requested_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    replacedId: text('replaced_id'),
    replacedSummary: text('replaced_summary'),
    replacedOtherSession: boolean('replaced_other_session'),
    // What follows changes; what stands above never does.
    state: text('state').notNull(),
    tries: integer('tries').notNull(),
    wrong: integer('wrong').notNull(),
    checking: integer('checking').notNull(),
    checkingSince: instant('checking_since'),
    replacedToldIn: text('replaced_told_in'),
    cancelReason: text('cancel_reason'),
    settledAt: instant('settled_at'),
    /** When its owner cleared it from the web application's list; it stays on record. */
    hiddenAt: instant('hidden_at'),
  },
  (table) => [
    unique('transactions_order').on(table.accountId, table.madeAtVersion),
    /** One waits per account (rule 2), whatever the code above may come to believe. */
    uniqueIndex('transactions_one_requested').on(table.accountId).where(sql`${table.state} = 'requested'`),
    check('transactions_state', isOneOf(table.state, transactionStates)),
    check('transactions_surface', isOneOf(table.surface, surfaces)),
    check('transactions_cancel_reason', isOneOf(table.cancelReason, cancelReasons)),
    check(
      'transactions_cancelled',
      sql`(${table.state} = 'cancelled') = (${table.cancelReason} is not null)`,
    ),
    check('transactions_settled', sql`(${table.state} = 'requested') = (${table.settledAt} is null)`),
    check(
      'transactions_amount',
      sql`(${table.amountMinorUnits} is null) = (${table.amountCurrency} is null)`,
    ),
    check(
      'transactions_replaced',
      sql`(${table.replacedId} is null) = (${table.replacedSummary} is null) and (${table.replacedId} is null) = (${table.replacedOtherSession} is null)`,
    ),
    check('transactions_counts', sql`${table.tries} >= 0 and ${table.wrong} >= 0 and ${table.checking} >= 0`),
    check('transactions_times', sql`${table.expiresAt} > ${table.requestedAt}`),
  ],
);

export const challenges = pgTable(
  'challenges',
  {
    id: text('id').primaryKey(),
    transactionId: text('transaction_id')
      .notNull()
      .references(() => transactions.id, { onDelete: 'cascade' }),
    madeAtVersion: bigint('made_at_version', { mode: 'number' }).notNull(),
    /** No foreign key: a contact may go, and what was once sent to it stays on record. */
    contactId: text('contact_id').notNull(),
    channel: text('channel').notNull(),
    hint: text('hint').notNull(),
    startedAt: instant('started_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** The only column that changes. */
    state: text('state').notNull(),
  },
  (table) => [
    unique('challenges_order').on(table.transactionId, table.madeAtVersion),
    index('challenges_open').on(table.transactionId).where(sql`${table.state} in ('sending', 'live')`),
    check('challenges_state', isOneOf(table.state, challengeStates)),
    check('challenges_channel', isOneOf(table.channel, channels)),
    check('challenges_times', sql`${table.expiresAt} > ${table.startedAt}`),
  ],
);

/** What happened, numbered by the version of the account that made it; never changed. */
export const events = pgTable(
  'events',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    number: bigint('number', { mode: 'number' }).notNull(),
    /** One write may make several. */
    position: integer('position').notNull(),
    type: text('type').notNull(),
    transactionId: text('transaction_id'),
    data: json('data').$type<{ readonly [key: string]: Json }>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ name: 'events_pkey', columns: [table.accountId, table.number, table.position] })],
);

/** Requests whose effect must happen once: the id is stored in the effect's own commit (rule 9). */
export const seenRequests = pgTable(
  'seen_requests',
  { id: text('id').notNull(), keepUntil: instant('keep_until').notNull() },
  (table) => [primaryKey({ name: 'seen_requests_pkey', columns: [table.id] })],
);

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    transactionId: text('transaction_id').notNull(),
    keepUntil: instant('keep_until').notNull(),
  },
  (table) => [primaryKey({ name: 'idempotency_keys_pkey', columns: [table.accountId, table.key] })],
);

/** Effects elsewhere that are still to be delivered (rule 10). */
export const effects = pgTable(
  'effects',
  {
    transactionId: text('transaction_id').primaryKey(),
    accountId: text('account_id').notNull(),
    command: text('command').notNull(),
    kind: text('kind').notNull(),
    payload: json('payload').$type<Json>().notNull(),
    /** Deliveries begun. */
    attempts: integer('attempts').notNull(),
    /** To be taken from then on; whoever takes it moves this to the end of its lease. */
    dueAt: instant('due_at').notNull(),
  },
  (table) => [
    foreignKey({
      name: 'effects_transaction',
      columns: [table.transactionId],
      foreignColumns: [transactions.id],
    }).onDelete('cascade'),
    index('effects_due').on(table.dueAt),
  ],
);

/** Alexa userIds, as keyed hashes, and whose they are. */
export const links = pgTable(
  'links',
  {
    linkId: text('link_id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    linkedAt: instant('linked_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [index('links_account').on(table.accountId)],
);

export const webSessions = pgTable(
  'web_sessions',
  {
    /** SHA-256 of the cookie's 256 random bits. */
    idHash: text('id_hash').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    authTime: instant('auth_time').notNull(),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    userAgent: text('user_agent').notNull(),
  },
  (table) => [index('web_sessions_account').on(table.accountId)],
);

/** A phone being added, changed or removed: one at a time per account (accounts/phone-change.ts). */
export const phoneChanges = pgTable(
  'phone_changes',
  {
    accountId: text('account_id')
      .primaryKey()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** The change as JSON, AES-256-GCM: it bears addresses. */
    sealed: text('sealed').notNull(),
    keyId: text('key_id').notNull(),
    /** When the worker has something to do about it; null: never by itself. */
    dueAt: instant('due_at'),
  },
  (table) => [index('phone_changes_due').on(table.dueAt)],
);

/**
 * Passwordless users we made at the tenant for numbers that nobody has proven yet: a second attempt, by whomever,
 * finds the number taken there and must know that it was us.
 */
export const preparedPhones = pgTable('prepared_phones', {
  /** HMAC-SHA-256, as that of a contact. */
  addressHash: text('address_hash').primaryKey(),
  userId: text('user_id').notNull(),
  preparedAt: instant('prepared_at').notNull(),
});

/** Which data key this database was written with, so that a start with another one is refused. One row at most. */
export const dataKey = pgTable(
  'data_key',
  { only: boolean('only').primaryKey(), id: text('id').notNull() },
  (table) => [check('data_key_only', sql`${table.only}`)],
);
