/** SQL that gives rows the shape of the model, so that a read is one statement and its result needs no mapping. */
import type { Account, Challenge, Channel, Instant, Transaction } from '../transactions/model.ts';

/** Of the alias `account`. */
export const accountShape = `json_build_object(
  'id', account.id,
  'issuer', account.issuer,
  'subject', account.subject,
  'version', account.version,
  'updatedAt', account.updated_at,
  'wrongInARow', account.wrong_in_a_row,
  'lockedAt', json_build_object('wrong_codes', account.locked_wrong_codes_at, 'owner', account.locked_owner_at),
  'quietUntil', account.quiet_until,
  'frozenUntil', account.frozen_until,
  'sentAt', account.sent_at,
  'replacedAt', account.replaced_at)`;

/** Of the alias `transaction`. */
export const transactionShape = `json_build_object(
  'id', transaction.id,
  'accountId', transaction.account_id,
  'command', transaction.command,
  'details', transaction.details,
  'summary', transaction.summary,
  'destination', transaction.destination,
  'amount', CASE WHEN transaction.amount_minor_units IS NOT NULL THEN json_build_object(
    'minorUnits', transaction.amount_minor_units,
    'currency', transaction.amount_currency) END,
  'payee', transaction.payee,
  'locale', transaction.locale,
  'surface', transaction.surface,
  'session', transaction.session,
  'linkId', transaction.link_id,
  'requestedAt', transaction.requested_at,
  'expiresAt', transaction.expires_at,
  'state', transaction.state,
  'tries', transaction.tries,
  'wrong', transaction.wrong,
  'checking', transaction.checking,
  'checkingSince', transaction.checking_since,
  'replaced', CASE WHEN transaction.replaced_id IS NOT NULL THEN json_build_object(
    'transactionId', transaction.replaced_id,
    'summary', transaction.replaced_summary,
    'otherSession', transaction.replaced_other_session,
    'toldIn', transaction.replaced_told_in) END,
  'cancelReason', transaction.cancel_reason,
  'settledAt', transaction.settled_at)`;

/** All challenges of the alias `transaction`, oldest first. */
export const challengesShape = `(
  SELECT coalesce(json_agg(json_build_object(
    'id', challenge.id,
    'transactionId', challenge.transaction_id,
    'contactId', challenge.contact_id,
    'channel', challenge.channel,
    'hint', challenge.hint,
    'state', challenge.state,
    'startedAt', challenge.started_at,
    'expiresAt', challenge.expires_at) ORDER BY challenge.made_at_version), '[]'::json)
  FROM challenges challenge WHERE challenge.transaction_id = transaction.id)`;

/** All contacts of the alias `account`, still sealed. */
export const contactsShape = `(
  SELECT coalesce(json_agg(json_build_object(
    'id', contact.id,
    'channel', contact.channel,
    'addressSealed', contact.address_sealed,
    'keyId', contact.key_id,
    'hint', contact.hint,
    'provenAt', contact.proven_at,
    'checkedAt', contact.checked_at) ORDER BY contact.proven_at, contact.id), '[]'::json)
  FROM contacts contact WHERE contact.account_id = account.id)`;

export type SealedContact = {
  readonly id: string;
  readonly channel: Channel;
  readonly addressSealed: string;
  readonly keyId: string;
  readonly hint: string;
  readonly provenAt: Instant;
  readonly checkedAt: Instant;
};

/** A row of `account-store.ts`'s read. */
export type StateRow = {
  readonly account: Account;
  readonly contacts: readonly SealedContact[];
  readonly transaction: Transaction | null;
  readonly challenges: readonly Challenge[];
};

/** A row of `transaction-reader.ts`. */
export type RecordRow = { readonly transaction: Transaction; readonly challenges: readonly Challenge[] };
