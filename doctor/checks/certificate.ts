/** How long a certificate still lasts, and what that means. */
import { fault, ok, type Seen, warning } from '../finding.ts';

const dayMs = 86_400_000;
/** Automatic renewal comes a month before the end; half of that month gone, it did not. */
const warnBeforeDays = 14;

export const certificateLife = (
  id: 'tenant.certificate' | 'skill.certificate',
  validTo: number,
  now: number,
): Seen => {
  const days = Math.floor((validTo - now) / dayMs);
  if (days < 1) return fault(id, 'It ends within a day.');
  return days < warnBeforeDays
    ? warning(id, `It ends in ${days} days.`)
    : ok(id, `It is good for ${days} days.`);
};

/** OpenSSL's and Node's codes, in words. */
export const tlsProblem = (code: string): string => {
  const words: Readonly<Record<string, string>> = {
    CERT_HAS_EXPIRED: 'it has expired',
    ERR_TLS_CERT_ALTNAME_INVALID: 'it is not for this name',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by nobody but itself',
    SELF_SIGNED_CERT_IN_CHAIN: 'its root is not one that everybody trusts',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the intermediate certificates are not sent along',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its issuer is not known',
  };
  return `The certificate is not trusted: ${words[code] ?? 'the handshake failed'} (${code}).`;
};
