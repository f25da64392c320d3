import { describe, expect, it } from 'vitest';
import { everyFailure } from '../../test/fakes/failures.ts';
import { noon } from '../../test/fakes/states.ts';
import { failureText, inTime, noticeText } from './page-text.ts';

describe('what a page says', () => {
  it.each(Object.values(everyFailure))('about $type is whole sentences without secrets', (failure) => {
    const text = failureText(failure, noon);
    expect(text).toMatch(/^[A-Z].*[.]$/);
    expect(text).not.toMatch(/undefined|null|secret|_/);
  });

  it('counts time as a person would', () => {
    const after = (seconds: number) => inTime(noon + seconds * 1000, noon);
    expect([0, 1, 59, 100, 900, 7200].map(after)).toEqual([
      'now',
      'in one second',
      'in 59 seconds',
      'in 2 minutes',
      'in 15 minutes',
      'in 2 hours',
    ]);
  });

  it('knows its own notices alone', () => {
    expect(noticeText('cancelled')).toContain('Cancelled');
    for (const name of ['__proto__', 'constructor', '<b>', undefined]) expect(noticeText(name)).toBeNull();
  });
});
