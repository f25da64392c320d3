/** Certificate chains for tests, made with keys of their own: good ones as Amazon has them, and bad ones. */
import 'reflect-metadata';
import { sign, type webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const { subtle } = globalThis.crypto;
x509.cryptoProvider.set(globalThis.crypto);

export const dayMs = 86_400_000;
/** The tests' now. */
export const noon = Date.UTC(2026, 5, 1, 12);

const ec = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const rsa = (modulusLength: number) =>
  ({
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength,
  }) as const;

type Algorithm = typeof ec | ReturnType<typeof rsa>;
export type Keys = { readonly algorithm: Algorithm; readonly pair: webcrypto.CryptoKeyPair };

const generate = async (algorithm: Algorithm): Promise<Keys> => ({
  algorithm,
  pair: await subtle.generateKey(algorithm, true, ['sign', 'verify']),
});

/** Made once, for RSA keys take their time. */
export const keys = {
  leaf: await generate(rsa(2048)),
  weak: await generate(rsa(1024)),
  ec: await generate(ec),
  issuer: await generate(rsa(2048)),
  root: await generate(ec),
  oldRoot: await generate(ec),
  stranger: await generate(ec),
};

export type Issued = { readonly subject: string; readonly keys: Keys; readonly pem: string };

export type Wanted = {
  readonly subject: string;
  readonly keys: Keys;
  /** Itself, where left out. */
  readonly issuer?: { readonly subject: string; readonly keys: Keys };
  readonly from?: number;
  readonly until?: number;
  readonly ca?: boolean;
  readonly names?: readonly string[];
  readonly usages?: readonly string[];
  readonly extensions?: readonly x509.Extension[];
};

export const certify = async (wanted: Wanted): Promise<Issued> => {
  const issuer = wanted.issuer ?? wanted;
  const names = wanted.names ?? [];
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${wanted.subject}`,
    issuer: `CN=${issuer.subject}`,
    notBefore: new Date(wanted.from ?? noon - 30 * dayMs),
    notAfter: new Date(wanted.until ?? noon + 300 * dayMs),
    publicKey: wanted.keys.pair.publicKey,
    signingKey: issuer.keys.pair.privateKey,
    signingAlgorithm: issuer.keys.algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(wanted.ca ?? false, undefined, true),
      ...(names.length > 0
        ? [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))]
        : []),
      ...(wanted.usages ? [new x509.ExtendedKeyUsageExtension([...wanted.usages])] : []),
      ...(wanted.extensions ?? []),
    ],
  });
  return { subject: wanted.subject, keys: wanted.keys, pem: `${certificate.toString('pem')}\n` };
};

export const serverAuthentication = '1.3.6.1.5.5.7.3.1';
export const mailProtection = '1.3.6.1.5.5.7.3.4';
export const signerName = 'echo-api.amazon.com';

/** The trust anchor, as Amazon Root CA 1 is one. */
export const root = await certify({ subject: 'Test Root CA 1', keys: keys.root, ca: true });

export const issuerOf = (changes: Partial<Wanted> = {}): Promise<Issued> =>
  certify({
    subject: 'Test RSA 2048 M01',
    keys: keys.issuer,
    issuer: root,
    ca: true,
    usages: [serverAuthentication],
    ...changes,
  });

export const issuer = await issuerOf();

export const leafOf = (changes: Partial<Wanted> = {}): Promise<Issued> =>
  certify({
    subject: signerName,
    keys: keys.leaf,
    issuer,
    names: [signerName],
    usages: [serverAuthentication],
    ...changes,
  });

export const leaf = await leafOf();

/** Issued by a root older than the anchor, for the anchor's own name and key; that old root is known to nobody. */
export const crossSigned = await certify({
  subject: root.subject,
  keys: keys.root,
  issuer: { subject: 'Old Class 2 Root', keys: keys.oldRoot },
  ca: true,
});
export const oldRoot = await certify({ subject: 'Old Class 2 Root', keys: keys.oldRoot, ca: true });

export const toPem = (...chain: readonly Issued[]): string => chain.map(({ pem }) => pem).join('');

/** The four certificates of a genuine echo-api chain. */
export const genuineChain = toPem(leaf, issuer, crossSigned, oldRoot);

const leafKey = await exportKey(keys.leaf);

async function exportKey({ pair }: Keys): Promise<string> {
  return x509.PemConverter.encode(await subtle.exportKey('pkcs8', pair.privateKey), 'PRIVATE KEY');
}

/** What Alexa's header `Signature-256` holds for this body. */
export const signBody = (body: Buffer): string => sign('sha256', body, leafKey).toString('base64');
