/**
 * Sign-in with the tenant: OpenID Connect authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0,
 * RFC 7636, RFC 9700), by openid-client. Addresses come from the settings, never from a request.
 */
import * as client from 'openid-client';
import type { Instant } from '../transactions/model.ts';

export type TenantOptions = {
  /** `https://tenant.example.com/`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the tenant sends the browser back; registered there. */
  readonly redirectUri: string;
  readonly fetch: typeof fetch;
};

/** `fresh`: the person proves again who they are, whatever session the tenant has (rule 5). */
export type SignInKind = 'plain' | 'fresh';

/** Where the browser goes once signed in: a page of ours by its name, never an address. */
export type ReturnPage = 'orders' | 'profile' | 'activity';

/** What a browser must bring back with the code; sealed into a cookie meanwhile. */
export type PendingSignIn = {
  readonly kind: SignInKind;
  readonly returnTo: ReturnPage;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
};

export type SignInOutcome =
  | {
      readonly type: 'signed_in';
      readonly issuer: string;
      readonly subject: string;
      readonly authTime: Instant;
    }
  /** The tenant said no: the person turned back, or may not come in. */
  | { readonly type: 'denied' }
  /** What came back is not the answer to this sign-in, or does not verify. */
  | { readonly type: 'refused' }
  /** The tenant could not be asked. */
  | { readonly type: 'unavailable' };

export type Tenant = {
  readonly begin: (
    kind: SignInKind,
    returnTo: ReturnPage,
  ) => Promise<
    | { readonly type: 'begun'; readonly url: string; readonly pending: PendingSignIn }
    | { readonly type: 'unavailable' }
  >;
  /** `search`: the callback's query string as it came. */
  readonly finish: (search: string, pending: PendingSignIn) => Promise<SignInOutcome>;
};

const requestSeconds = 5;

/** How old a sign-in may be: a fresh one as rule 5 has it, a plain one as long as a session of ours lives. */
const mostAgeSeconds: { readonly [kind in SignInKind]: number } = { fresh: 5 * 60, plain: 12 * 60 * 60 };

export const createTenant = (options: TenantOptions): Tenant => {
  let discovered: Promise<client.Configuration> | null = null;

  /** One discovery for all; a failed one is forgotten. */
  const configuration = (): Promise<client.Configuration> => {
    discovered ??= discover(options).catch((error: unknown) => {
      discovered = null;
      throw error;
    });
    return discovered;
  };

  return {
    begin: async (kind, returnTo) => {
      let config: client.Configuration;
      try {
        config = await configuration();
      } catch {
        return { type: 'unavailable' };
      }
      const pending: PendingSignIn = {
        kind,
        returnTo,
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: options.redirectUri,
        scope: 'openid',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.codeVerifier),
        code_challenge_method: 'S256',
        // Asked for always, because `auth_time` comes only where it is.
        ...(kind === 'fresh' ? { prompt: 'login', max_age: '0' } : { max_age: String(mostAgeSeconds.plain) }),
      });
      return { type: 'begun', url: url.href, pending };
    },
    finish: async (search, pending) => {
      const answer = new URL(options.redirectUri);
      answer.search = search;
      try {
        const tokens = await client.authorizationCodeGrant(await configuration(), answer, {
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          pkceCodeVerifier: pending.codeVerifier,
          maxAge: mostAgeSeconds[pending.kind],
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims?.auth_time === undefined) return { type: 'refused' };
        return {
          type: 'signed_in',
          issuer: claims.iss,
          subject: claims.sub,
          authTime: claims.auth_time * 1000,
        };
      } catch (error) {
        return { type: outcomeOf(error) };
      }
    },
  };
};

const discover = ({ issuer, clientId, clientSecret, fetch }: TenantOptions): Promise<client.Configuration> =>
  client.discovery(new URL(issuer), clientId, undefined, client.ClientSecretPost(clientSecret), {
    [client.customFetch]: (url, init) => fetch(url, { ...init, body: init.body ?? null }),
    timeout: requestSeconds,
    // The id_token's signature is verified too, not only the connection it came over.
    execute: [client.enableNonRepudiationChecks],
  });

const outcomeOf = (error: unknown): 'denied' | 'refused' | 'unavailable' => {
  if (error instanceof client.AuthorizationResponseError) return 'denied';
  if (error instanceof client.ResponseBodyError) return isOutage(error.status) ? 'unavailable' : 'refused';
  if (error instanceof TypeError) return 'unavailable';
  if (!(error instanceof client.ClientError)) return 'refused';
  return error.code === 'OAUTH_TIMEOUT' || isOutage(statusOf(error.cause)) ? 'unavailable' : 'refused';
};

/** The status of the response an error tells of; 0 where it tells of none. */
const statusOf = (cause: unknown): number =>
  typeof cause === 'object' && cause !== null && 'status' in cause && typeof cause.status === 'number'
    ? cause.status
    : 0;

const isOutage = (status: number): boolean => status >= 500 || status === 429;
