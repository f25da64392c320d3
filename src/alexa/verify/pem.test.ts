import { expect, it } from 'vitest';
import { readPemChain } from './pem.ts';
import { issuer, leaf, toPem } from './testing/chains.ts';

const verdict = (pem: string): string | number => {
  const read = readPemChain(pem);
  return read.type === 'read' ? read.certificates.length : read.reason;
};
const der = (pem: string): Buffer => Buffer.from(pem.replace(/-----[A-Z ]+-----/g, ''), 'base64');
const encode = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64')}\n-----END CERTIFICATE-----\n`;

it('reads certificates one after the other, with any line ends', () => {
  expect(verdict(toPem(leaf, issuer))).toBe(2);
  expect(verdict(toPem(leaf, issuer).replaceAll('\n', '\r\n'))).toBe(2);
  expect(verdict(`\n${leaf.pem}\n\n${issuer.pem}\n`)).toBe(2);
});

it('reads ten and no more', () => {
  expect(verdict(leaf.pem.repeat(10))).toBe(10);
  expect(verdict(leaf.pem.repeat(11))).toBe('chain_too_long');
});

it.each([
  ['nothing', ''],
  ['text', 'not found'],
  ['a page', '<html><body>Sign in to the network</body></html>'],
  ['an empty certificate', encode(Buffer.alloc(0))],
  ['garbage in a certificate', encode(Buffer.from('garbage'))],
  ['a certificate cut off', encode(der(leaf.pem).subarray(0, 300))],
  ['a certificate with bytes behind it', encode(Buffer.concat([der(leaf.pem), Buffer.from('more')]))],
  ['garbage behind a certificate', `${leaf.pem}garbage`],
  ['a private key beside it', `${leaf.pem}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`],
  ['a certificate that never ends', leaf.pem.replace(/-----END.*/, '')],
])('refuses %s', (_what, pem) => {
  expect(verdict(pem)).toBe('chain_malformed');
});
