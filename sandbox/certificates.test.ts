import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Certificates, prepareCertificates } from './certificates.ts';

const dayMs = 86_400_000;
const now = () => Date.now();
let home: string;
let directory: string;
let certificates: Certificates;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sayso-certificates-'));
  directory = join(home, 'certificates');
  certificates = await prepareCertificates({ directory, now });
});
afterAll(() => rm(home, { recursive: true }));

describe('the TLS leaf', () => {
  test('serves this machine’s names to whoever trusts its root, and to nobody else', async () => {
    const { rootPem, key, cert } = certificates.tls;
    const server = createServer({ key, cert }, (_request, response) => response.end('hello'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const trusting = new Agent({ connect: { ca: rootPem } });
    try {
      for (const host of ['localhost', '127.0.0.1']) {
        const response = await fetch(`https://${host}:${port}/`, { dispatcher: trusting });
        expect(await response.text()).toBe('hello');
      }
      await expect(fetch(`https://localhost:${port}/`)).rejects.toThrow();
    } finally {
      await trusting.close();
      server.close();
    }
  });

  test('names pod.localtest.me too, and its root may vouch for no other name', () => {
    const leaf = new X509Certificate(certificates.tls.cert);
    expect(leaf.subjectAltName).toBe(
      'DNS:localhost, DNS:pod.localtest.me, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    const root = new X509Certificate(certificates.tls.rootPem);
    expect(leaf.verify(root.publicKey)).toBe(true);
    const constraint = Buffer.from('localhost');
    expect(root.raw.includes(constraint)).toBe(true);
    expect(root.raw.includes(Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x1e, 0x01, 0x01, 0xff]))).toBe(true);
  });
});

describe('the signing chain', () => {
  test('is leaf, intermediate, root, each signed by the next', () => {
    const chain = splitPem(certificates.signing.chainPem).map((pem) => new X509Certificate(pem));
    expect(chain).toHaveLength(3);
    const [leaf, intermediate, root] = chain;
    if (!leaf || !intermediate || !root) throw new Error('three certificates expected');
    expect(leaf.subjectAltName).toBe('DNS:echo-api.amazon.com');
    expect(leaf.publicKey.asymmetricKeyType).toBe('rsa');
    expect(leaf.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey)).toBe(true);
    expect(intermediate.checkIssued(root) && intermediate.verify(root.publicKey)).toBe(true);
    expect([leaf.ca, intermediate.ca, root.ca]).toEqual([false, true, true]);
    const publicKey = createPublicKey(createPrivateKey(certificates.signing.leafKey));
    expect(publicKey.equals(leaf.publicKey)).toBe(true);
  });

  test('has an address like Amazon’s and shares no root with TLS', () => {
    expect(certificates.signing.chainUrl).toMatch(
      /^https:\/\/s3\.amazonaws\.com\/echo\.api\/sayso-sandbox-[0-9a-f]{16}\.pem$/,
    );
    expect(certificates.signing.rootPem).not.toBe(certificates.tls.rootPem);
  });
});

describe('on disk', () => {
  test('keys are for their owner only, and no root’s key is kept', async () => {
    for (const name of ['tls-leaf-key.pem', 'signing-leaf-key.pem']) {
      expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
    }
    const rootKey = join(directory, 'tls-root-key.pem');
    await expect(readFile(rootKey)).rejects.toThrow('ENOENT');
  });

  test('a second start finds the same certificates', async () => {
    expect(await prepareCertificates({ directory, now })).toEqual(certificates);
  });

  test('thirty days before they expire they are made anew', async () => {
    const other = join(home, 'renewed');
    const first = await prepareCertificates({ directory: other, now });
    const unchanged = await prepareCertificates({ directory: other, now: () => now() + 366 * dayMs });
    expect(unchanged).toEqual(first);
    const renewed = await prepareCertificates({ directory: other, now: () => now() + 368 * dayMs });
    expect(renewed.tls.cert).not.toBe(first.tls.cert);
    expect(renewed.signing.chainUrl).not.toBe(first.signing.chainUrl);
  });

  test('a damaged file is replaced', async () => {
    const other = join(home, 'damaged');
    await prepareCertificates({ directory: other, now });
    await writeFile(join(other, 'tls-leaf.pem'), '-----BEGIN CERT');
    const remade = await prepareCertificates({ directory: other, now });
    expect(new X509Certificate(remade.tls.cert).subject).toBe('CN=localhost');
  });

  test.each(['tls-root.pem', 'tls-leaf.pem', 'signing-root.pem', 'signing-chain.pem'])(
    'a set whose %s is of another start is made anew',
    async (name) => {
      const other = join(home, `mixed-${name}`);
      await prepareCertificates({ directory: other, now });
      const foreign = await readFile(join(directory, name), 'utf8');
      await writeFile(join(other, name), foreign);
      const remade = await prepareCertificates({ directory: other, now });
      expect(await readFile(join(other, name), 'utf8')).not.toBe(foreign);
      expect(remade.signing.chainPem.trimEnd().endsWith(remade.signing.rootPem.trim())).toBe(true);
    },
  );

  test('what somebody else keeps in the directory stays', async () => {
    const shared = join(home, 'shared');
    await mkdir(shared);
    await writeFile(join(shared, 'my-bank.pem'), 'mine');
    await prepareCertificates({ directory: shared, now });
    expect(await readFile(join(shared, 'my-bank.pem'), 'utf8')).toBe('mine');
  });
});

const splitPem = (text: string): readonly string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
