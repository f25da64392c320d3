import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { isValidAt } from './validity.ts';

/** The root certificates a chain may end in, ready to be looked up by name. */
export type TrustAnchors = {
  /** The anchor that issued this certificate: by name, by signature, and valid at `now` (epoch ms). */
  readonly findIssuer: (certificate: X509Certificate, now: number) => X509Certificate | null;
};

/**
 * @param certificates PEM. Alexa asks for "a chain of trust to a trusted root CA" and names none, so production passes
 *   `bundledRoots`; the sandbox adds its own, for a verifier that sees loopback requests only (`loopback.ts`).
 */
export const createTrustAnchors = (certificates: readonly string[]): TrustAnchors => {
  const bySubject = new Map<string, X509Certificate[]>();
  for (const pem of certificates) {
    const anchor = new X509Certificate(pem);
    bySubject.set(anchor.subject, [...(bySubject.get(anchor.subject) ?? []), anchor]);
  }
  return {
    findIssuer: (certificate, now) =>
      bySubject
        .get(certificate.issuer)
        ?.find(
          (anchor) =>
            anchor.ca &&
            isValidAt(anchor, now) &&
            certificate.checkIssued(anchor) &&
            certificate.verify(anchor.publicKey),
        ) ?? null,
  };
};

/** The roots that Node ships (Mozilla's list), PEM; `NODE_EXTRA_CA_CERTS` and the system's own are not among them. */
export const bundledRoots: readonly string[] = rootCertificates;
