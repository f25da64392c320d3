import { expect, it } from 'vitest';
import { readTimestamp } from './timestamp.ts';

const now = Date.UTC(2026, 5, 1, 12);

const verdict = (timestamp: unknown, requestType = 'IntentRequest'): string => {
  const read = readTimestamp({ type: 'read', json: {}, requestType, requestId: 'r', timestamp }, now);
  return read.type === 'read' ? 'read' : read.reason;
};
const secondsAgo = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

it('takes 150 s either way and not a second more', () => {
  expect([149, 150, 151].map((age) => verdict(secondsAgo(age)))).toEqual(['read', 'read', 'timestamp_old']);
  expect([-150, -151].map((age) => verdict(secondsAgo(age)))).toEqual(['read', 'timestamp_ahead']);
});

it('takes a skill event for an hour, but none from the future', () => {
  const event = 'AlexaSkillEvent.SkillDisabled';
  expect([3600, 3601].map((age) => verdict(secondsAgo(age), event))).toEqual(['read', 'timestamp_old']);
  expect(verdict(secondsAgo(-151), event)).toBe('timestamp_ahead');
  expect(verdict(secondsAgo(3600), 'AlexaSkillEventX')).toBe('timestamp_old');
});

it('reads other ways of writing the same instant', () => {
  expect(verdict('2026-06-01T12:00:00Z')).toBe('read');
  expect(verdict('2026-06-01T14:00:00.123456+02:00')).toBe('read');
});

it.each([
  ['garbage'],
  [''],
  ['2026-06-01'],
  ['2026-06-01T12:00:00'],
  ['2026-13-01T12:00:00Z'],
  ['2026-06-01T99:00:00Z'],
  [now],
  [['2026-06-01T12:00:00Z']],
  [{}],
  [true],
])('refuses %j', (timestamp) => {
  expect(verdict(timestamp)).toBe('timestamp_malformed');
});
