/** Links: an Alexa userId stands for an account from its first verified turn until it ends (rule 9). */
import type { AccountDirectory, Link } from './ports.ts';
import type { Clock } from './types.ts';

export type EndLinkPorts = {
  readonly directory: Pick<AccountDirectory, 'endLink'>;
  /**
   * Cancels the account's waiting transaction with the reason `link_ended`, if it came through this link; any other
   * stands.
   */
  readonly cancelThrough: (link: Link) => Promise<void>;
  readonly now: Clock;
};

/**
 * Ends a link and cancels what waits that came through it; the account's other links and transactions stand. The link
 * ends first, so that nothing new comes through it meanwhile. Doing so twice changes nothing more, and finishes what a
 * crash in between left; an unknown link is left unknown. Throws what the store throws.
 */
export const endLink = async (ports: EndLinkPorts, linkId: string): Promise<void> => {
  const link = await ports.directory.endLink(linkId, ports.now());
  if (link !== null) await ports.cancelThrough(link);
};
