/**
 * Alexa's word that an account was linked or the skill disabled (Alexa Skills Kit, "Skill Events"). Events come at
 * least once, up to an hour late and in any order: both steps may happen twice, and an event older than what it would
 * change changes nothing.
 */
import type { AccountDirectory, BeginLink } from '../accounts/ports.ts';
import type { VerifyToken } from '../api/token.ts';
import type { Log } from '../observability/log.ts';
import type { Clock, NewId } from '../transactions/ports.ts';
import type { Envelope } from './envelope-types.ts';
import type { LinkMemory } from './link-memory.ts';

export type SkillEventPorts = {
  readonly verifyToken: VerifyToken;
  readonly directory: Pick<AccountDirectory, 'findOrCreate' | 'findLink' | 'hash'>;
  /** Begins a link, also one that had ended. */
  readonly beginLink: BeginLink;
  /** Ends a link and cancels what waits through it, and nothing else. */
  readonly endLink: (linkId: string) => Promise<unknown>;
  readonly links: Pick<LinkMemory, 'forget'>;
  readonly newId: NewId;
  readonly now: Clock;
  readonly log: Log;
};

/** `name` without its `AlexaSkillEvent.`. */
export type SkillEvent = { readonly name: string; readonly accessToken: string | null };

/** Takes note of an event. Rejects where it could not be judged or stored: Alexa then delivers it again. */
export const takeSkillEvent = async (
  ports: SkillEventPorts,
  envelope: Envelope,
  event: SkillEvent,
): Promise<void> => {
  const linkId = ports.directory.hash(envelope.userId);
  switch (event.name) {
    case 'SkillAccountLinked':
      await beginLink(ports, envelope, event.accessToken ?? envelope.accessToken, linkId);
      ports.links.forget(linkId);
      return;
    case 'SkillDisabled':
      // What is remembered goes first and last: a turn in between must not bring it back.
      ports.links.forget(linkId);
      await endLink(ports, envelope, linkId);
      ports.links.forget(linkId);
      return;
    default:
      return;
  }
};

const beginLink = async (
  ports: SkillEventPorts,
  envelope: Envelope,
  token: string | null,
  linkId: string,
): Promise<void> => {
  const verdict = token === null ? null : await ports.verifyToken(token);
  // Nothing is known of the token yet, and a link that ended begins again by this event alone: let it come again.
  if (verdict?.type === 'unavailable') throw new Error('the token of a link event cannot be verified now');
  if (verdict?.type !== 'valid') {
    ports.log.warn('alexa.link_refused', { reason: verdict?.type ?? 'no_token' });
    return;
  }
  const link = await ports.directory.findLink(linkId);
  if (link !== null && link.endedAt !== null && link.endedAt >= envelope.sentAt) return;
  const { issuer, subject } = verdict.claims;
  const now = ports.now();
  const account = await ports.directory.findOrCreate({ issuer, subject, newId: ports.newId(), now });
  await ports.beginLink({ linkId, accountId: account.id, now });
};

const endLink = async (ports: SkillEventPorts, envelope: Envelope, linkId: string): Promise<void> => {
  const link = await ports.directory.findLink(linkId);
  if (link !== null && link.linkedAt > envelope.sentAt) return;
  await ports.endLink(linkId);
};
