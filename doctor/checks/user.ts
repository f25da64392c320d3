/** One person's contacts, read and provisioned by the application's own rules, with nothing written. */
import { createAddressReader } from '../../src/accounts/contact-address.ts';
import { contactHint } from '../../src/accounts/contact-hint.ts';
import type { ProvenContact } from '../../src/accounts/ports.ts';
import { createProfiles } from '../../src/auth0/profiles.ts';
import { createUsers, type User } from '../../src/auth0/users.ts';
import type { Log } from '../../src/observability/log.ts';
import type { Check, Examination } from '../check.ts';
import { fault, ok, type Seen, tryAgain, unknown, warning } from '../finding.ts';
import { type PlannedChange, recordUsers } from '../recorded-users.ts';

export const checkUser: Check = {
  looksAt: 'the user',
  finds: ['user.found', 'user.contact', 'user.changes'],
  needs: ['client.secret', 'management.scopes'],
  applies: ({ user }) => user !== null,
  run: async (examination) => {
    const { user, tenant } = examination;
    const token = await tenant.managementToken();
    if (user === null || token.type === 'refused') return [];
    const real = createUsers({
      domain: tenant.managementDomain,
      fetch: examination.tenantReach.fetch,
      token: { get: async () => token.token, renew: async () => null, forget: () => undefined },
    });
    const found = await findUser(real, user);
    return found.type === 'found' ? examineUser(examination, real, found.user) : [found.seen];
  },
};

const timeoutMs = 10_000;
const patience = (): AbortSignal => AbortSignal.timeout(timeoutMs);

type Users = ReturnType<typeof createUsers>;

const findUser = async (
  users: Users,
  wanted: string,
): Promise<
  { readonly type: 'found'; readonly user: User } | { readonly type: 'none'; readonly seen: Seen }
> => {
  const none = (seen: Seen) => ({ type: 'none', seen }) as const;
  // A user id has its provider in front; an email address has none of these bars, or they are quoted.
  const read = wanted.includes('|') ? await users.get(wanted, patience()) : null;
  if (read?.ok) return { type: 'found', user: read.value };
  if (read !== null) {
    return none(
      read.status === 404
        ? fault('user.found', 'There is no user with this id.')
        : unknown('user.found', unanswered(read.status), tryAgain),
    );
  }
  // Auth0 compares in lower case.
  const found = await users.findByEmail(wanted.toLowerCase(), patience());
  if (!found.ok) return none(unknown('user.found', unanswered(found.status), tryAgain));
  // The passwordless users that Sayso makes are nobody's own account.
  const people = found.value.filter(({ madeFor }) => madeFor === null);
  const [user] = people;
  if (user === undefined) return none(fault('user.found', 'There is no user with this email address.'));
  return people.length === 1
    ? { type: 'found', user }
    : none(
        fault(
          'user.found',
          `${people.length} users have this email address: ${people.map(({ id }) => id).join(', ')}.`,
          'Run this command again with one of the ids.',
        ),
      );
};

const unanswered = (status: number | null): string =>
  `The Management API answered ${status === null ? 'nothing' : `with status ${status}`}.`;

const examineUser = async (examination: Examination, real: Users, user: User): Promise<readonly Seen[]> => {
  const { settings } = examination.subject;
  const notes: string[] = [];
  const note: Log['info'] = (event) => {
    notes.push(event);
  };
  const recorded = recordUsers(real);
  const profiles = createProfiles({
    users: recorded.users,
    channels: settings.channels,
    trustProfilePhone: settings.trustProfilePhone,
    readAddress: createAddressReader(settings),
    now: examination.outside.now,
    log: { info: note, warn: note, error: note },
  });
  const answer = await profiles.readContacts(user.id, patience());
  const found = ok('user.found', `Their id is ${user.id}.`);
  switch (answer.type) {
    case 'gone':
    case 'unavailable':
      return [found, unknown('user.contact', unanswered(recorded.failed[0] ?? null), tryAgain)];
    case 'found': {
      const isTaken = notes.includes('contacts.taken_by_another_user');
      return [
        found,
        judgeContacts(answer.contacts, recorded.planned, user),
        ...(examination.dryRun ? [tellChanges(recorded.planned, isTaken)] : []),
      ];
    }
    default:
      return answer satisfies never;
  }
};

const judgeContacts = (
  contacts: readonly ProvenContact[],
  planned: readonly PlannedChange[],
  user: User,
): Seen => {
  const [first] = contacts;
  if (first === undefined) return fault('user.contact', whyNone(user));
  const linked = planned.length === 0 ? '' : ', once it is linked at the next sign-in';
  return ok('user.contact', `Codes go by ${by(first.channel)} ${masked(first)}${linked}.`);
};

const whyNone = (user: User): string => {
  if (user.email === null) return 'They have no email address and no phone linked.';
  return user.emailVerified
    ? 'Their email address is verified, but no code may go there, and no phone is linked.'
    : 'Their email address is not verified, and no phone is linked.';
};

const tellChanges = (planned: readonly PlannedChange[], isTaken: boolean): Seen => {
  if (isTaken)
    return warning('user.changes', 'Nothing: another user has the address already, and is left alone.');
  return ok(
    'user.changes',
    planned.length === 0 ? 'Nothing would be changed.' : `Signing in ${planned.map(inWords).join(', and ')}.`,
  );
};

const inWords = (change: PlannedChange): string => {
  switch (change.type) {
    case 'create_passwordless_user':
      return `would create a passwordless user for the ${change.channel === 'email' ? 'verified email' : 'phone'} ${shown(change)}`;
    case 'link_identity':
      return change.hint === '' ? 'would link the passwordless user made for them before' : 'would link it';
    case 'unlink_identity':
      return 'would unlink an identity';
    default:
      return change satisfies never;
  }
};

const by = (channel: ProvenContact['channel']): string =>
  channel === 'sms' ? 'text message to the phone' : 'email to';

const masked = ({ channel, address }: ProvenContact): string =>
  shown({ channel, hint: contactHint({ channel, address }) });

const shown = ({
  channel,
  hint,
}: {
  readonly channel: ProvenContact['channel'];
  readonly hint: string;
}): string => (channel === 'sms' ? `ending ${hint}` : hint);
