import { describe, expect, it } from 'vitest';
import type { Answer } from './ask.ts';
import { errorName, grantOutcome, startOutcome } from './outcomes.ts';

const answered = (status: number, body: unknown = {}): Answer => ({
  type: 'answered',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('a start', () => {
  it.each([
    ['200', answered(200), { type: 'sent' }],
    ['204, as the SDK takes it', answered(204, ''), { type: 'sent' }],
    ['429', answered(429, { error: 'too_many_requests' }), { type: 'not_sent', cause: 'rate_limited' }],
    [
      '400 sms_provider_error',
      answered(400, { error: 'sms_provider_error' }),
      { type: 'not_sent', cause: 'refused' },
    ],
    [
      '400 bad.connection',
      answered(400, { error: 'bad.connection' }),
      { type: 'not_sent', cause: 'refused' },
    ],
    [
      '400 bad.phone_number',
      answered(400, { error: 'bad.phone_number' }),
      { type: 'not_sent', cause: 'refused' },
    ],
    ['401, a bad secret', answered(401), { type: 'not_sent', cause: 'refused' }],
    ['408, somebody on the way gave up', answered(408), { type: 'unknown' }],
    ['302, not followed', answered(302), { type: 'unknown' }],
    ['500', answered(500, '<html>'), { type: 'unknown' }],
    ['503', answered(503), { type: 'unknown' }],
    ['no connection', { type: 'not_asked' }, { type: 'not_sent', cause: 'unreachable' }],
    ['no answer', { type: 'lost' }, { type: 'unknown' }],
  ] as const)('%s', (_, answer, outcome) => {
    expect(startOutcome(answer)).toEqual(outcome);
  });
});

describe('a check', () => {
  const invalidGrant = (description?: string) =>
    answered(403, { error: 'invalid_grant', error_description: description });

  it.each([
    ['wrong text message code', invalidGrant('Wrong phone number or verification code.'), 'wrong'],
    ['wrong mailed code', invalidGrant('Wrong email or verification code.'), 'wrong'],
    ['a text nobody knows', invalidGrant('Nope.'), 'wrong'],
    ['no text at all', invalidGrant(), 'wrong'],
    [
      'attempts used up',
      invalidGrant("You've reached the maximum number of attempts. Please try to login again."),
      'spent',
    ],
    ['expired', invalidGrant('The verification code has expired. Please try to login again.'), 'spent'],
    ['401', answered(401, { error: 'invalid_client' }), 'not_evaluated'],
    ['429', answered(429, { error: 'too_many_attempts' }), 'not_evaluated'],
    ['grant not enabled', answered(403, { error: 'unauthorized_client' }), 'not_evaluated'],
    ['a second factor wanted', answered(403, { error: 'mfa_required', mfa_token: 'x' }), 'not_evaluated'],
    ['no connection', { type: 'not_asked' }, 'not_evaluated'],
    ['no answer', { type: 'lost' }, 'unknown'],
    ['500', answered(500), 'unknown'],
    ['503 with a page', answered(503, '<html>'), 'unknown'],
    ['302, not followed', answered(302), 'unknown'],
    ['403 with a page', answered(403, '<html>'), 'unknown'],
    ['403 access_denied, after the code was taken', answered(403, { error: 'access_denied' }), 'unknown'],
    ['200 with a page', answered(200, '<html>'), 'unknown'],
    ['200 with half a body', answered(200, '{"access_token":"ey'), 'unknown'],
    ['200 with a list', answered(200, []), 'unknown'],
  ] as const)('%s', (_, answer, type) => {
    expect(grantOutcome(answer)).toEqual({ type });
  });

  it('hands on the id_token of a taken code, and says where there is none', () => {
    const tokens = { access_token: 'a', id_token: 'i' };
    expect(grantOutcome(answered(200, tokens))).toEqual({ type: 'taken', idToken: 'i' });
    expect(grantOutcome(answered(200, { access_token: 'a' }))).toEqual({ type: 'taken', idToken: null });
  });
});

it('logs the name of an error and never its text', () => {
  expect(errorName(answered(400, { error: 'bad.phone_number', error_description: '+1555' }))).toBe(
    'bad.phone_number',
  );
  expect(errorName(answered(400, { error: 'no user +12025550142' }))).toBeNull();
  expect(errorName(answered(400, '<html>'))).toBeNull();
  expect(errorName({ type: 'lost' })).toBe('lost');
});
