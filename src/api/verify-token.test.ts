import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { type CryptoKey, decodeProtectedHeader, exportJWK, importJWK, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTokenVerifier, type FindKey } from './verify-token.ts';

const issuer = 'https://tenant.sayso.test/';
const audience = 'https://api.sayso.test';
const signingKey = 'a-signing-key-of-the-api-of-at-least-32-bytes';
const start = Date.UTC(2026, 0, 15, 12);

let now: number;
let asked: number;
let keys: FindKey;
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
let publicKey: CryptoKey;

beforeAll(async () => {
  const imported = await importJWK(await exportJWK(createPublicKey(publicPem)), 'RS256');
  if (imported instanceof Uint8Array) throw new Error('an RSA key is no secret');
  publicKey = imported;
});

beforeEach(() => {
  now = start;
  asked = 0;
  keys = async ({ kid }) => {
    asked += 1;
    return kid === 'key-1' ? { type: 'found', key: publicKey } : { type: 'none' };
  };
});

/** What a claim is set to may be of any type, as an attacker's may; undefined leaves it out. */
type Changes = { readonly [claim: string]: unknown };

const claims = (changes: Changes = {}): JWTPayload => ({
  iss: issuer,
  aud: [audience, `${issuer}userinfo`],
  sub: 'auth0|dana',
  scope: 'transactions:read transactions:request',
  iat: start / 1000,
  exp: start / 1000 + 3600,
  ...changes,
});

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const hs256 = (changes?: Changes, header: object = {}, key = signingKey) =>
  new SignJWT(claims(changes))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header })
    .sign(new TextEncoder().encode(key));

const rs256 = (changes?: Changes, header: object = {}) =>
  new SignJWT(claims(changes))
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'key-1', ...header })
    .sign(pair.privateKey);

const shared = { issuer, audience, keys: (header: Parameters<FindKey>[0]) => keys(header), now: () => now };
const withSecret = () => createTokenVerifier({ ...shared, signingKey });
const withKeys = () => createTokenVerifier({ ...shared, signingKey: null });
const kinds = [
  ['HS256', withSecret, hs256],
  ['RS256', withKeys, rs256],
] as const;

describe.each(kinds)('a token signed with %s', (_, createVerifier, sign) => {
  it('is valid, and says who may do what until when', async () => {
    expect(await createVerifier()(await sign())).toEqual({
      type: 'valid',
      claims: {
        issuer,
        subject: 'auth0|dana',
        scopes: new Set(['transactions:read', 'transactions:request']),
        expiresAt: start + 3_600_000,
      },
    });
  });

  it.each(['JWT', 'at+jwt', 'application/at+jwt', 'AT+JWT'])('is valid with the type %s', async (typ) => {
    expect(await createVerifier()(await sign({}, { typ }))).toMatchObject({ type: 'valid' });
  });

  it('grants nothing where it names no scope, or one that is no text', async () => {
    for (const scope of [undefined, '', ['transactions:confirm'], 7]) {
      expect(await createVerifier()(await sign({ scope }))).toMatchObject({ claims: { scopes: new Set() } });
    }
  });

  it.each([
    ['another issuer', { iss: 'https://evil.test/' }],
    ['an issuer without its slash', { iss: issuer.slice(0, -1) }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'https://other.test' }],
    ['an audience that only begins alike', { aud: `${audience}.evil.test` }],
    ['no audience', { aud: undefined }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['a subject that is no text', { sub: 7 }],
    ['no end', { exp: undefined }],
    ['an end that is no number', { exp: 'tomorrow' }],
    ['no beginning', { iat: undefined }],
    ['a beginning in the future', { iat: start / 1000 + 6 }],
    ['a time before which it does not count', { nbf: start / 1000 + 6 }],
  ])('is invalid with %s', async (_name, changes) => {
    expect(await createVerifier()(await sign(changes))).toEqual({ type: 'invalid' });
  });

  it.each([
    ['no type', { typ: undefined }],
    ['the type of another kind of token', { typ: 'logout+jwt' }],
    ['a type that is no text', { typ: 7 }],
    ['an extension we do not know', { crit: ['exp'], exp: 1 }],
  ])('is invalid with %s', async (_name, header) => {
    const [, body = '', signature = ''] = (await sign()).split('.');
    const { alg } = decodeProtectedHeader(await sign());
    const head = encode({ alg, typ: 'JWT', kid: 'key-1', ...header });
    expect(await createVerifier()(`${head}.${body}.${signature}`)).toEqual({ type: 'invalid' });
  });

  it('is invalid where a byte of it was changed', async () => {
    const verify = createVerifier();
    const token = await sign();
    expect(await verify(token)).toMatchObject({ type: 'valid' });
    const [head = '', , signature = ''] = token.split('.');
    const body = encode(claims({ sub: 'auth0|eve' }));
    expect(await verify(`${head}.${body}.${signature}`)).toEqual({ type: 'invalid' });
    const at = token.length - 20;
    const flipped = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    expect(await verify(flipped)).toEqual({ type: 'invalid' });
  });

  it('is invalid without its signature, with alg none, or where it is no token', async () => {
    const verify = createVerifier();
    const [head = '', body = ''] = (await sign()).split('.');
    const none = encode({ alg: 'none', typ: 'JWT' });
    const forged = [`${head}.${body}.`, `${head}.${body}`, `${none}.${body}.`, '', '.', '..', 'x.y.z', '🍕'];
    for (const token of forged) expect(await verify(token)).toEqual({ type: 'invalid' });
    expect(await verify(`${head}.${body}.${'A'.repeat(10_000)}`)).toEqual({ type: 'invalid' });
  });

  it('ends five seconds after its time, remembered or not', async () => {
    const remembering = createVerifier();
    const token = await sign();
    now = start + 3_600_000 + 4999;
    expect(await remembering(token)).toMatchObject({ type: 'valid' });
    now += 1;
    expect(await remembering(token)).toEqual({ type: 'expired' });
    expect(await remembering(token)).toEqual({ type: 'expired' });
    expect(await createVerifier()(token)).toEqual({ type: 'expired' });
  });

  it('that is expired and not for us is invalid, not expired', async () => {
    now = start + 10 * 3_600_000;
    expect(await createVerifier()(await sign({ aud: 'https://other.test' }))).toEqual({ type: 'invalid' });
  });

  it('of the same subject and another issuer is somebody else’s', async () => {
    const other = createTokenVerifier({
      ...shared,
      issuer: 'https://other.sayso.test/',
      signingKey: createVerifier === withSecret ? signingKey : null,
    });
    const token = await sign({ iss: 'https://other.sayso.test/' });
    expect(await createVerifier()(token)).toEqual({ type: 'invalid' });
    expect(await other(token)).toMatchObject({
      claims: { issuer: 'https://other.sayso.test/', subject: 'auth0|dana' },
    });
  });
});

describe('while the signing key is changed', () => {
  const previousSigningKey = 'the-signing-key-before-it-of-at-least-32-bytes';
  const rotating = () => createTokenVerifier({ ...shared, signingKey, previousSigningKey });
  const ofPrevious = (changes?: Changes) => hs256(changes, {}, previousSigningKey);

  it('takes the tokens of both keys, and remembers them alike', async () => {
    const verify = rotating();
    for (const token of [await hs256(), await ofPrevious()]) {
      expect(await verify(token)).toMatchObject({ type: 'valid' });
      expect(await verify(token)).toMatchObject({ type: 'valid' });
    }
    now = start + 2 * 3_600_000;
    expect(await verify(await ofPrevious())).toEqual({ type: 'expired' });
  });

  it('asks the previous key’s tokens for all that the current one’s are asked for', async () => {
    expect(await rotating()(await ofPrevious({ aud: 'https://other.test' }))).toEqual({ type: 'invalid' });
    expect(await rotating()(await hs256({}, {}, `${previousSigningKey}!`))).toEqual({ type: 'invalid' });
    expect(await rotating()(await rs256())).toEqual({ type: 'invalid' });
  });

  it('takes them no more once the previous key is taken out', async () => {
    const token = await ofPrevious();
    expect(await rotating()(token)).toMatchObject({ type: 'valid' });
    expect(await withSecret()(token)).toEqual({ type: 'invalid' });
  });

  it('knows no secret where the API signs with RS256', async () => {
    const verify = createTokenVerifier({ ...shared, signingKey: null, previousSigningKey });
    expect(await verify(await ofPrevious())).toEqual({ type: 'invalid' });
    expect(await verify(await rs256())).toMatchObject({ type: 'valid' });
  });
});

describe('with a signing key', () => {
  it('takes no other key and no other algorithm, the API’s published key least of all', async () => {
    const verify = withSecret();
    expect(await verify(await hs256({}, {}, `${signingKey}!`))).toEqual({ type: 'invalid' });
    expect(await verify(await rs256())).toEqual({ type: 'invalid' });
    expect(await verify(await hs256({}, { alg: 'HS512' }))).toEqual({ type: 'invalid' });
    expect(await verify(await hs256({}, {}, publicPem))).toEqual({ type: 'invalid' });
    expect(asked).toBe(0);
  });
});

describe("with the tenant's keys", () => {
  it('takes no HS256 token, also where its key is the public key', async () => {
    const verify = withKeys();
    expect(await verify(await hs256({}, { kid: 'key-1' }, publicPem))).toEqual({ type: 'invalid' });
    expect(await verify(await hs256({}, { kid: 'key-1' }))).toEqual({ type: 'invalid' });
    expect(asked).toBe(0);
  });

  it('takes no token with a key id that the tenant does not know', async () => {
    expect(await withKeys()(await rs256({}, { kid: 'key-2' }))).toEqual({ type: 'invalid' });
  });

  it('calls no token invalid while the keys cannot be had', async () => {
    const verify = withKeys();
    const token = await rs256();
    const healthy = keys;
    keys = () => Promise.resolve({ type: 'unavailable' });
    expect(await verify(token)).toEqual({ type: 'unavailable' });
    keys = healthy;
    expect(await verify(token)).toMatchObject({ type: 'valid' });
  });

  it('verifies a token once, and remembers it through an outage', async () => {
    const verify = withKeys();
    const token = await rs256();
    await verify(token);
    keys = () => Promise.resolve({ type: 'unavailable' });
    expect(await verify(token)).toMatchObject({ type: 'valid' });
    expect(asked).toBe(1);
  });

  it('remembers no refusal', async () => {
    const verify = withKeys();
    const token = await rs256({}, { kid: 'key-2' });
    await verify(token);
    await verify(token);
    expect(asked).toBe(2);
  });
});
