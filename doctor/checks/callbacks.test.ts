import { expect, it } from 'vitest';
import { answered } from '../testing/answered.ts';
import { readAuthorized } from './callbacks.ts';

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
    readAuthorized(answered(fields), 'https://tenant.test/', 'https://pod.test/wt/app/callback').type,
  ).toBe(type);
});
