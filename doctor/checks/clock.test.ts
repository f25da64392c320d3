import { expect, it } from 'vitest';
import { answered } from '../testing/answered.ts';
import { compareClocks } from './clock.ts';

it.each([
  [0, 'ok'],
  [4, 'ok'],
  [-4, 'ok'],
  [20, 'warning'],
  [31, 'fault'],
  [-200, 'fault'],
] as const)('a clock that is %s s ahead: %s', (seconds, status) => {
  const at = seconds * 1000 + 500;
  expect(compareClocks('clock.tenant', answered({ sentAt: at - 300, answeredAt: at + 300 })).status).toBe(
    status,
  );
});

it('knows nothing of a clock that is not told', () => {
  expect(compareClocks('clock.skill', answered({ date: null })).status).toBe('unknown');
  expect(compareClocks('clock.skill', { type: 'failed', code: 'TIMEOUT' }).status).toBe('unknown');
});
