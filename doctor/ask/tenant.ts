/** What the tenant is asked, in the application's own name, by calls that change nothing and send nothing. */
import { createHash } from 'node:crypto';
import { decodeJwt, errors } from 'jose';
import type { Channel } from '../../src/accounts/types.ts';
import type { Settings } from '../../src/settings.ts';
import { once } from '../once.ts';
import type { Outside, Reach } from '../outside.ts';
import { type Answer, call, stringField } from './call.ts';

export type AskTenant = {
  readonly domain: string;
  /** `https://account.auth0.com/`. */
  readonly issuer: string;
  readonly discovery: () => Promise<Answer>;
  readonly keys: () => Promise<Answer>;
  /** The tenant's own name, by which its Management API goes; `domain` may be a custom one. */
  readonly managementDomain: string;
  /** Of the Management API. */
  readonly managementAudience: string;
  /** By the client credentials grant, where it will be used: one of another domain is refused there. */
  readonly managementToken: () => Promise<OwnToken>;
  /** The same for our own API; as a rule not granted. */
  readonly apiToken: () => Promise<OwnToken>;
  readonly tryGrant: (grant: ProbedGrant, channel: Channel) => Promise<Answer>;
  /** `/passwordless/start` with an address that is none: whatever the answer, no code can be sent. */
  readonly tryStart: (channel: Channel) => Promise<Answer>;
  /** Where a browser ends up that asks to sign in for this redirect address. */
  readonly tryAuthorize: (redirectUri: string, audience: string | null) => Promise<Answer>;
  readonly tryLogout: (returnTo: string) => Promise<Answer>;
};

/** A token that the client was given; `answer` says why there is none. */
export type OwnToken =
  | {
      readonly type: 'granted';
      readonly token: string;
      readonly scopes: readonly string[];
      readonly lifetimeSeconds: number | null;
    }
  | { readonly type: 'refused'; readonly answer: Answer };

export type ProbedGrant = 'authorization_code' | 'refresh_token' | 'passwordless_otp';

const otpGrant = 'http://auth0.com/oauth/grant-type/passwordless/otp';

export const createAskTenant = (
  settings: Settings,
  reach: Reach,
  { now, randomBytes }: Pick<Outside, 'now' | 'randomBytes'>,
): AskTenant => {
  const { auth0Domain: domain, managementDomain, appClientId, appClientSecret } = settings;
  const issuer = `https://${domain}/`;
  const managementAudience = `https://${managementDomain}/api/v2/`;
  const client = { client_id: appClientId, client_secret: appClientSecret };
  const get = (path: string): Promise<Answer> => call(reach.fetch, now, `${issuer}${path}`);
  const post = (path: string, body: object): Promise<Answer> =>
    postJson(reach, now, `${issuer}${path}`, body);
  const nonsense = (): string => randomBytes(16).toString('base64url');

  const tokenFor = (audience: string, at: string) =>
    once(() => askForToken(reach, now, at, { ...client, audience }));

  return {
    domain,
    issuer,
    discovery: once(() => get('.well-known/openid-configuration')),
    keys: once(() => get('.well-known/jwks.json')),
    managementDomain,
    managementAudience,
    managementToken: tokenFor(managementAudience, managementDomain),
    apiToken: tokenFor(settings.apiId, domain),
    tryGrant: (grant, channel) => {
      switch (grant) {
        case 'authorization_code':
          return post('oauth/token', {
            ...client,
            grant_type: grant,
            code: nonsense(),
            redirect_uri: 'https://nowhere.invalid/',
          });
        case 'refresh_token':
          return post('oauth/token', { ...client, grant_type: grant, refresh_token: nonsense() });
        case 'passwordless_otp':
          return post('oauth/token', {
            ...client,
            grant_type: otpGrant,
            username: nobody(channel, randomBytes),
            otp: '000000',
            realm: channel,
            scope: 'openid',
          });
        default:
          return grant satisfies never;
      }
    },
    tryStart: (channel) =>
      post('passwordless/start', {
        ...client,
        connection: channel,
        send: 'code',
        ...(channel === 'sms' ? { phone_number: 'no number' } : { email: 'no address' }),
      }),
    tryAuthorize: (redirectUri, audience) => {
      const challenge = createHash('sha256').update(nonsense()).digest('base64url');
      const query = new URLSearchParams({
        client_id: appClientId,
        response_type: 'code',
        scope: 'openid',
        redirect_uri: redirectUri,
        state: nonsense(),
        nonce: nonsense(),
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...(audience === null ? {} : { audience }),
      });
      return get(`authorize?${query}`);
    },
    tryLogout: (returnTo) => get(`v2/logout?${new URLSearchParams({ client_id: appClientId, returnTo })}`),
  };
};

/** An address that can be nobody's: RFC 2606 keeps `.invalid`, Ofcom keeps 07700 900000 to 900999 for fiction. */
const nobody = (channel: Channel, randomBytes: Outside['randomBytes']): string => {
  switch (channel) {
    case 'email':
      return `doctor-${randomBytes(6).toString('hex')}@sayso.invalid`;
    case 'sms':
      return `+447700900${String(randomBytes(2).readUInt16BE() % 1000).padStart(3, '0')}`;
    default:
      return channel satisfies never;
  }
};

/** The client credentials grant (RFC 6749, 4.4). */
export const askForToken = async (
  reach: Reach,
  now: () => number,
  domain: string,
  request: { readonly client_id: string; readonly client_secret: string; readonly audience: string },
): Promise<OwnToken> => {
  const answer = await postJson(reach, now, `https://${domain}/oauth/token`, {
    grant_type: 'client_credentials',
    ...request,
  });
  const token =
    answer.type === 'answered' && answer.status === 200 ? stringField(answer.json, 'access_token') : null;
  if (answer.type === 'failed' || token === null) return { type: 'refused', answer };
  const scope = stringField(answer.json, 'scope') ?? scopeIn(token) ?? '';
  const expiresIn =
    typeof answer.json === 'object' && answer.json !== null && 'expires_in' in answer.json
      ? answer.json.expires_in
      : null;
  return {
    type: 'granted',
    token,
    scopes: scope.split(' ').filter((name) => name !== ''),
    lifetimeSeconds: typeof expiresIn === 'number' ? expiresIn : null,
  };
};

/** Nothing is decided by it but what is shown, so nothing is verified. */
const scopeIn = (token: string): string | null => {
  try {
    return stringField(decodeJwt(token), 'scope');
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
};

const postJson = (reach: Reach, now: () => number, url: string, body: object): Promise<Answer> =>
  call(reach.fetch, now, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
