import { describe, expect, it } from 'vitest';
import { createChainUrlReader, readChainUrl } from './chain-url.ts';

const verdict = (value: string): string => {
  const read = readChainUrl(value);
  return read.type === 'read' ? read.href : read.reason;
};

describe('rule 2: where the chain may be fetched from', () => {
  it.each([
    'https://s3.amazonaws.com/echo.api/echo-api-cert.pem',
    'https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem',
    'HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem',
    'https://s3.amazonaws.com/echo.api/./echo-api-cert.pem',
  ])('takes %s and gives it its one normal form', (value) => {
    expect(verdict(value)).toBe('https://s3.amazonaws.com/echo.api/echo-api-cert.pem');
  });

  it.each([
    ['http://s3.amazonaws.com/echo.api/c.pem', 'chain_url_scheme'],
    ['https://evil.example/echo.api/c.pem', 'chain_url_host'],
    ['https://s3.amazonaws.com.evil.example/echo.api/c.pem', 'chain_url_host'],
    ['https://s3.amazonaws.com./echo.api/c.pem', 'chain_url_host'],
    ['https://evil-s3.amazonaws.com/echo.api/c.pem', 'chain_url_host'],
    ['https://169.254.169.254/echo.api/c.pem', 'chain_url_host'],
    ['https://s3.amazonaws.com@evil.example/echo.api/c.pem', 'chain_url_ambiguous'],
    ['https://user:pass@s3.amazonaws.com/echo.api/c.pem', 'chain_url_ambiguous'],
    ['https://@s3.amazonaws.com/echo.api/c.pem', 'chain_url_ambiguous'],
    ['https://s3.amazonaws.com:8443/echo.api/c.pem', 'chain_url_port'],
    ['https://s3.amazonaws.com:80/echo.api/c.pem', 'chain_url_port'],
    ['https://s3.amazonaws.com:99999/echo.api/c.pem', 'chain_url_malformed'],
    ['https://s3.amazonaws.com/EcHo.aPi/c.pem', 'chain_url_path'],
    ['https://s3.amazonaws.com/echo.api', 'chain_url_path'],
    ['https://s3.amazonaws.com/echo.apix/c.pem', 'chain_url_path'],
    ['https://s3.amazonaws.com/', 'chain_url_path'],
    ['https://s3.amazonaws.com/echo.api/../bucket/c.pem', 'chain_url_ambiguous'],
    ['https://s3.amazonaws.com/echo.api/%2e%2e/bucket/c.pem', 'chain_url_ambiguous'],
    ['https://s3.amazonaws.com\\echo.api\\c.pem', 'chain_url_ambiguous'],
    ['https://s3.amazonaws.com//echo.api/c.pem', 'chain_url_ambiguous'],
    ['https://s3.amazonaws.com/echo.api//c.pem', 'chain_url_ambiguous'],
    ['https://s3.amazonaws.com/echo.api/c.pem?x=1', 'chain_url_ambiguous'],
    ['https://s3.amazonaws.com/echo.api/c.pem?', 'chain_url_ambiguous'],
    ['https://s3.amazonaws.com/echo.api/c.pem#x', 'chain_url_ambiguous'],
    ['https:s3.amazonaws.com/echo.api/c.pem', 'chain_url_malformed'],
    ['https:/s3.amazonaws.com/echo.api/c.pem', 'chain_url_malformed'],
    ['//s3.amazonaws.com/echo.api/c.pem', 'chain_url_malformed'],
    ['file:///echo.api/c.pem', 'chain_url_malformed'],
    ['https://s3.amazonaws.com/echo.api/\tc.pem', 'chain_url_malformed'],
    [' https://s3.amazonaws.com/echo.api/c.pem', 'chain_url_malformed'],
    [
      'https://s3.amazonaws.com/echo.api/c.pem, https://s3.amazonaws.com/echo.api/c.pem',
      'chain_url_malformed',
    ],
    [
      'https://s3.amazonaws.com/echo.api/c.pem,https://s3.amazonaws.com/echo.api/c.pem',
      'chain_url_ambiguous',
    ],
    ['https://ｓ３.amazonaws.com/echo.api/c.pem', 'chain_url_malformed'],
    [`https://s3.amazonaws.com/echo.api/${'a'.repeat(1024)}`, 'chain_url_malformed'],
    ['', 'chain_url_malformed'],
  ])('refuses %s', (value, reason) => {
    expect(verdict(value)).toBe(reason);
  });

  it('judges a header the same the second time, when it comes from memory', () => {
    const read = createChainUrlReader();
    const good = 'https://s3.amazonaws.com/echo.api/c.pem';
    expect([read(good), read(good)]).toEqual([readChainUrl(good), readChainUrl(good)]);
    expect([read('http://x/'), read('http://x/')].map(({ type }) => type)).toEqual(['refused', 'refused']);
  });
});
