/**
 * Alexa's word that an account was linked or the skill disabled (Alexa Skills Kit, "Skill Events"). Events come at
 * least once, up to an hour late and in any order: both steps may happen twice, what counts is when an event happened,
 * and one older than what it would change changes nothing. Disabling a link that was never seen leaves no trace: should
 * its linking event come after that, a link begins that Alexa sends no turns for, and its owner can disconnect it.
 *
 * Nothing is revoked at the tenant: Alexa alone holds the refresh token, we are never given one, and Auth0's access
 * tokens cannot be revoked. A link that has ended acts no more, whatever token comes through it.
 */
import type { AccountDirectory, BeginLink } from '../accounts/ports.ts';
import type { VerifyToken } from '../api/token.ts';
import type { Log } from '../observability/log.ts';
import type { Instant } from '../transactions/model.ts';
import type { Clock, NewId } from '../transactions/ports.ts';
import type { AlexaRequest, Envelope } from './envelope-types.ts';
import type { LinkMemory } from './link-memory.ts';

export type SkillEventPorts = {
  readonly verifyToken: VerifyToken;
  readonly directory: Pick<AccountDirectory, 'findOrCreate' | 'findLink' | 'hash'>;
  /** Begins a link, also one that had ended. */
  readonly beginLink: BeginLink;
  /** Ends a link, forgets the tokens of its account and cancels what waits through it, and nothing else. */
  readonly endLink: (linkId: string, endedAt: Instant) => Promise<unknown>;
  readonly links: Pick<LinkMemory, 'forget'>;
  readonly newId: NewId;
  readonly now: Clock;
  readonly log: Log;
};

/** `name` without its `AlexaSkillEvent.`. */
export type SkillEvent = Pick<
  Extract<AlexaRequest, { type: 'skill_event' }>,
  'name' | 'accessToken' | 'happenedAt'
>;

/** Takes note of an event. Rejects where it could not be judged or stored: Alexa then delivers it again. */
export const takeSkillEvent = async (
  ports: SkillEventPorts,
  envelope: Envelope,
  event: SkillEvent,
): Promise<void> => {
  const linkId = ports.directory.hash(envelope.userId);
  // Alexa's clock may be ahead of ours; nothing is stored as of the future.
  const at = Math.min(event.happenedAt, ports.now());
  switch (event.name) {
    case 'SkillAccountLinked':
      await beginLink(ports, event.accessToken ?? envelope.accessToken, linkId, at);
      ports.links.forget(linkId);
      return;
    case 'SkillDisabled':
      // What is remembered goes first and last: a turn in between must not bring it back.
      ports.links.forget(linkId);
      await endLink(ports, linkId, at);
      ports.links.forget(linkId);
      return;
    default:
      return;
  }
};

const beginLink = async (
  ports: SkillEventPorts,
  token: string | null,
  linkId: string,
  at: Instant,
): Promise<void> => {
  const verdict = token === null ? null : await ports.verifyToken(token);
  // Nothing is known of the token yet, and a link that ended begins again by this event alone: let it come again.
  if (verdict?.type === 'unavailable') throw new Error('the token of a link event cannot be verified now');
  if (verdict?.type !== 'valid') {
    ports.log.warn('alexa.link_refused', { reason: verdict?.type ?? 'no_token' });
    return;
  }
  // Begun or ended since then; or begun by a turn, or by this very event, already.
  const link = await ports.directory.findLink(linkId);
  if (link !== null && (link.endedAt ?? link.linkedAt) >= at) return;
  const { issuer, subject } = verdict.claims;
  const account = await ports.directory.findOrCreate({
    issuer,
    subject,
    newId: ports.newId(),
    now: ports.now(),
  });
  // Another account takes the device: for the former one the link has ended. Just before this, so that the event, should
  // it come again after a crash in between, still begins the new one.
  if (link !== null && link.accountId !== account.id) await ports.endLink(linkId, at - 1);
  await ports.beginLink({ linkId, accountId: account.id, now: at });
};

const endLink = async (ports: SkillEventPorts, linkId: string, at: Instant): Promise<void> => {
  const link = await ports.directory.findLink(linkId);
  if (link !== null && link.linkedAt > at) return;
  await ports.endLink(linkId, at);
};
