/** Who speaks: the token Alexa brings, the account it stands for, and the link it came through (rule 9). */

import type { AccountDirectory } from '../accounts/ports.ts';
import type { Scope, TokenVerdict, VerifyToken } from '../api/token.ts';
import { type Actor, authenticatedAs } from '../transactions/actor.ts';
import type { Clock, NewId } from '../transactions/ports.ts';
import type { Envelope } from './envelope-types.ts';
import type { LinkMemory, Person } from './link-memory.ts';

export type Identity =
  | { readonly type: 'known'; readonly actor: Actor }
  /** No token, or none that counts: missing, expired, not ours, lacking the scope, or its link has ended. */
  | { readonly type: 'unlinked' }
  /** The token could not be checked; nothing is known. */
  | { readonly type: 'unavailable' };

export type IdentifyPorts = {
  readonly verifyToken: VerifyToken;
  readonly directory: Pick<AccountDirectory, 'findOrCreate' | 'findLink' | 'noteLink' | 'hash'>;
  readonly links: LinkMemory;
  readonly newId: NewId;
  readonly now: Clock;
};

/** Whether whoever speaks may do what `needed` stands for. Answers `unavailable` when `signal` fires first. */
export type Identify = (envelope: Envelope, needed: Scope, signal: AbortSignal) => Promise<Identity>;

/** Requests are accepted 150 s old or 150 s early; their ids must be remembered as long as they could come again. */
const requestWindowMs = 300_000;

export const createIdentify = (ports: IdentifyPorts): Identify => {
  const findAccount = async (envelope: Envelope, linkId: string, person: Person): Promise<string | null> => {
    const now = ports.now();
    const known = ports.links.recall(linkId, person, now);
    if (known !== null) return known;
    const account = await ports.directory.findOrCreate({ ...person, newId: ports.newId(), now });
    // The link belongs to the account that linked the device; a recognised speaker with a token of their own uses it.
    const link =
      envelope.personAccessToken === null
        ? await ports.directory.noteLink({ linkId, accountId: account.id, now })
        : await ports.directory.findLink(linkId);
    if (link !== null && link.endedAt !== null) return null;
    ports.links.remember(linkId, person, account.id, now);
    return account.id;
  };

  return async (envelope, needed, signal) => {
    const token = envelope.personAccessToken ?? envelope.accessToken;
    if (token === null) return { type: 'unlinked' };
    const verdict = await withinBudget(ports.verifyToken(token), signal);
    if (verdict.type === 'unavailable') return { type: 'unavailable' };
    if (verdict.type !== 'valid' || !verdict.claims.scopes.has(needed)) return { type: 'unlinked' };

    const { issuer, subject } = verdict.claims;
    const linkId = ports.directory.hash(envelope.userId);
    const accountId = await findAccount(envelope, linkId, { issuer, subject });
    if (accountId === null) return { type: 'unlinked' };
    const actor = authenticatedAs({
      accountId,
      surface: 'alexa',
      session: envelope.session?.id ?? envelope.requestId,
      linkId,
      request: { id: envelope.requestId, keepUntil: envelope.sentAt + requestWindowMs },
    });
    return { type: 'known', actor };
  };
};

/** Keys that are fetched too slowly must not cost the turn its answer. */
const withinBudget = (verdict: Promise<TokenVerdict>, signal: AbortSignal): Promise<TokenVerdict> =>
  new Promise((resolve, reject) => {
    const giveUp = () => resolve({ type: 'unavailable' });
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    verdict.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
