/** What is judged without asking anybody. */
import { expect, it } from 'vitest';
import { createMask } from '../mask.ts';
import { readAuthorized } from './callbacks.ts';
import { certificateLife } from './certificate.ts';
import { compareClocks } from './clock.ts';
import { isPublicAddress } from './public-address.ts';

it.each([
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['::1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['::ffff:10.0.0.1', false],
  ['localhost', false],
] as const)('an address that somebody elsewhere reaches: %s, %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

it.each([
  [40, 'ok'],
  [14, 'ok'],
  [13, 'warning'],
  [0.5, 'fault'],
  [-3, 'fault'],
] as const)('a certificate with %s days left: %s', (days, status) => {
  expect(certificateLife('tenant.certificate', days * 86_400_000, 0).status).toBe(status);
});

const answer = (fields: object) =>
  ({
    type: 'answered',
    status: 200,
    date: 0,
    sentAt: 0,
    answeredAt: 0,
    location: null,
    json: null,
    ...fields,
  }) as const;

it.each([
  [0, 'ok'],
  [4, 'ok'],
  [-4, 'ok'],
  [20, 'warning'],
  [31, 'fault'],
  [-200, 'fault'],
] as const)('a clock that is %s s ahead: %s', (seconds, status) => {
  const at = seconds * 1000 + 500;
  expect(compareClocks('clock.tenant', answer({ sentAt: at - 300, answeredAt: at + 300 })).status).toBe(
    status,
  );
});

it('knows nothing of a clock that is not told', () => {
  expect(compareClocks('clock.skill', answer({ date: null })).status).toBe('unknown');
  expect(compareClocks('clock.skill', { type: 'failed', code: 'TIMEOUT' }).status).toBe('unknown');
});

it.each([
  [{ status: 302, location: '/u/login?state=abc' }, 'login'],
  [{ status: 302, location: 'https://accounts.example.com/login?state=abc' }, 'login'],
  [{ status: 302, location: 'https://pod.test/wt/app/callback?error=access_denied' }, 'returned'],
  [{ status: 302, location: 'https://pod.test/oops?error=invalid_request&tracking=1' }, 'refused'],
  [{ status: 200 }, 'login'],
  [{ status: 403 }, 'refused'],
  [{ status: 429 }, 'unclear'],
  [{ status: 503 }, 'unclear'],
] as const)('/authorize answering %j: %s', (fields, type) => {
  expect(
    readAuthorized(answer(fields), 'https://tenant.test/', 'https://pod.test/wt/app/callback').type,
  ).toBe(type);
});

it('lets no secret and no token through', () => {
  const mask = createMask(['hunter2hunter2', 'with & sign', null, 'short']);
  expect(mask('it is hunter2hunter2, short')).toBe('it is [secret], short');
  expect(mask('samlp|acme|dana@sayso.test and +12025550142')).toBe('samlp|acme|d…@sayso.test and …42');
  expect(mask('m…@sayso.test')).toBe('m…@sayso.test');
  expect(mask('https://x/?s=with%20%26%20sign')).toBe('https://x/?s=[secret]');
  expect(mask('Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln')).toBe('Bearer [token]');
});
