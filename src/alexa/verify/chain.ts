import type { KeyObject, X509Certificate } from 'node:crypto';
import { type ChainRefusal, type Refused, refuse } from './refusals.ts';
import type { TrustAnchors } from './trust-anchors.ts';
import { commonValidity, type Validity, validityOf } from './validity.ts';

/** A chain that was found good: the key Alexa signs with, and when every certificate on the way to the anchor is valid. */
export type TrustedChain = { readonly type: 'trusted'; readonly key: KeyObject; readonly validity: Validity };

type Check = readonly [refusal: ChainRefusal, passes: (certificate: X509Certificate, now: number) => boolean];

const signerName = 'echo-api.amazon.com';
const serverAuthentication = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];
const strongCurves = ['prime256v1', 'secp384r1', 'secp521r1'];
const nameConstraints = Buffer.from('0603551d1e', 'hex');

const dates: readonly Check[] = [
  ['certificate_not_yet_valid', (certificate, now) => now >= validityOf(certificate).from],
  ['certificate_expired', (certificate, now) => now <= validityOf(certificate).until],
];

/** A certificate restricted to mail or code signing says nothing of a server's name (RFC 5280, 4.2.1.12). */
const usage: Check = [
  'certificate_usage',
  ({ keyUsage }) => !keyUsage || serverAuthentication.some((purpose) => keyUsage.includes(purpose)),
];

const leafChecks: readonly Check[] = [
  // By its subject alternative name alone, and by no wildcard.
  ['leaf_name', (leaf) => leaf.checkHost(signerName, { subject: 'never', wildcards: false }) === signerName],
  ['leaf_key', (leaf) => isRsa(leaf.publicKey)],
  ...dates,
  usage,
];

const issuerChecks: readonly Check[] = [
  ['issuer_not_ca', (issuer) => issuer.ca],
  ['issuer_key', ({ publicKey }) => isRsa(publicKey) || isStrongCurve(publicKey)],
  // node:crypto shows no name constraints (RFC 5280, 4.2.1.10); what cannot be honoured is not accepted.
  ['issuer_constrained', (issuer) => !issuer.raw.includes(nameConstraints)],
  ...dates,
  usage,
];

/**
 * Rule 5: the chain leads from Alexa's signing certificate to an anchor, each certificate issued and signed by the
 * next. It ends at the first certificate that an anchor issued; what follows is not looked at, for Amazon's chains go
 * on to old roots that are no longer shipped.
 *
 * Not checked: revocation, path lengths, the hash a link was signed with. Whoever holds the key of an unconstrained CA
 * certificate under a trusted root can issue the leaf itself, so a path length would stop nobody.
 *
 * @param chain leaf first. @param now epoch ms.
 */
export const verifyChain = (
  chain: readonly X509Certificate[],
  anchors: TrustAnchors,
  now: number,
): TrustedChain | Refused<ChainRefusal> => {
  try {
    return walk(chain, anchors, now);
  } catch {
    // OpenSSL throws on keys it cannot read.
    return refuse('chain_malformed');
  }
};

const walk = (
  chain: readonly X509Certificate[],
  anchors: TrustAnchors,
  now: number,
): TrustedChain | Refused<ChainRefusal> => {
  const [leaf, ...issuers] = chain;
  if (leaf === undefined) return refuse('chain_malformed');
  const failed = firstFailed(leafChecks, leaf, now);
  if (failed) return refuse(failed);

  const path = [leaf];
  let last = leaf;
  for (const issuer of [...issuers, null]) {
    const anchor = anchors.findIssuer(last, now);
    if (anchor) return { type: 'trusted', key: leaf.publicKey, validity: commonValidity([...path, anchor]) };
    if (issuer === null) break;
    const broken = firstFailed(issuerChecks, issuer, now) ?? brokenLink(last, issuer);
    if (broken) return refuse(broken);
    path.push(issuer);
    last = issuer;
  }
  return refuse('chain_untrusted');
};

const firstFailed = (
  checks: readonly Check[],
  certificate: X509Certificate,
  now: number,
): ChainRefusal | null => checks.find(([, passes]) => !passes(certificate, now))?.[0] ?? null;

const brokenLink = (certificate: X509Certificate, issuer: X509Certificate): ChainRefusal | null => {
  if (!certificate.checkIssued(issuer)) return 'issuer_name';
  return certificate.verify(issuer.publicKey) ? null : 'issuer_signature';
};

const isRsa = (key: KeyObject): boolean =>
  key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;

const isStrongCurve = (key: KeyObject): boolean =>
  key.asymmetricKeyType === 'ec' && strongCurves.includes(key.asymmetricKeyDetails?.namedCurve ?? '');
