/** An OpenID provider behind a `fetch`: discovery, keys and token endpoint, and a login that always says yes. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const issuer = 'https://tenant.test/';
export const clientId = 'web-client';
export const clientSecret = 'web-secret';

type Grant = { readonly challenge: string; readonly nonce: string; readonly redirectUri: string };

/** What the provider does wrong, for once. */
export type Mischief =
  | 'none'
  | 'down'
  | 'slow_down'
  | 'other_key'
  | 'other_nonce'
  | 'other_audience'
  | 'other_issuer'
  | 'no_auth_time'
  | 'old_auth_time';

const json = (body: object, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

export const createFakeProvider = async () => {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const keys = { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] };
  const grants = new Map<string, Grant>();
  const world: { mischief: Mischief; subject: string; requests: string[] } = {
    mischief: 'none',
    subject: 'auth0|anna',
    requests: [],
  };

  const tokens = async (form: URLSearchParams): Promise<Response> => {
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const fits =
      form.get('client_id') === clientId &&
      form.get('client_secret') === clientSecret &&
      grant?.challenge === challenge &&
      grant.redirectUri === form.get('redirect_uri');
    if (!grant || !fits) return json({ error: 'invalid_grant' }, 403);
    const { mischief } = world;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      nonce: mischief === 'other_nonce' ? 'another' : grant.nonce,
      ...(mischief === 'no_auth_time' ? {} : { auth_time: mischief === 'old_auth_time' ? now - 3600 : now }),
    };
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(mischief === 'other_issuer' ? 'https://other.test/' : issuer)
      .setAudience(mischief === 'other_audience' ? 'another-client' : clientId)
      .setSubject(world.subject)
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .sign(mischief === 'other_key' ? foreign.privateKey : own.privateKey);
    return json({ access_token: 'at', token_type: 'Bearer', expires_in: 600, id_token: idToken });
  };

  const fakeFetch: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    world.requests.push(pathname);
    if (world.mischief === 'down') throw new TypeError('fetch failed');
    if (world.mischief === 'slow_down') return json({ error: 'too_many_requests' }, 429);
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return json({
          issuer,
          authorization_endpoint: `${issuer}authorize`,
          token_endpoint: `${issuer}oauth/token`,
          jwks_uri: `${issuer}.well-known/jwks.json`,
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case '/.well-known/jwks.json':
        return json(keys);
      case '/oauth/token':
        return tokens(new URLSearchParams(String(init?.body)));
      default:
        return json({}, 404);
    }
  };

  return {
    world,
    fetch: fakeFetch,
    /** Logs in at the address the browser was sent to; the query string it comes back with. */
    logIn: (authorizeUrl: string): string => {
      const asked = new URL(authorizeUrl).searchParams;
      const code = randomUUID();
      grants.set(code, {
        challenge: asked.get('code_challenge') ?? '',
        nonce: asked.get('nonce') ?? '',
        redirectUri: asked.get('redirect_uri') ?? '',
      });
      return `?${new URLSearchParams({ code, state: asked.get('state') ?? '' })}`;
    },
  };
};
