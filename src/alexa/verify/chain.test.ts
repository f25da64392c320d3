import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { verifyChain } from './chain.ts';
import { readPemChain } from './pem.ts';
import {
  certify,
  crossSigned,
  dayMs,
  genuineChain,
  issuer,
  issuerOf,
  keys,
  leaf,
  leafOf,
  mailProtection,
  noon,
  oldRoot,
  root,
  signerName,
  toPem,
} from './testing/chains.ts';
import { nameConstraintsFor } from './testing/name-constraints.ts';
import { bundledRoots, createTrustAnchors } from './trust-anchors.ts';

const judge = (pem: string, anchors = [root.pem], now = noon): string => {
  const read = readPemChain(pem);
  if (read.type === 'refused') return read.reason;
  const judged = verifyChain(read.certificates, createTrustAnchors(anchors), now);
  return judged.type === 'refused' ? judged.reason : judged.type;
};

it('trusts a genuine four-certificate chain whose last root nobody knows, by an anchor in the middle', () => {
  expect(judge(genuineChain)).toBe('trusted');
});

it('trusts a chain that ends before, at or after the anchor', () => {
  expect(judge(toPem(leaf, issuer))).toBe('trusted');
  expect(judge(toPem(leaf, issuer, root))).toBe('trusted');
  expect(judge(toPem(leaf, issuer, root, oldRoot))).toBe('trusted');
});

it('trusts it by the old root too, where that is the anchor', () => {
  expect(judge(genuineChain, [oldRoot.pem])).toBe('trusted');
});

it('does not trust it by the roots that Node ships, nor by none', () => {
  expect(judge(genuineChain, [...bundledRoots])).toBe('chain_untrusted');
  expect(judge(genuineChain, [])).toBe('chain_untrusted');
});

it('finds Amazon and DigiCert among the roots that Node ships', () => {
  const subjects = bundledRoots.map((pem) => new X509Certificate(pem).subject);
  expect(
    subjects.filter((subject) => /CN=Amazon Root CA 1|CN=DigiCert Global Root G2/.test(subject)),
  ).toHaveLength(2);
});

it('is not fooled by an anchor that is appended without having issued anything', async () => {
  const forged = await leafOf({ issuer: { subject: 'Stranger', keys: keys.stranger } });
  expect(judge(toPem(forged, root))).toBe('issuer_name');
});

it("is not fooled by an anchor's name on another key", async () => {
  const impostor = await certify({ subject: root.subject, keys: keys.stranger, ca: true });
  const forged = await leafOf({ issuer: impostor });
  expect(judge(toPem(forged, impostor))).toBe('chain_untrusted');
  expect(judge(toPem(forged, root))).toBe('issuer_signature');
});

it('refuses an intermediate that is no CA', async () => {
  const plain = await issuerOf({ ca: false });
  expect(judge(toPem(leaf, plain))).toBe('issuer_not_ca');
});

it('refuses a genuine leaf that signs another leaf', async () => {
  const forged = await leafOf({ issuer: leaf, keys: keys.stranger });
  expect(judge(toPem(forged, leaf, issuer))).toBe('leaf_key');
  const forgedRsa = await leafOf({ issuer: leaf, keys: keys.issuer });
  expect(judge(toPem(forgedRsa, leaf, issuer))).toBe('issuer_not_ca');
});

it('refuses a link whose issuer has another name, and one out of order', async () => {
  const renamed = await issuerOf({ subject: 'Test RSA 2048 M02' });
  expect(judge(toPem(leaf, renamed))).toBe('issuer_name');
  expect(judge(toPem(issuer, leaf))).toBe('leaf_name');
});

it('refuses a leaf with a key that is short or not RSA, and an intermediate with a short one', async () => {
  expect(judge(toPem(await leafOf({ keys: keys.weak }), issuer))).toBe('leaf_key');
  expect(judge(toPem(await leafOf({ keys: keys.ec }), issuer))).toBe('leaf_key');
  const weakIssuer = await issuerOf({ keys: keys.weak });
  expect(judge(toPem(await leafOf({ issuer: weakIssuer }), weakIssuer))).toBe('issuer_key');
});

it.each([
  ['none', []],
  ['another', ['echo-api.amazon.com.evil.example']],
  ['a wildcard', ['*.amazon.com']],
])('refuses a leaf with %s for a subject alternative name', async (_which, names) => {
  expect(judge(toPem(await leafOf({ names }), issuer))).toBe('leaf_name');
});

it('takes a leaf that has other names besides', async () => {
  expect(judge(toPem(await leafOf({ names: ['a.amazon.com', signerName] }), issuer))).toBe('trusted');
});

it('refuses certificates for other uses, and those it cannot hold to their constraints', async () => {
  expect(judge(toPem(await leafOf({ usages: [mailProtection] }), issuer))).toBe('certificate_usage');
  const forMail = await issuerOf({ usages: [mailProtection] });
  expect(judge(toPem(leaf, forMail))).toBe('certificate_usage');
  const constrained = await issuerOf({ extensions: [nameConstraintsFor('customer.example')] });
  expect(judge(toPem(leaf, constrained))).toBe('issuer_constrained');
});

it('wants every certificate of the way valid: leaf, intermediate and anchor', async () => {
  const past = { from: noon - 9 * dayMs, until: noon - 1000 };
  const future = { from: noon + 1000, until: noon + 9 * dayMs };
  expect(judge(toPem(await leafOf(past), issuer))).toBe('certificate_expired');
  expect(judge(toPem(await leafOf(future), issuer))).toBe('certificate_not_yet_valid');
  expect(judge(toPem(leaf, await issuerOf(past)))).toBe('certificate_expired');
  expect(judge(toPem(leaf, await issuerOf(future)))).toBe('certificate_not_yet_valid');
  const expiredRoot = await certify({ subject: root.subject, keys: keys.root, ca: true, ...past });
  expect(judge(toPem(leaf, issuer), [expiredRoot.pem])).toBe('chain_untrusted');
});

it('does not look at what follows the anchor', async () => {
  const expired = await certify({
    subject: 'Old Class 2 Root',
    keys: keys.oldRoot,
    ca: true,
    until: noon - 1,
  });
  expect(judge(toPem(leaf, issuer, crossSigned, expired))).toBe('trusted');
});

it('says until when the whole way is valid', async () => {
  const short = await issuerOf({ until: noon + dayMs });
  const read = readPemChain(toPem(leaf, short));
  if (read.type === 'refused') throw new Error(read.reason);
  const judged = verifyChain(read.certificates, createTrustAnchors([root.pem]), noon);
  expect(judged).toMatchObject({ validity: { until: noon + dayMs } });
});
