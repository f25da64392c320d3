/** `AccountDirectory`: who a verified token's person is here, and which Alexa users are linked to whom. */
import { and, eq, sql as expression } from 'drizzle-orm';
import type { AccountDirectory, AccountRef, Link } from '../accounts/ports.ts';
import { type DataKeys, keyedHash } from './keys.ts';
import { accounts, links } from './schema.ts';
import type { Sql, Statement } from './sql.ts';

/** Every turn of every surface asks these two. */
const findAccount: Statement = {
  name: 'sayso_find_account',
  text: 'SELECT id, issuer, subject FROM accounts WHERE issuer = $1 AND subject = $2',
};
const findLink: Statement = {
  name: 'sayso_find_link',
  text: `
    SELECT link_id AS "linkId", account_id AS "accountId", linked_at AS "linkedAt", ended_at AS "endedAt"
    FROM links WHERE link_id = $1`,
};

export const createAccountDirectory = (sql: Sql, keys: DataKeys): AccountDirectory => {
  const find = async (issuer: string, subject: string): Promise<AccountRef | null> => {
    const [account] = await sql.run<AccountRef>(findAccount, [issuer, subject]);
    return account ?? null;
  };

  const findLinkById = async (linkId: string): Promise<Link | null> => {
    const [link] = await sql.run<Link>(findLink, [linkId]);
    return link ?? null;
  };

  return {
    findOrCreate: async ({ issuer, subject, newId, now }) => {
      const known = await find(issuer, subject);
      if (known !== null) return known;
      await sql.drizzle
        .insert(accounts)
        .values({
          id: newId,
          issuer,
          subject,
          version: 0,
          updatedAt: now,
          wrongInARow: 0,
          sentAt: [],
          replacedAt: [],
        })
        .onConflictDoNothing({ target: [accounts.issuer, accounts.subject] });
      // Ours, or that of whoever was first.
      const made = await find(issuer, subject);
      if (made === null) throw new Error('an account just made is gone');
      return made;
    },

    findLink: findLinkById,

    noteLink: async ({ linkId, accountId, now }) => {
      const known = await findLinkById(linkId);
      if (known !== null) return known;
      await sql.drizzle.insert(links).values({ linkId, accountId, linkedAt: now }).onConflictDoNothing();
      const noted = await findLinkById(linkId);
      if (noted === null) throw new Error('a link just noted is gone');
      return noted;
    },

    beginLink: async ({ linkId, accountId, now }) => {
      await sql.drizzle
        .insert(links)
        .values({ linkId, accountId, linkedAt: now })
        .onConflictDoUpdate({ target: links.linkId, set: { accountId, linkedAt: now, endedAt: null } });
      const begun = await findLinkById(linkId);
      if (begun === null) throw new Error('a link just begun is gone');
      return begun;
    },

    endLink: async (linkId, now) => {
      await sql.drizzle
        .update(links)
        .set({ endedAt: now })
        .where(and(eq(links.linkId, linkId), expression`${links.endedAt} is null`));
      return findLinkById(linkId);
    },

    hash: (value) => keyedHash(keys.userIdHashing, value),
  };
};
