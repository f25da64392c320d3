/** The application at the tenant: its secret, its grants, what it may do at the Management API. */
import { type Answer, type Answered, describe, errorOf } from '../ask/call.ts';
import type { ProbedGrant } from '../ask/tenant.ts';
import type { Check, Examination } from '../check.ts';
import { fault, ok, type Seen, tryAgain, unknown, warning } from '../finding.ts';

export const checkClient: Check = {
  looksAt: 'client id and secret',
  finds: ['client.secret', 'grants.client_credentials'],
  needs: ['tenant.reachable', 'tenant.issuer'],
  run: async ({ tenant }) => {
    const token = await tenant.managementToken();
    if (token.type === 'granted') {
      return [ok('client.secret', 'They were accepted.'), ok('grants.client_credentials', 'It is enabled.')];
    }
    const { answer } = token;
    if (!isRefusal(answer)) return [notAnswered(tenant, answer)];
    if (answer.status === 401) return [fault('client.secret', `They were refused (${describe(answer)}).`)];
    return [
      ok('client.secret', 'They were accepted.'),
      errorOf(answer) === 'unauthorized_client'
        ? fault('grants.client_credentials', 'It is not enabled (unauthorized_client).')
        : ok('grants.client_credentials', 'It is enabled.'),
    ];
  },
};

/** A name of its own for the Management API may be the wrong one, and then no contact is ever read. */
const notAnswered = ({ domain, managementDomain }: Examination['tenant'], answer: Answer): Seen => {
  if (managementDomain === domain)
    return unknown('client.secret', `The token endpoint: ${describe(answer)}.`, tryAgain);
  return (answer.type === 'failed' ? fault : unknown)(
    'client.secret',
    `The token endpoint of ${managementDomain}: ${describe(answer)}.`,
    'Check that AUTH0_TENANT_DOMAIN is the tenant’s own name, as the dashboard shows it; else wait a minute and run this command again.',
  );
};

/** A 403 without an error of the protocol may come from anything that stands in between. */
const isRefusal = (answer: Answer): answer is Answered =>
  answer.type === 'answered' &&
  (answer.status === 401 || (answer.status === 403 && errorOf(answer) !== null));

const grantIds = {
  authorization_code: 'grants.authorization_code',
  refresh_token: 'grants.refresh_token',
  passwordless_otp: 'grants.passwordless_otp',
} as const satisfies { readonly [grant in ProbedGrant]: string };

export const checkGrants: Check = {
  looksAt: 'the client’s grants',
  finds: Object.values(grantIds),
  needs: ['client.secret'],
  run: async ({ tenant, subject }) => {
    const [channel = 'sms'] = subject.settings.channels;
    const seen: Seen[] = [];
    for (const grant of ['authorization_code', 'refresh_token', 'passwordless_otp'] as const)
      seen.push(judgeGrant(grantIds[grant], await tenant.tryGrant(grant, channel)));
    return seen;
  },
};

/** What was brought is made up, so a grant that is enabled says no to it, and one that is not says that it is not. */
const judgeGrant = (id: (typeof grantIds)[ProbedGrant], answer: Answer): Seen => {
  const error = answer.type === 'answered' ? errorOf(answer) : null;
  switch (error) {
    case 'unauthorized_client':
    case 'unsupported_grant_type':
      return fault(id, `It is not enabled (${error}).`);
    case 'invalid_grant':
    case 'too_many_attempts':
      return ok(id, `It is enabled: what was made up was refused (${error}).`);
    default:
      return unknown(id, `A made-up value was answered with ${describe(answer)}.`, tryAgain);
  }
};

/** Every call of src/auth0/users.ts; deleting a linked identity is an update too (Auth0 Management API v2). */
const usedScopes = ['read:users', 'create:users', 'update:users'];

export const checkManagementScopes: Check = {
  looksAt: 'the client’s management scopes',
  finds: ['management.scopes'],
  needs: ['client.secret', 'grants.client_credentials'],
  run: async ({ tenant }) => {
    const token = await tenant.managementToken();
    if (token.type === 'refused') {
      return [
        fault(
          'management.scopes',
          `No token for ${tenant.managementAudience}: ${describe(token.answer)}.`,
          tenant.managementAudience.includes('.auth0.com/')
            ? undefined
            : 'Grant the application the Auth0 Management API with read:users, create:users and update:users. Where AUTH0_DOMAIN is a custom domain, the Management API keeps the tenant’s own name: set AUTH0_TENANT_DOMAIN to it, such as account.auth0.com.',
        ),
      ];
    }
    const missing = usedScopes.filter((scope) => !token.scopes.includes(scope));
    const needless = token.scopes.filter((scope) => !usedScopes.includes(scope));
    if (missing.length > 0) return [fault('management.scopes', `Not granted: ${missing.join(', ')}.`)];
    return needless.length > 0
      ? [
          warning(
            'management.scopes',
            `Granted and never used: ${listed(needless)}.`,
            'Take them from the application’s grant of the Management API.',
          ),
        ]
      : [ok('management.scopes', `Granted: ${token.scopes.join(', ')}.`)];
  },
};

const listed = (scopes: readonly string[]): string =>
  scopes.length <= 6 ? scopes.join(', ') : `${scopes.slice(0, 5).join(', ')} and ${scopes.length - 5} more`;
