/** Settings that can be read are not all well chosen. */
import type { Check } from '../check.ts';
import { fault, ok, type Seen, warning } from '../finding.ts';

const uuidSkillId = /^amzn1\.ask\.skill\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const checkSettings: Check = {
  looksAt: 'the settings',
  finds: [
    'settings.complete',
    'settings.signing_key',
    'settings.public_url',
    'settings.unknown_keys',
    'settings.profile_phone',
    'settings.skill_id',
  ],
  needs: [],
  run: ({ subject }) => {
    const { settings, unknownKeys } = subject;
    const key = settings.apiSigningKey;
    return [
      ok(
        'settings.complete',
        subject.tenantIs === 'sandbox' ? 'Those of the sandbox.' : 'All that are needed are set.',
      ),
      ok(
        'settings.signing_key',
        key === null ? 'None is set: RS256 is expected.' : `It has ${Buffer.byteLength(key)} bytes.`,
      ),
      ok('settings.public_url', `The root is ${subject.root}/.`),
      unknownKeys.length === 0
        ? ok('settings.unknown_keys', 'It has none, or is not there.')
        : warning('settings.unknown_keys', `Unknown: ${unknownKeys.join(', ')}.`),
      settings.trustProfilePhone
        ? warning('settings.profile_phone', 'TRUST_PROFILE_PHONE is true.')
        : ok('settings.profile_phone', 'TRUST_PROFILE_PHONE is not set.'),
      skillId(subject),
    ];
  },
};

const skillId = ({ settings, tenantIs, hasOwnSkillId }: Parameters<Check['run']>[0]['subject']): Seen => {
  if (!hasOwnSkillId) {
    return tenantIs === 'sandbox'
      ? ok('settings.skill_id', 'Not set: the sandbox’s skill is meant.')
      : warning(
          'settings.skill_id',
          'Not set: npm start takes the sandbox’s Echo alone, and a server does not start.',
        );
  }
  return uuidSkillId.test(settings.alexaSkillId)
    ? ok('settings.skill_id', 'It has the form of one.')
    : fault('settings.skill_id', 'It has not the form amzn1.ask.skill.xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.');
};

/** Without a tenant's name the sandbox is meant, and there is none. */
export const noSandbox = (directory: string): Seen =>
  fault(
    'settings.complete',
    `AUTH0_DOMAIN is not set, and no sandbox was ever started with the data directory ${directory}.`,
    'Run npm start in another terminal first, with the same DATA_DIR; or set AUTH0_DOMAIN (src/runtimes/secrets.ini) to look at a tenant of your own.',
  );

/** Where the settings cannot be read, nothing else can be looked at. */
export const unreadableSettings = (problems: readonly string[]): readonly Seen[] => {
  const of = (...keys: readonly string[]) =>
    problems.filter((problem) => keys.some((key) => problem.startsWith(`${key} `)));
  const [signingKey, address] = [
    of('API_SIGNING_KEY', 'API_SIGNING_KEY_PREVIOUS'),
    of('PUBLIC_URL', 'ROOT_PATH'),
  ];
  const others = problems.filter((problem) => !signingKey.includes(problem) && !address.includes(problem));
  return [
    ...(others.length > 0 ? [fault('settings.complete', others.join(' '))] : []),
    ...(signingKey.length > 0 ? [fault('settings.signing_key', signingKey.join(' '))] : []),
    ...(address.length > 0 ? [fault('settings.public_url', address.join(' '))] : []),
  ];
};
