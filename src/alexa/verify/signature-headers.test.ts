import { expect, it } from 'vitest';
import { readSignatureHeaders } from './signature-headers.ts';

const url = ['SignatureCertChainUrl', 'https://s3.amazonaws.com/echo.api/c.pem'];
const signature = Buffer.alloc(256, 7).toString('base64');

const verdict = (...rawHeaders: string[]): string => {
  const read = readSignatureHeaders(rawHeaders);
  return read.type === 'read' ? 'read' : read.reason;
};

it('reads both headers, whatever their case', () => {
  expect(verdict('Signature-256', signature, ...url)).toBe('read');
  expect(verdict('signature-256', signature, 'SIGNATURECERTCHAINURL', 'x')).toBe('read');
});

it('wants each exactly once, even where both copies agree', () => {
  expect(verdict(...url)).toBe('signature_missing');
  expect(verdict('Signature-256', '', ...url)).toBe('signature_missing');
  expect(verdict('Signature-256', signature)).toBe('chain_url_missing');
  expect(verdict('Signature-256', signature, ...url, 'signature-256', signature)).toBe('signature_repeated');
  expect(verdict('Signature-256', signature, ...url, ...url)).toBe('chain_url_repeated');
});

it.each([
  ['base64url', signature.replaceAll('B', '-')],
  ['without its padding', signature.replace(/=+$/, '')],
  ['with a space in it', `${signature.slice(0, 8)} ${signature.slice(8)}`],
  ['joined by a gateway', `${signature}, ${signature}`],
  ['endless', 'A'.repeat(100_000)],
])('refuses a signature that is %s', (_how, value) => {
  expect(verdict('Signature-256', value, ...url)).toBe('signature_malformed');
});
