/** `AccountStore`: an account's state in one read, a guarded change in one write. */
import type { AccountState, Contact } from '../transactions/model.ts';
import type { AccountStore, Change, Written } from '../transactions/ports.ts';
import type { DataKeys } from './keys.ts';
import { openAddress } from './sealing.ts';
import { accountShape, challengesShape, contactsShape, type StateRow, transactionShape } from './shapes.ts';
import {
  type Run,
  type Sql,
  type Statement,
  serializationFailure,
  sqlErrorOf,
  uniqueViolation,
} from './sql.ts';
import { writeStatement } from './write-statement.ts';

const readText = (ofTransaction: string): string => `
  SELECT
    ${accountShape} AS account,
    ${contactsShape} AS contacts,
    CASE WHEN transaction.id IS NOT NULL THEN ${transactionShape} END AS transaction,
    ${challengesShape} AS challenges
  FROM accounts account
  LEFT JOIN LATERAL (SELECT * FROM transactions ${ofTransaction}) transaction ON true
  WHERE account.id = $1`;

const readLatest: Statement = {
  name: 'sayso_read_latest',
  text: readText('WHERE account_id = account.id ORDER BY made_at_version DESC LIMIT 1'),
};

const readNamed: Statement = {
  name: 'sayso_read_named',
  text: readText('WHERE account_id = account.id AND id = $2'),
};

export const createAccountStore = (sql: Sql, keys: DataKeys): AccountStore => ({
  read: async (accountId, transactionId) => {
    const [row] =
      transactionId === undefined
        ? await sql.run<StateRow>(readLatest, [accountId])
        : await sql.run<StateRow>(readNamed, [accountId, transactionId]);
    return row ? stateOf(row, keys) : null;
  },

  write: async (change) => {
    const written = await attemptWrite(sql, change, keys);
    // What was seen so long ago that it is past its time does not count as a replay.
    if (written === 'replayed' && (await forgetExpired(sql, change))) return attemptWrite(sql, change, keys);
    return written;
  },

  findIdempotent: async (accountId, key, now) => {
    const [row] = await sql.run<{ fingerprint: string; transactionId: string }>(findIdempotent, [
      accountId,
      key,
      now,
    ]);
    return row ?? null;
  },
});

const stateOf = ({ account, contacts, transaction, challenges }: StateRow, keys: DataKeys): AccountState => ({
  account,
  contacts: contacts.map(({ id, channel, addressSealed, keyId, hint, provenAt, checkedAt }): Contact => {
    const address = openAddress(keys, { accountId: account.id, channel }, addressSealed, keyId);
    return { id, channel, address, hint, provenAt, checkedAt };
  }),
  transaction,
  challenges,
});

const attemptWrite = async (sql: Sql, change: Change, keys: DataKeys): Promise<Written> => {
  const { statement, values } = writeStatement(change, keys);
  const writeRules = async (run: Run) => (await run(statement, values)).length === 1;
  try {
    if (change.writes.length === 0) return (await writeRules(sql.run)) ? 'written' : 'stale';
    return await sql.transaction(async (run) => {
      if (!(await writeRules(run))) return 'stale';
      for (const write of change.writes) await run(named(write.sql), write.values);
      return 'written';
    });
  } catch (error) {
    const known = whyNotWritten(error);
    if (known === null) throw error;
    return known;
  }
};

/** The expected ways in which the database refuses a change; null for a fault. */
const whyNotWritten = (error: unknown): Written | null => {
  const reported = sqlErrorOf(error);
  // Only where the server's default isolation is stricter than READ COMMITTED: somebody else wrote first.
  if (reported?.code === serializationFailure) return 'stale';
  if (reported?.code !== uniqueViolation) return null;
  switch (reported.constraint) {
    case 'seen_requests_pkey':
    case 'idempotency_keys_pkey':
      return 'replayed';
    case 'contacts_address':
      return 'contact_taken';
    default:
      return null;
  }
};

/** True where something was forgotten, so that the change may now pass. */
const forgetExpired = async (sql: Sql, { request, idempotency, account }: Change): Promise<boolean> => {
  const rows = await sql.run(forget, [
    request?.id ?? null,
    account.id,
    idempotency?.key ?? null,
    account.updatedAt,
  ]);
  return rows.length > 0;
};

const forget: Statement = {
  name: 'sayso_forget_expired',
  text: `
    WITH request AS (
      DELETE FROM seen_requests WHERE id = $1::text AND keep_until <= $4::bigint RETURNING 1),
    key AS (
      DELETE FROM idempotency_keys
      WHERE account_id = $2::text AND key = $3::text AND keep_until <= $4::bigint RETURNING 1)
    SELECT 1 FROM request UNION ALL SELECT 1 FROM key`,
};

const findIdempotent: Statement = {
  name: 'sayso_find_idempotent',
  text: `
    SELECT fingerprint, transaction_id AS "transactionId" FROM idempotency_keys
    WHERE account_id = $1 AND key = $2 AND keep_until > $3::bigint`,
};

/** A business's statements are few and constant: each is prepared under a name of its own. */
const businessStatements = new Map<string, Statement>();
const mostBusinessStatements = 100;

const named = (text: string): Statement => {
  const known = businessStatements.get(text);
  if (known !== undefined) return known;
  // One that writes its values into the text has no end of them: those are not prepared.
  if (businessStatements.size >= mostBusinessStatements) return { name: '', text };
  const statement = { name: `business_${businessStatements.size}`, text };
  businessStatements.set(text, statement);
  return statement;
};
