/**
 * A code's whole life on one channel: a passwordless user is made for the contact and linked to the throw-away user, codes
 * are sent, guessed and used, and the identity is taken away again.
 */
import { askForTokens, checkCode, managementToken, revokeToken, startCode } from '../asking.ts';
import { type Channel, type Party, type Reply, textIn } from '../party.ts';
import type { Chapter, Record } from '../recording.ts';

export const codes = (channel: Channel): Chapter => ({
  title: channel === 'sms' ? 'codes by text message' : 'codes by email',
  run: async (party, record) => {
    const contact = party.contacts[channel];
    if (contact === undefined) return 'not asked for.';
    const token = await managementToken(party);
    if (token === null)
      return 'the client got no token for the Management API: see tokens.client_credentials.';
    const linked = await linkContact(party, record, { channel, contact, token });
    if (typeof linked === 'string') return linked;
    const broke = await orTakeBack(() => useCodes(party, record, channel, contact), linked.unlink);
    const unlinked = record(
      `${channel}.unlink`,
      'taking the identity from the user again',
      await linked.unlink(),
    );
    if (unlinked.status === 200) return broke;
    return `the identity could not be taken away again (${unlinked.status}): unlink it in the dashboard.`;
  },
});

/** Where the work fails, its effect is taken back before the failure goes on. */
const orTakeBack = async <Result>(
  work: () => Promise<Result>,
  takeBack: () => Promise<unknown>,
): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    await takeBack().catch(() => undefined);
    throw error;
  }
};

type Linking = { readonly channel: Channel; readonly contact: string; readonly token: string };

/** A sentence where it cannot be done. */
const linkContact = async (
  { ask, userId }: Party,
  record: Record,
  { channel, contact, token }: Linking,
): Promise<{ readonly unlink: () => Promise<Reply> } | string> => {
  const authorization = `Bearer ${token}`;
  const profile =
    channel === 'sms'
      ? { phone_number: contact, phone_verified: true }
      : { email: contact, email_verified: true };
  const create = () =>
    ask({
      method: 'POST',
      path: '/api/v2/users',
      headers: { authorization },
      json: { connection: channel, ...profile },
    });
  const created = record(`${channel}.create`, 'making a passwordless user', await create());
  const madeId = textIn(created, 'user_id');
  if (created.status !== 201 || madeId === null)
    return 'no passwordless user could be made. Choose a contact that no user of this tenant has.';
  record(`${channel}.create_again`, 'making the same one again', await create());

  const identity = madeId.slice(madeId.indexOf('|') + 1);
  const identities = `/api/v2/users/${encodeURIComponent(userId)}/identities`;
  const link = () =>
    ask({
      method: 'POST',
      path: identities,
      headers: { authorization },
      json: { provider: channel, user_id: identity },
    });
  const unlink = () =>
    ask({
      method: 'DELETE',
      path: `${identities}/${channel}/${encodeURIComponent(identity)}`,
      headers: { authorization },
    });
  // Where no answer comes it may be linked all the same.
  const linking = record(`${channel}.link`, 'linking it to the user', await orTakeBack(link, unlink));
  return linking.status === 201 ? { unlink } : `it could not be linked (${linking.status}).`;
};

/** Null where it went to its end. */
const useCodes = async (
  party: Party,
  record: Record,
  channel: Channel,
  contact: string,
): Promise<string | null> => {
  const field = channel === 'sms' ? { phone_number: contact } : { email: contact };
  const start = () => startCode(party, { connection: channel, ...field });
  const check = (code: string) => checkCode(party, channel, contact, code);

  record(`${channel}.start`, 'sending a code', await start());
  const first = await party.readCode(channel);
  if (first === null) return 'no code was read.';
  for (const count of ['first', 'second', 'third'])
    record(`${channel}.wrong_${count}`, `a wrong code, the ${count} time`, await check(otherThan(first)));
  record(`${channel}.spent`, 'the right code after three wrong ones', await check(first));

  record(`${channel}.start_again`, 'sending another code', await start());
  record(`${channel}.former`, 'the former code, after another was sent', await check(first));
  const second = await party.readCode(channel);
  if (second === null) return 'no second code was read.';
  const right = record(`${channel}.right`, 'the right code', await check(second));
  record(`${channel}.used`, 'the same code again', await check(second));
  await useRefreshToken(party, record, channel, textIn(right, 'refresh_token'));
  return null;
};

const useRefreshToken = async (
  party: Party,
  record: Record,
  channel: Channel,
  refreshToken: string | null,
): Promise<void> => {
  if (refreshToken === null) return;
  const refresh = () => askForTokens(party, { grant_type: 'refresh_token', refresh_token: refreshToken });
  const revoke = () => revokeToken(party, refreshToken);
  record(`${channel}.refresh`, 'refreshing the tokens', await orTakeBack(refresh, revoke));
  record(`${channel}.revoke`, 'revoking the refresh token', await revoke());
  record(`${channel}.refresh_revoked`, 'refreshing with a revoked token', await refresh());
};

/** Another code of six digits. */
const otherThan = (code: string): string => (code === '000000' ? '111111' : '000000');
