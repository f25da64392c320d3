/** The tenant's door: name, TLS, what it says of itself, its keys. */
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { type Answer, describe, stringField } from '../ask/call.ts';
import type { Check } from '../check.ts';
import { fault, ok, tryAgain } from '../finding.ts';
import { certificateLife, tlsProblem } from './certificate.ts';
import { compareClocks } from './clock.ts';

export const checkTenantReachable: Check = {
  looksAt: 'the tenant’s address',
  finds: ['tenant.reachable', 'tenant.certificate'],
  needs: [],
  run: async ({ tenant, tenantReach, outside }) => {
    const { hostname, port } = new URL(tenant.issuer);
    const resolved = await outside.resolve(hostname);
    if ('code' in resolved)
      return [fault('tenant.reachable', `The name ${hostname} does not resolve (${resolved.code}).`)];
    const tls = await tenantReach.inspectTls(hostname, port === '' ? 443 : Number(port));
    switch (tls.type) {
      case 'trusted':
        return [
          ok('tenant.reachable', `${tenant.issuer} answers.`),
          certificateLife('tenant.certificate', tls.validTo, outside.now()),
        ];
      case 'untrusted':
        return [fault('tenant.reachable', tlsProblem(tls.code))];
      case 'unreachable':
        return [
          fault(
            'tenant.reachable',
            `${tenant.issuer} cannot be connected to (${tls.code}).`,
            whereTo(tenant.domain),
          ),
        ];
      default:
        return tls satisfies never;
    }
  },
};

const whereTo = (domain: string): string | undefined =>
  domain.startsWith('localhost:')
    ? 'Run npm start in another terminal, with the same PORT, SANDBOX_TENANT_PORT, SANDBOX_ECHO_PORT and DATA_DIR as this command.'
    : undefined;

export const checkIssuer: Check = {
  looksAt: 'what the tenant says of itself',
  finds: ['tenant.issuer'],
  needs: ['tenant.reachable'],
  run: async ({ tenant }) => {
    const answer = await tenant.discovery();
    const issuer =
      answer.type === 'answered' && answer.status === 200 ? stringField(answer.json, 'issuer') : null;
    if (issuer === null) {
      return [
        fault(
          'tenant.issuer',
          `There is no discovery document: ${describe(answer)}.`,
          hasTrouble(answer)
            ? tryAgain
            : 'AUTH0_DOMAIN must be that of a tenant: the host of its addresses in the dashboard, or a custom domain that is verified.',
        ),
      ];
    }
    return issuer === tenant.issuer
      ? [ok('tenant.issuer', `The issuer is ${issuer}.`)]
      : [fault('tenant.issuer', `The issuer is ${issuer}, not ${tenant.issuer}.`)];
  },
};

/** Whether it is the tenant that is busy or ailing, rather than the settings that are wrong. */
const hasTrouble = (answer: Answer): boolean =>
  answer.type === 'failed' || answer.status === 429 || answer.status >= 500;

const keySet = Type.Object({
  keys: Type.Array(
    Type.Object({ kty: Type.String(), alg: Type.Optional(Type.String()), kid: Type.Optional(Type.String()) }),
  ),
});

export const checkKeys: Check = {
  looksAt: 'the tenant’s keys',
  finds: ['tenant.keys'],
  needs: ['tenant.issuer'],
  run: async ({ tenant }) => {
    const answer = await tenant.keys();
    const read = answer.type === 'answered' && answer.status === 200 ? answer.json : null;
    if (!Value.Check(keySet, read))
      return [
        fault(
          'tenant.keys',
          `There is no key set: ${describe(answer)}.`,
          hasTrouble(answer) ? tryAgain : undefined,
        ),
      ];
    const usable = read.keys.filter(({ kty, alg }) => kty === 'RSA' && (alg ?? 'RS256') === 'RS256').length;
    return usable > 0
      ? [ok('tenant.keys', `${usable === 1 ? 'One key' : `${usable} keys`} for RS256.`)]
      : [fault('tenant.keys', 'None of the keys is for RS256.')];
  },
};

export const checkTenantClock: Check = {
  looksAt: 'the tenant’s clock',
  finds: ['clock.tenant'],
  needs: ['tenant.reachable'],
  run: async ({ tenant }) => [compareClocks('clock.tenant', await tenant.discovery())],
};
