import { expect, it } from 'vitest';
import { createMask } from './mask.ts';

it.each([
  ['email|dana@sayso.test', 'email|d…@sayso.test'],
  ['users-by-email?email=dana%40sayso.test', 'users-by-email?email=d…@sayso.test'],
  ['"jürgen.müller@größe.test"', '"j…@größe.test"'],
  ["o'dana@sayso.test", "o'd…@sayso.test"],
  ['call +12025550142', 'call …42'],
  ['q=phone_number:%2B12025550142', 'q=phone_number:…42'],
  ['a key of+more than 32 bytes', 'a [secret] 32 bytes'],
  ['key%20of%2Bmore%20than', '[secret]'],
])('lets no contact and no secret through, however it is written: %s', (text, shown) => {
  expect(createMask(['key of+more than', null])(text)).toBe(shown);
});

it('is quick with a long text that only begins like an address', () => {
  const long = 'a%4'.repeat(100_000);
  expect(createMask([])(long)).toBe(long);
});
