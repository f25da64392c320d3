/** The API that Alexa's tokens are for. */
import { timingSafeEqual } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, errors } from 'jose';
import { scopes } from '../../src/api/token.ts';
import { describe } from '../ask/call.ts';
import type { Read, SetupApi } from '../ask/setup.ts';
import type { Check, Examination } from '../check.ts';
import { fault, ok, type Seen, tryAgain, unknown, warning } from '../finding.ts';
import { readAuthorized, webCallback } from './callbacks.ts';

export const checkAudience: Check = {
  looksAt: 'the API',
  finds: ['api.audience'],
  needs: ['tenant.reachable', 'tenant.issuer', 'callbacks.web', 'grants.authorization_code'],
  run: async ({ tenant, subject }) => {
    const redirectUri = webCallback(subject);
    const answer = await tenant.tryAuthorize(redirectUri, subject.settings.apiId);
    const authorized = readAuthorized(answer, tenant.issuer, redirectUri);
    switch (authorized.type) {
      case 'login':
        return [ok('api.audience', 'A sign-in for it leads to the login page.')];
      // Without the audience the same request is well: see what it needs.
      case 'returned':
        return [fault('api.audience', `A sign-in for it is refused (${authorized.error}).`)];
      case 'refused':
        return [fault('api.audience', `A sign-in for it is refused (${authorized.seen}).`)];
      case 'unclear':
        return [unknown('api.audience', `/authorize: ${authorized.seen}.`, tryAgain)];
      default:
        return authorized satisfies never;
    }
  },
};

export const checkApiSettings: Check = {
  looksAt: 'the API’s settings',
  finds: [
    'api.scopes',
    'api.signing_algorithm',
    'api.signing_key',
    'api.token_lifetime',
    'api.offline_access',
  ],
  needs: ['client.secret', 'api.audience'],
  run: async (examination) => {
    const { tenant, setup, subject } = examination;
    const token = await tenant.apiToken();
    const api = await setup.api();
    const algorithm = algorithmOf(api, token);
    return [
      permissions(api),
      signingAlgorithm(algorithm, api, subject),
      await signingKey(examination, algorithm, api, token),
      lifetime(api, token),
      offlineAccess(api),
    ];
  },
};

type Token = Awaited<ReturnType<Examination['tenant']['apiToken']>>;

/** The credentials that would show it, or where it went wrong. */
const hiddenIn = (api: Read<SetupApi>): string =>
  api.type === 'hidden' ? api.because : 'The Management API says nothing of it.';

const unseen = (id: Seen['id'], api: Read<SetupApi>): Seen =>
  unknown(id, 'It cannot be seen from outside.', hiddenIn(api));

const permissions = (api: Read<SetupApi>): Seen => {
  if (api.type !== 'read') return unseen('api.scopes', api);
  const defined = new Set(api.value.scopes?.map(({ value }) => value));
  const missing = Object.values(scopes).filter((scope) => !defined.has(scope));
  return missing.length === 0
    ? ok('api.scopes', 'They are defined.')
    : fault('api.scopes', `Not defined: ${missing.join(', ')}.`);
};

const algorithmOf = (api: Read<SetupApi>, token: Token): string | null => {
  if (token.type === 'granted') return headerAlgorithm(token.token);
  return api.type === 'read' ? (api.value.signing_alg ?? null) : null;
};

const headerAlgorithm = (token: string): string | null => {
  try {
    return decodeProtectedHeader(token).alg ?? null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
};

const signingAlgorithm = (
  algorithm: string | null,
  api: Read<SetupApi>,
  { settings }: Examination['subject'],
): Seen => {
  if (algorithm === null) return unseen('api.signing_algorithm', api);
  const expected = settings.apiSigningKey === null ? 'RS256' : 'HS256';
  return algorithm === expected
    ? ok('api.signing_algorithm', `${algorithm} it is.`)
    : fault(
        'api.signing_algorithm',
        `The API signs with ${/^[A-Z0-9]{2,10}$/.test(algorithm) ? algorithm : 'something else'}, the settings expect ${expected}.`,
      );
};

const signingKey = async (
  { subject }: Examination,
  algorithm: string | null,
  api: Read<SetupApi>,
  token: Token,
): Promise<Seen> => {
  const { apiSigningKey, apiSigningKeyPrevious } = subject.settings;
  if (apiSigningKey === null)
    return ok('api.signing_key', 'None is needed with RS256: the tenant publishes its keys.');
  if (algorithm !== null && algorithm !== 'HS256')
    return unknown(
      'api.signing_key',
      'The API has none, for it signs with another algorithm.',
      'See api.signing_algorithm.',
    );
  if (token.type === 'granted') {
    if (await isSignedWith(token.token, apiSigningKey))
      return ok('api.signing_key', 'A token of the API verifies with it.');
    return (await isSignedWith(token.token, apiSigningKeyPrevious))
      ? stillPrevious
      : fault('api.signing_key', 'A token of the API does not verify with it.');
  }
  const secret = api.type === 'read' ? (api.value.signing_secret ?? null) : null;
  if (secret !== null) {
    if (isSame(secret, apiSigningKey)) return ok('api.signing_key', 'It is the one that the API has.');
    return apiSigningKeyPrevious !== null && isSame(secret, apiSigningKeyPrevious)
      ? stillPrevious
      : fault('api.signing_key', 'The API has another one.');
  }
  // Both are made of the data key, and the client secret was accepted.
  if (subject.tenantIs === 'sandbox')
    return ok(
      'api.signing_key',
      'The sandbox makes it of the data key, as it does the client secret, which is right.',
    );
  return unknown(
    'api.signing_key',
    `No token of the API could be had (${token.type === 'refused' ? describe(token.answer) : ''}), and its signing secret was not shown.`,
    hiddenIn(api),
  );
};

const stillPrevious = warning(
  'api.signing_key',
  'The API still signs with API_SIGNING_KEY_PREVIOUS.',
  'Finish changing the key in Auth0, or set API_SIGNING_KEY back.',
);

/** With HS256 and the key; the claims are of no interest here. */
const isSignedWith = async (token: string, key: string | null): Promise<boolean> => {
  if (key === null) return false;
  try {
    await compactVerify(token, new TextEncoder().encode(key), { algorithms: ['HS256'] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
};

const isSame = (one: string, other: string): boolean => {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
};

const leastLifetimeSeconds = 360;

const lifetime = (api: Read<SetupApi>, token: Token): Seen => {
  const set = api.type === 'read' ? api.value.token_lifetime : null;
  const seconds = set ?? (token.type === 'granted' ? token.lifetimeSeconds : null);
  if (seconds === null) return unseen('api.token_lifetime', api);
  return seconds >= leastLifetimeSeconds
    ? ok('api.token_lifetime', `They live ${seconds} s.`)
    : fault('api.token_lifetime', `They live ${seconds} s.`);
};

const offlineAccess = (api: Read<SetupApi>): Seen => {
  const isAllowed = api.type === 'read' ? (api.value.allow_offline_access ?? null) : null;
  if (isAllowed === null) return unseen('api.offline_access', api);
  return isAllowed ? ok('api.offline_access', 'It does.') : fault('api.offline_access', 'It does not.');
};
