import type { AuthClient } from '@auth0/auth0-auth-js';
import type { Clock } from '../accounts/types.ts';
import type { Log } from '../observability/log.ts';
import { ask, type Fetch } from './ask.ts';
import { createKept, type Fetched, type Kept } from './kept.ts';
import { errorName, readObject } from './outcomes.ts';

const fetchTimeoutSeconds = 3;
/** Renewed in the background when this much of its life is left. */
const renewBeforeSeconds = 10 * 60;
/** Never used in its last moments: it could run out under way. */
const spareSeconds = 30;

/**
 * The token for the Management API (client credentials), kept across requests, fetched by one caller at a time and
 * renewed before it expires. Auth0 lets it live for a day and counts every one issued.
 */
export const createManagementToken = (options: {
  readonly client: AuthClient;
  readonly fetch: Fetch;
  readonly domain: string;
  readonly now: Clock;
  readonly log: Log;
}): Kept<string> => {
  const { client, fetch, domain, now, log } = options;
  const audience = `https://${domain}/api/v2/`;

  const fetchToken = async (): Promise<Fetched<string> | null> => {
    const askedAt = now();
    const answer = await ask(fetch, AbortSignal.timeout(fetchTimeoutSeconds * 1000), (call) =>
      client.getTokenByClientCredentials({ audience }, call),
    );
    const body = answer.type === 'answered' && answer.status === 200 ? readObject(answer.body) : null;
    const { access_token: token, expires_in: lifetimeSeconds } = body ?? {};
    if (typeof token !== 'string' || typeof lifetimeSeconds !== 'number') {
      log.warn('auth0.no_management_token', { error: errorName(answer) });
      return null;
    }
    const expiresAt = askedAt + (lifetimeSeconds - spareSeconds) * 1000;
    return { value: token, expiresAt, renewAt: Math.max(askedAt, expiresAt - renewBeforeSeconds * 1000) };
  };

  return createKept({ fetch: fetchToken, now, pauseSeconds: 1 });
};
