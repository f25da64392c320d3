/**
 * The sandbox's certificates: made at the first start, kept in a directory, made anew thirty days before they expire.
 *
 * Two local roots. One is for TLS and name-constrained (RFC 5280, 4.2.1.10), so that a browser that trusts it trusts it for
 * this machine's names and no others. One is for signing Alexa requests, with an intermediate and a leaf as Amazon's chain
 * has them; no system ever needs to trust it. The roots' private keys and the intermediate's are never written down: once
 * the leaves are made nobody can issue under these roots again.
 */
import 'reflect-metadata';
import { createPrivateKey, X509Certificate as NodeCertificate, webcrypto } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';
import { readIfThere, writePrivately } from './private-file.ts';

export type Certificates = {
  readonly tls: { readonly rootPem: string; readonly key: string; readonly cert: string };
  readonly signing: {
    /** The trust anchor, for a verifier that is to believe the sandbox's Echo. */
    readonly rootPem: string;
    /** Leaf, intermediate and root, as Amazon's own file has them. */
    readonly chainPem: string;
    readonly leafKey: string;
    /** Looks like Amazon's. Nobody fetches it: whoever starts the sandbox answers it from memory with `chainPem`. */
    readonly chainUrl: string;
  };
};

export type CertificateOptions = {
  readonly directory: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

const dayMs = 86_400_000;
/** What browsers accept of a leaf; the roots live as long, for without their keys they are of no use afterwards. */
const lifetimeDays = 397;
const renewBeforeDays = 30;

const tlsNames = ['localhost', 'pod.localtest.me'] as const;
const tlsAddresses = ['127.0.0.1', '::1'] as const;
const signingName = 'echo-api.amazon.com';

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
} as const;
type Algorithm = typeof ecdsa | typeof rsa;

/** The kept certificates, or new ones where there are none, they are damaged, or they expire within thirty days. */
export const prepareCertificates = async ({ directory, now }: CertificateOptions): Promise<Certificates> => {
  const kept = await readCertificates(directory, now());
  if (kept !== null) return kept;
  // Written over the old ones, file by file: nothing that somebody else keeps there is removed.
  await mkdir(directory, { recursive: true, mode: 0o700 });
  x509.cryptoProvider.set(webcrypto);
  const [tls, signing] = await Promise.all([makeTls(now()), makeSigning(now())]);
  const texts = { ...tls, ...signing };
  for (const name of fileNames) await writePrivately(join(directory, name), texts[name]);
  return toCertificates(texts);
};

const fileNames = [
  'tls-root.pem',
  'tls-leaf.pem',
  'tls-leaf-key.pem',
  'signing-root.pem',
  'signing-chain.pem',
  'signing-leaf-key.pem',
] as const;
type Texts = Readonly<Record<(typeof fileNames)[number], string>>;

const toCertificates = (texts: Texts): Certificates => ({
  tls: { rootPem: texts['tls-root.pem'], key: texts['tls-leaf-key.pem'], cert: texts['tls-leaf.pem'] },
  signing: {
    rootPem: texts['signing-root.pem'],
    chainPem: texts['signing-chain.pem'],
    leafKey: texts['signing-leaf-key.pem'],
    chainUrl: chainUrlOf(texts['signing-chain.pem']),
  },
});

export const chainUrlOf = (chainPem: string): string => {
  const fingerprint = new NodeCertificate(chainPem).fingerprint256.replaceAll(':', '').toLowerCase();
  return `https://s3.amazonaws.com/echo.api/sayso-sandbox-${fingerprint.slice(0, 16)}.pem`;
};

const readCertificates = async (directory: string, at: number): Promise<Certificates | null> => {
  const texts = {
    'tls-root.pem': '',
    'tls-leaf.pem': '',
    'tls-leaf-key.pem': '',
    'signing-root.pem': '',
    'signing-chain.pem': '',
    'signing-leaf-key.pem': '',
  };
  for (const name of fileNames) texts[name] = (await readIfThere(join(directory, name))) ?? '';
  return isUsable(texts, at) ? toCertificates(texts) : null;
};

/** A key that does not belong to its certificate, a damaged or a missing file: all make the whole set useless. */
const isUsable = (texts: Texts, at: number): boolean => {
  try {
    const [tlsRoot, tlsLeaf, signingRoot, signingLeaf] = [
      new NodeCertificate(texts['tls-root.pem']),
      new NodeCertificate(texts['tls-leaf.pem']),
      new NodeCertificate(texts['signing-root.pem']),
      new NodeCertificate(texts['signing-chain.pem']),
    ];
    return (
      [tlsRoot, tlsLeaf, signingRoot, signingLeaf].every((certificate) => isCurrent(certificate, at)) &&
      tlsLeaf.verify(tlsRoot.publicKey) &&
      tlsLeaf.checkPrivateKey(createPrivateKey(texts['tls-leaf-key.pem'])) &&
      // The chain carries its root: of two starts that wrote at once, one set may bear the other's.
      texts['signing-chain.pem'].trimEnd().endsWith(texts['signing-root.pem'].trim()) &&
      signingLeaf.checkPrivateKey(createPrivateKey(texts['signing-leaf-key.pem']))
    );
  } catch {
    return false;
  }
};

const isCurrent = ({ validFrom, validTo }: NodeCertificate, at: number): boolean =>
  Date.parse(validFrom) <= at && Date.parse(validTo) - at > renewBeforeDays * dayMs;

const makeTls = async (at: number) => {
  const root = await makeRoot('Sayso sandbox TLS root, this machine only', ecdsa, at, [nameConstraints()]);
  const leaf = await issue({
    subject: 'localhost',
    issuer: root,
    algorithm: ecdsa,
    at,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        ...tlsNames.map((value) => ({ type: 'dns' as const, value })),
        ...tlsAddresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  });
  return {
    'tls-root.pem': toPem([root]),
    'tls-leaf.pem': toPem([leaf]),
    'tls-leaf-key.pem': await exportKey(leaf),
  };
};

const makeSigning = async (at: number) => {
  const root = await makeRoot('Sayso sandbox request signing root', ecdsa, at, []);
  const intermediate = await issue({
    subject: 'Sayso sandbox request signing intermediate',
    issuer: root,
    algorithm: ecdsa,
    at,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  const leaf = await issue({
    subject: signingName,
    issuer: intermediate,
    algorithm: rsa,
    at,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: signingName }])],
  });
  return {
    'signing-root.pem': toPem([root]),
    'signing-chain.pem': toPem([leaf, intermediate, root]),
    'signing-leaf-key.pem': await exportKey(leaf),
  };
};

/** DNS subtrees cover a name and what lies under it; addresses are an address followed by a full mask. */
const nameConstraints = (): x509.Extension => {
  const permitted = [
    ...tlsNames.map((name) => new GeneralName({ dNSName: name })),
    new GeneralName({ iPAddress: '127.0.0.1/32' }),
    new GeneralName({ iPAddress: '::1/128' }),
  ].map((base) => new GeneralSubtree({ base }));
  const constraints = new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permitted) });
  return new x509.Extension('2.5.29.30', true, AsnConvert.serialize(constraints));
};

type Issued = {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly algorithm: Algorithm;
};

const makeRoot = async (
  name: string,
  algorithm: Algorithm,
  at: number,
  extensions: readonly x509.Extension[],
): Promise<Issued> => {
  const keys = await generateKeys(algorithm);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name.replaceAll(',', '\\,')}`,
    ...validity(at),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...extensions,
    ],
  });
  return { certificate, keys, algorithm };
};

const issue = async (wanted: {
  readonly subject: string;
  readonly issuer: Issued;
  readonly algorithm: Algorithm;
  readonly at: number;
  readonly extensions: readonly x509.Extension[];
}): Promise<Issued> => {
  const { issuer, algorithm } = wanted;
  const keys = await generateKeys(algorithm);
  const isAuthority = wanted.extensions.some(
    (extension) => extension instanceof x509.BasicConstraintsExtension,
  );
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${wanted.subject}`,
    issuer: issuer.certificate.subjectName,
    ...validity(wanted.at),
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: issuer.algorithm,
    extensions: [
      new x509.KeyUsagesExtension(
        isAuthority ? x509.KeyUsageFlags.keyCertSign : x509.KeyUsageFlags.digitalSignature,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
      ...wanted.extensions,
    ],
  });
  return { certificate, keys, algorithm };
};

/** Valid from a day ago: a clock set back a little does not make the sandbox fail. */
const validity = (at: number) => ({
  notBefore: new Date(at - dayMs),
  notAfter: new Date(at + lifetimeDays * dayMs),
});

const generateKeys = (algorithm: Algorithm): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const exportKey = async ({ keys }: Issued): Promise<string> =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');

const toPem = (issued: readonly Issued[]): string =>
  `${issued.map(({ certificate }) => certificate.toString('pem')).join('\n')}\n`;
