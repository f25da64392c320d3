import { describe, expect, it } from 'vitest';
import { type Asked, readAsked } from './session-memory.ts';

const asked: readonly Asked[] = [
  { type: 'wish' },
  { type: 'code' },
  { type: 'rest_of_code', digits: '482' },
  { type: 'leading_zero', digits: '48210' },
  { type: 'new_code' },
  { type: 'leave_or_cancel' },
  { type: 'value', command: 'OrderPizza', value: 'size', understood: { toppings: ['ham'] } },
];

describe('what the last answer asked', () => {
  it.each(asked)('comes back as it was kept: $type', (memory) => {
    expect(readAsked(JSON.parse(JSON.stringify({ asked: memory })))).toEqual(memory);
  });

  it.each([
    undefined,
    {},
    { asked: null },
    { asked: 'code' },
    { asked: [] },
    { asked: { type: 'confirm' } },
    { asked: { type: 'constructor' } },
    { asked: { type: 'rest_of_code', digits: '4821' } },
    { asked: { type: 'rest_of_code', digits: ['4', '8', '2'] } },
    { asked: { type: 'leading_zero', digits: 48210 } },
    { asked: { type: 'leading_zero', digits: '4821x' } },
    { asked: { type: 'value', command: 'OrderPizza' } },
    { other: { type: 'code' } },
  ])('is nothing where it is not ours: %j', (attributes) => {
    expect(readAsked(attributes)).toBeNull();
  });

  it('keeps only ids that are text', () => {
    const memory = { type: 'value', command: 'c', value: 'v', understood: { a: ['x', 1, null], b: 'y' } };
    expect(readAsked({ asked: memory })).toMatchObject({ understood: { a: ['x'], b: [] } });
  });
});
