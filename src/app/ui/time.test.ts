import { describe, expect, it } from 'vitest';
import { clockOffset, clockText, countdownNews, inWords, momentText, remainingUntil } from './time.ts';

describe('a countdown', () => {
  it('goes by the server’s clock, whatever the browser’s says', () => {
    const behind = 90_000;
    const offset = clockOffset(1_000_000 + behind, 999_900, 1_000_100);
    expect(offset).toBe(behind);
    expect(remainingUntil(1_210_000, 1_000_000 + offset)).toBe(120_000);
  });

  it('never goes below zero', () => {
    expect(remainingUntil(1000, 5000)).toBe(0);
  });

  it.each([
    [125_000, '2:05'],
    [124_001, '2:05'],
    [60_000, '1:00'],
    [8_200, '0:09'],
    [1, '0:01'],
    [0, '0:00'],
  ])('of %d ms shows %s', (remaining, text) => {
    expect(clockText(remaining)).toBe(text);
  });

  it('is told aloud only at its marks', () => {
    const told = [120_000, 61_000, 60_000, 45_000, 30_000, 11_000, 10_000, 1_000, 0].map(countdownNews);
    expect(told).toEqual([
      '',
      '',
      'The code runs out in 60 seconds.',
      'The code runs out in 60 seconds.',
      'The code runs out in 30 seconds.',
      'The code runs out in 30 seconds.',
      'The code runs out in 10 seconds.',
      'The code runs out in 10 seconds.',
      'The code has run out.',
    ]);
  });
});

describe('times in words', () => {
  it.each([
    [-5, 'now'],
    [1, 'in 1 second'],
    [42_000, 'in 42 seconds'],
    [150_000, 'in 3 minutes'],
    [24 * 3_600_000, 'in 24 hours'],
  ])('%d ms is %s', (remaining, words) => {
    expect(inWords(remaining)).toBe(words);
  });

  it('names today and yesterday, and leaves out the year where it is this one', () => {
    const now = new Date(2025, 10, 22, 15, 5).getTime();
    const at = (...date: [number, number, number]) => momentText(new Date(...date, 9, 12).getTime(), now);
    expect(at(2025, 10, 22)).toMatch(/^today, 9:12\sAM$/);
    expect(at(2025, 10, 21)).toMatch(/^yesterday, 9:12\sAM$/);
    expect(at(2025, 10, 3)).toMatch(/^Nov 3, 9:12\sAM$/);
    expect(at(2024, 10, 3)).toMatch(/^Nov 3, 2024, 9:12\sAM$/);
  });
});
