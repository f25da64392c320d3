/** Where the tenant lets a browser return to, tried as a browser would. */
import { alexaRedirects } from '../../scripts/auth0/alexa-redirects.ts';
import { type Answer, describe } from '../ask/call.ts';
import type { Check, Examination } from '../check.ts';
import { fault, ok, type Seen, tryAgain, unknown } from '../finding.ts';
import { type FindingId, findings } from '../findings.ts';

/**
 * What `/authorize` led to. `login`: a page to sign in at, the tenant's or an identity provider's. `returned`: back to
 * the application with an error, so the address itself is allowed. `refused`: an error page, the tenant's own or the
 * one it is set to redirect to.
 */
export type Authorized =
  | { readonly type: 'login' }
  | { readonly type: 'returned'; readonly error: string }
  | { readonly type: 'refused'; readonly seen: string }
  | { readonly type: 'unclear'; readonly seen: string };

export const readAuthorized = (answer: Answer, issuer: string, redirectUri: string): Authorized => {
  if (answer.type === 'failed' || answer.status === 429 || answer.status >= 500)
    return { type: 'unclear', seen: describe(answer) };
  if (answer.status >= 400) return { type: 'refused', seen: describe(answer) };
  if (answer.location === null) return { type: 'login' };
  if (!URL.canParse(answer.location, issuer)) return { type: 'unclear', seen: 'a redirect to nowhere' };
  const target = new URL(answer.location, issuer);
  const error = target.searchParams.get('error');
  if (error === null) return { type: 'login' };
  return target.href.startsWith(redirectUri)
    ? { type: 'returned', error: wordOf(error) }
    : { type: 'refused', seen: wordOf(error) };
};

/** Protocol errors are words; whatever else stands there is not shown. */
const wordOf = (error: string): string => (/^[a-z_]{1,40}$/.test(error) ? error : 'an error');

export const webCallback = ({ root }: Examination['subject']): string => `${root}/app/callback`;

export const checkCallbacks: Check = {
  looksAt: 'the addresses to return to',
  finds: ['callbacks.web', 'callbacks.alexa', 'callbacks.echo', 'logout.web'],
  needs: ['tenant.reachable', 'tenant.issuer'],
  run: async ({ tenant, subject }) => [
    inItsPlace(subject, await callbacks(tenant, 'callbacks.web', [webCallback(subject)])),
    ...(subject.echoCallback === null
      ? []
      : [await callbacks(tenant, 'callbacks.echo', [subject.echoCallback])]),
    ...(await alexa(tenant, subject)),
    inItsPlace(subject, await logout(tenant, `${subject.root}/app/`)),
  ],
};

/** The sandbox allows its own addresses by itself: where it refuses one, it was asked for another. */
const inItsPlace = ({ tenantIs }: Examination['subject'], seen: Seen): Seen =>
  tenantIs === 'sandbox' && seen.status === 'fault'
    ? { ...seen, todo: findings['callbacks.echo'].todo }
    : seen;

const alexa = async (
  tenant: Examination['tenant'],
  { vendorId, tenantIs }: Examination['subject'],
): Promise<readonly Seen[]> => {
  // No Alexa ever links to the sandbox.
  if (tenantIs === 'sandbox') return [];
  if (vendorId !== null) return [await callbacks(tenant, 'callbacks.alexa', alexaRedirects(vendorId))];
  return [
    unknown(
      'callbacks.alexa',
      'The addresses have your vendor id in them.',
      'Set ALEXA_VENDOR_ID to it (https://developer.amazon.com/settings/console/mycid) and run this command again.',
    ),
  ];
};

const callbacks = async (
  tenant: Examination['tenant'],
  id: FindingId,
  addresses: readonly string[],
): Promise<Seen> => {
  const notAllowed: string[] = [];
  for (const address of addresses) {
    const authorized = readAuthorized(await tenant.tryAuthorize(address, null), tenant.issuer, address);
    switch (authorized.type) {
      case 'login':
        break;
      case 'returned':
        // The grant has a check of its own; anything else said at the address shows that it is allowed.
        break;
      case 'refused':
        notAllowed.push(address);
        break;
      case 'unclear':
        return unknown(id, `/authorize: ${authorized.seen}.`, tryAgain);
      default:
        authorized satisfies never;
    }
  }
  return notAllowed.length === 0
    ? ok(id, `${addresses.length === 1 ? addresses[0] : `All ${addresses.length}`} may be returned to.`)
    : fault(id, `/authorize refuses ${notAllowed.join(', ')}.`);
};

const logout = async (tenant: Examination['tenant'], address: string): Promise<Seen> => {
  const answer = await tenant.tryLogout(address);
  if (answer.type === 'answered') {
    const leadsTo = answer.location ?? '';
    if (leadsTo.startsWith(address)) return ok('logout.web', `${address} may be returned to.`);
    // A tenant can be set to redirect to an error page of one's own.
    if ((answer.status >= 400 && answer.status < 429) || /[?&]error=/.test(leadsTo))
      return fault('logout.web', `/v2/logout refuses ${address}.`);
  }
  return unknown('logout.web', `/v2/logout: ${describe(answer)}.`, tryAgain);
};
