/**
 * A change as one SQL statement. Every part of it hangs on `guard`, the account's row where its version still
 * matches: where it does not, no row is written anywhere. Parts that a change has no rows for are left out, so there
 * are a few dozen texts at most, each prepared once under a name of its own.
 *
 * PostgreSQL runs the parts of a WITH in no promised order; where the order matters, one part reads the other's
 * result to its end: a superseded transaction leaves `requested` before its successor enters (the partial unique
 * index would refuse it), and a contact that went frees its address before another takes it.
 */
import type { Challenge, Transaction } from '../transactions/model.ts';
import type { Change } from '../transactions/ports.ts';
import type { DataKeys } from './keys.ts';
import { hashAddress, sealAddress } from './sealing.ts';
import { arrayLiteral, type Statement, type Value } from './sql.ts';

/** Where `live` listens; the payload is `<account id>:<version>`. */
export const eventChannel = 'sayso_events';

/** A part's text names its own values `$1`, `$2` …; they are renumbered when parts are put together. */
type Part = {
  readonly letter: string;
  readonly text: string;
  readonly isNeeded: (change: Change) => boolean;
  readonly values: (change: Change, keys: DataKeys) => readonly Value[];
};

const guard: Part = {
  letter: 'a',
  isNeeded: () => true,
  text: `guard AS (
    UPDATE accounts SET
      version = $2, updated_at = $3, wrong_in_a_row = $4, locked_wrong_codes_at = $5, locked_owner_at = $6,
      quiet_until = $7, frozen_until = $8, sent_at = $9::text::bigint[], replaced_at = $10::text::bigint[]
    WHERE id = $1 AND version = $2::bigint - 1
    RETURNING id, version, updated_at)`,
  values: ({ account }) => [
    account.id,
    account.version,
    account.updatedAt,
    account.wrongInARow,
    account.lockedAt.wrong_codes,
    account.lockedAt.owner,
    account.quietUntil,
    account.frozenUntil,
    arrayLiteral(account.sentAt),
    arrayLiteral(account.replacedAt),
  ],
};

/** Of a transaction that stands only what may change is written; of one that does not, everything. */
const transactions: Part = {
  letter: 't',
  isNeeded: (change) => change.transactions.length > 0,
  text: `moved AS (
    UPDATE transactions SET
      state = new.state, tries = new.tries, wrong = new.wrong, checking = new.checking,
      checking_since = new.checking_since, replaced_told_in = new.replaced_told_in,
      cancel_reason = new.cancel_reason, settled_at = new.settled_at
    FROM guard, json_to_recordset($1::text::json) AS new (
      id text, state text, tries integer, wrong integer, checking integer, checking_since bigint,
      replaced_told_in text, cancel_reason text, settled_at bigint)
    WHERE transactions.id = new.id AND transactions.account_id = guard.id
    RETURNING transactions.id),
  made AS (
    INSERT INTO transactions (
      id, account_id, made_at_version, command, details, summary, destination, amount_minor_units, amount_currency,
      payee, locale, surface, session, link_id, requested_at, expires_at, replaced_id, replaced_summary,
      replaced_other_session, state, tries, wrong, checking, checking_since, replaced_told_in, cancel_reason,
      settled_at)
    SELECT
      new.id, guard.id, guard.version, new.command, coalesce(new.details, 'null'::json), new.summary, new.destination,
      new.amount_minor_units, new.amount_currency, new.payee, new.locale, new.surface, new.session, new.link_id,
      new.requested_at, new.expires_at, new.replaced_id, new.replaced_summary, new.replaced_other_session, new.state,
      new.tries, new.wrong, new.checking, new.checking_since, new.replaced_told_in, new.cancel_reason, new.settled_at
    FROM guard, json_to_recordset($1::text::json) AS new (
      id text, command text, details json, summary text, destination text, amount_minor_units bigint,
      amount_currency text, payee text, locale text, surface text, session text, link_id text, requested_at bigint,
      expires_at bigint, replaced_id text, replaced_summary text, replaced_other_session boolean, state text,
      tries integer, wrong integer, checking integer, checking_since bigint, replaced_told_in text,
      cancel_reason text, settled_at bigint)
    WHERE NOT EXISTS (SELECT FROM moved WHERE moved.id = new.id))`,
  values: (change) => [JSON.stringify(change.transactions.map(transactionRow))],
};

const transactionRow = (transaction: Transaction) => ({
  id: transaction.id,
  command: transaction.command,
  details: transaction.details,
  summary: transaction.summary,
  destination: transaction.destination,
  amount_minor_units: transaction.amount?.minorUnits,
  amount_currency: transaction.amount?.currency,
  payee: transaction.payee,
  locale: transaction.locale,
  surface: transaction.surface,
  session: transaction.session,
  link_id: transaction.linkId,
  requested_at: transaction.requestedAt,
  expires_at: transaction.expiresAt,
  replaced_id: transaction.replaced?.transactionId,
  replaced_summary: transaction.replaced?.summary,
  replaced_other_session: transaction.replaced?.otherSession,
  state: transaction.state,
  tries: transaction.tries,
  wrong: transaction.wrong,
  checking: transaction.checking,
  checking_since: transaction.checkingSince,
  replaced_told_in: transaction.replaced?.toldIn,
  cancel_reason: transaction.cancelReason,
  settled_at: transaction.settledAt,
});

const challenges: Part = {
  letter: 'c',
  isNeeded: (change) => change.challenges.length > 0,
  text: `turned AS (
    UPDATE challenges SET state = new.state
    FROM guard, json_to_recordset($1::text::json) AS new (id text, transaction_id text, state text)
    WHERE challenges.id = new.id AND challenges.transaction_id = new.transaction_id
    RETURNING challenges.id),
  begun AS (
    INSERT INTO challenges (
      id, transaction_id, made_at_version, contact_id, channel, hint, started_at, expires_at, state)
    SELECT
      new.id, new.transaction_id, guard.version, new.contact_id, new.channel, new.hint, new.started_at,
      new.expires_at, new.state
    FROM guard, json_to_recordset($1::text::json) AS new (
      id text, transaction_id text, contact_id text, channel text, hint text, started_at bigint, expires_at bigint,
      state text)
    WHERE NOT EXISTS (SELECT FROM turned WHERE turned.id = new.id))`,
  values: (change) => [JSON.stringify(change.challenges.map(challengeRow))],
};

const challengeRow = (challenge: Challenge) => ({
  id: challenge.id,
  transaction_id: challenge.transactionId,
  contact_id: challenge.contactId,
  channel: challenge.channel,
  hint: challenge.hint,
  started_at: challenge.startedAt,
  expires_at: challenge.expiresAt,
  state: challenge.state,
});

const contacts: Part = {
  letter: 'k',
  isNeeded: (change) => change.contacts.length > 0 || change.removedContactIds.length > 0,
  text: `dropped AS (
    DELETE FROM contacts USING guard, json_array_elements_text($2::text::json) AS gone (id)
    WHERE contacts.id = gone.id AND contacts.account_id = guard.id
    RETURNING contacts.id),
  renewed AS (
    UPDATE contacts SET
      channel = new.channel, address_sealed = new.address_sealed, key_id = new.key_id,
      address_hash = new.address_hash, hint = new.hint, proven_at = new.proven_at, checked_at = new.checked_at
    FROM guard, json_to_recordset($1::text::json) AS new (
      id text, channel text, address_sealed text, key_id text, address_hash text, hint text, proven_at bigint,
      checked_at bigint)
    WHERE contacts.id = new.id AND contacts.account_id = guard.id AND (SELECT count(*) FROM dropped) >= 0
    RETURNING contacts.id),
  added AS (
    INSERT INTO contacts (
      id, account_id, channel, address_sealed, key_id, address_hash, hint, proven_at, checked_at)
    SELECT
      new.id, guard.id, new.channel, new.address_sealed, new.key_id, new.address_hash, new.hint, new.proven_at,
      new.checked_at
    FROM guard, json_to_recordset($1::text::json) AS new (
      id text, channel text, address_sealed text, key_id text, address_hash text, hint text, proven_at bigint,
      checked_at bigint)
    WHERE (SELECT count(*) FROM dropped) >= 0 AND NOT EXISTS (SELECT FROM renewed WHERE renewed.id = new.id))`,
  values: (change, keys) => [
    JSON.stringify(
      change.contacts.map((contact) => ({
        id: contact.id,
        channel: contact.channel,
        address_sealed: sealAddress(
          keys,
          { accountId: change.account.id, channel: contact.channel },
          contact.address,
        ),
        key_id: keys.id,
        address_hash: hashAddress(keys, contact.channel, contact.address),
        hint: contact.hint,
        proven_at: contact.provenAt,
        checked_at: contact.checkedAt,
      })),
    ),
    JSON.stringify(change.removedContactIds),
  ],
};

const happenings: Part = {
  letter: 'e',
  isNeeded: (change) => change.happenings.length > 0,
  text: `happened AS (
    INSERT INTO events (account_id, number, position, type, transaction_id, data, at)
    SELECT guard.id, guard.version, new.position, new.type, new.transaction_id, new.data, guard.updated_at
    FROM guard, json_to_recordset($1::text::json) AS new (
      position integer, type text, transaction_id text, data json))`,
  values: (change) => [
    JSON.stringify(
      change.happenings.map(({ type, transactionId, data }, position) => ({
        position,
        type,
        transaction_id: transactionId,
        data,
      })),
    ),
  ],
};

const request: Part = {
  letter: 'r',
  isNeeded: (change) => change.request !== null,
  text: `seen AS (INSERT INTO seen_requests (id, keep_until) SELECT $1, $2::bigint FROM guard)`,
  values: ({ request }) => (request === null ? [] : [request.id, request.keepUntil]),
};

const idempotency: Part = {
  letter: 'i',
  isNeeded: (change) => change.idempotency !== null,
  text: `keyed AS (
    INSERT INTO idempotency_keys (account_id, key, fingerprint, transaction_id, keep_until)
    SELECT guard.id, $1, $2, $3, $4::bigint FROM guard)`,
  values: ({ idempotency }) =>
    idempotency === null
      ? []
      : [idempotency.key, idempotency.fingerprint, idempotency.transactionId, idempotency.keepUntil],
};

const effect: Part = {
  letter: 'x',
  isNeeded: (change) => change.effect !== null,
  text: `outbox AS (
    INSERT INTO effects (transaction_id, account_id, command, kind, payload, attempts, due_at)
    SELECT $1, guard.id, $2, $3, $4::text::json, 0, guard.updated_at FROM guard)`,
  values: ({ effect }) =>
    effect === null
      ? []
      : [effect.transactionId, effect.command, effect.kind, JSON.stringify(effect.payload)],
};

const parts: readonly Part[] = [
  guard,
  transactions,
  challenges,
  contacts,
  happenings,
  request,
  idempotency,
  effect,
];

/** One row where the guard held, none where it missed. Whoever listens hears of it only when it is stored. */
const ending = (notifies: boolean): string =>
  notifies
    ? `SELECT pg_notify('${eventChannel}', guard.id || ':' || guard.version) FROM guard`
    : 'SELECT 1 FROM guard';

const prepared = new Map<string, Statement>();

/** The statement that stores the change, and its values. Business writes are not in it. */
export const writeStatement = (
  change: Change,
  keys: DataKeys,
): { readonly statement: Statement; readonly values: readonly Value[] } => {
  const needed = parts.filter((part) => part.isNeeded(change));
  const shape = needed.map(({ letter }) => letter).join('');
  const valuesOfParts = needed.map((part) => part.values(change, keys));
  let statement = prepared.get(shape);
  if (statement === undefined) {
    statement = {
      name: `sayso_write_${shape}`,
      text: composeText(
        needed,
        valuesOfParts.map(({ length }) => length),
      ),
    };
    prepared.set(shape, statement);
  }
  return { statement, values: valuesOfParts.flat() };
};

const composeText = (needed: readonly Part[], lengths: readonly number[]): string => {
  let offset = 0;
  const texts = needed.map(({ text }, index) => {
    const start = offset;
    offset += lengths[index] ?? 0;
    return text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + start}`);
  });
  return `WITH ${texts.join(',\n')}\n${ending(needed.includes(happenings))}`;
};
