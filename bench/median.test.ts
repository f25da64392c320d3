import { expect, it } from 'vitest';
import { median } from './median.ts';

it('is the middle value, whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4])).toBe(4);
  expect(median([10, 1, 2, 3])).toBe(2.5);
  expect(() => median([])).toThrow();
});
