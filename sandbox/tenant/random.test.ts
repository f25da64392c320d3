import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('every digit occurs in every place, each about as often', () => {
  const random = createRandom(randomBytes);
  const draws = 20_000;
  const counts = Array.from({ length: 6 }, () => Array.from({ length: 10 }, () => 0));
  for (let draw = 0; draw < draws; draw += 1)
    for (const [place, digit] of [...random.digits(6)].entries()) {
      const row = counts[place] ?? [];
      row[Number(digit)] = (row[Number(digit)] ?? 0) + 1;
    }
  const expected = draws / 10;
  for (const row of counts) {
    const chiSquare = row.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 9 degrees of freedom: beyond 50 once in ten million runs.
    expect(chiSquare).toBeLessThan(50);
  }
});

test('a word that would favour low digits is drawn again', () => {
  const words = [0xff_ff_ff_ff, 7];
  const random = createRandom((size) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUInt32BE(words.shift() ?? 0);
    return bytes;
  });
  expect(random.digits(1)).toBe('7');
  expect(words).toHaveLength(0);
});
