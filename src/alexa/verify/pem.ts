import { X509Certificate } from 'node:crypto';
import { type ChainRefusal, type Refused, refuse } from './refusals.ts';

export type PemChain = { readonly type: 'read'; readonly certificates: readonly X509Certificate[] };

/** Alexa's chains have three or four. */
const longestChain = 10;

const block = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** A chain as Alexa publishes it: PEM certificates (RFC 7468), leaf first, white space between them, nothing else. */
export const readPemChain = (pem: string): PemChain | Refused<ChainRefusal> => {
  const blocks = [...pem.matchAll(block)];
  if (blocks.length === 0 || pem.replace(block, '').trim() !== '') return refuse('chain_malformed');
  if (blocks.length > longestChain) return refuse('chain_too_long');
  const certificates = [];
  for (const [, encoded = ''] of blocks) {
    const certificate = readCertificate(Buffer.from(encoded, 'base64'));
    if (certificate === null) return refuse('chain_malformed');
    certificates.push(certificate);
  }
  return { type: 'read', certificates };
};

const readCertificate = (der: Buffer): X509Certificate | null => {
  try {
    const certificate = new X509Certificate(der);
    // OpenSSL stops reading where the certificate ends; bytes behind it are nobody's.
    return certificate.raw.equals(der) ? certificate : null;
  } catch {
    return null;
  }
};
