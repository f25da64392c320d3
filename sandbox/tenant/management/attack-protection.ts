/** Protection against guessing: /api/v2/attack-protection/{brute-force-protection, …}. */
import { isIP } from 'node:net';
import { attackProtectionBody, type Protection } from '../configuration/attack-protection.ts';
import type { TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import { withBody } from './change.ts';
import { managementErrors } from './errors.ts';

export const getProtection =
  (protection: Protection) =>
  (tenant: TenantContext): Answer =>
    json(200, tenant.configuration.attack_protection[protection]);

export const changeProtection = (protection: Protection) =>
  withBody(attackProtectionBody(protection), (tenant, changes) => {
    if ('allowlist' in changes && changes.allowlist?.some((entry) => !isAddressOrRange(entry)))
      return managementErrors.badBody('allowlist holds something that is no IP address or CIDR range');
    const kept = tenant.configuration.attack_protection[protection];
    return json(200, Object.assign(kept, changes));
  });

const isAddressOrRange = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
};
