/** The people of a run: each with an account, a proven mailbox, a linked Echo and a token, as after years of use. */
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { contactHint } from '../src/accounts/contact-hint.ts';
import { type OpenOptions, openDatabase } from '../src/database/open.ts';
import { limits } from '../src/transactions/limits.ts';
import { takeStep } from '../src/transactions/steps/take-step.ts';
import { measured } from './measured-settings.ts';

export type Person = {
  readonly userId: string;
  readonly deviceId: string;
  /** null: not linked. */
  readonly accessToken: string | null;
};

const subjectOf = (number: number): string => `auth0|65f1c0de0000000000${String(number).padStart(6, '0')}`;
const mailboxOf = (number: number): string => `person-${number}@bench.sayso.test`;

/** Who reads a mailbox: the subject that the tenant's id_token names. */
export const subjectOfMailbox = (mailbox: string): string => subjectOf(Number(/\d+/.exec(mailbox)?.[0]));

export const makePeople = (issuer: string, count: number): Promise<readonly Person[]> => {
  const key = new TextEncoder().encode(measured.apiSigningKey);
  return Promise.all(
    Array.from({ length: count }, async (_, number) => ({
      userId: `amzn1.ask.account.${String(number).padStart(6, '0')}${'A'.repeat(200)}`,
      deviceId: `amzn1.ask.device.${String(number).padStart(6, '0')}${'B'.repeat(200)}`,
      accessToken: await new SignJWT({
        scope:
          'openid profile email offline_access transactions:read transactions:request transactions:confirm',
        azp: measured.clientId,
      })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(subjectOf(number))
        .setAudience([measured.apiId, `${issuer}userinfo`])
        .setIssuedAt()
        .setExpirationTime('24h')
        .sign(key),
    })),
  );
};

/** Migrates the database and gives everybody an account, a contact checked just now, and a link. */
export const storePeople = async (
  database: Pick<OpenOptions, 'settings' | 'migrations'>,
  issuer: string,
  people: readonly Person[],
): Promise<void> => {
  const opened = await openDatabase({ ...database, limits });
  if (!opened.ok) throw new Error(opened.failure.message);
  const { directory, accounts, close } = opened.database;
  const now = Date.now();
  for (const [number, person] of people.entries()) {
    const account = await directory.findOrCreate({
      issuer,
      subject: subjectOf(number),
      newId: randomUUID(),
      now,
    });
    await directory.noteLink({ linkId: directory.hash(person.userId), accountId: account.id, now });
    const address = mailboxOf(number);
    const stored = await takeStep({ accounts, now: () => now, limits }, account.id, {
      type: 'store_contacts',
      contacts: [
        {
          id: randomUUID(),
          channel: 'email',
          address,
          hint: contactHint({ channel: 'email', address }),
          provenAt: now,
          checkedAt: now,
        },
      ],
    });
    if (!stored.ok) throw new Error(`a contact was not stored: ${stored.failure.type}`);
  }
  await close();
};
