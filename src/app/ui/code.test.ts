import { describe, expect, it } from 'vitest';
import { readTypedCode } from './code.ts';

describe('a typed code', () => {
  it.each([
    '482109',
    ' 482109 ',
    '482 109',
    '48 21 09',
    '482-109',
    '482\u2013109',
    '482\u00a0109',
    '4.8.2.1.0.9',
    '４８２１０９',
  ])('is read from %j', (typed) => {
    expect(readTypedCode(typed)).toEqual({ type: 'code', code: '482109' });
  });

  it('stays a string: zeros in front are digits like others', () => {
    expect(readTypedCode('000 042')).toEqual({ type: 'code', code: '000042' });
  });

  it.each([
    ['', 'Type the code that we sent you.'],
    ['   ', 'Type the code that we sent you.'],
    ['banana', 'A code has only digits. Type it as you received it.'],
    ['12345', 'A code has six digits, and this has 5. Type it as you received it.'],
    ['1234567', 'A code has six digits, and this has 7. Type it as you received it.'],
  ])('%j is none, and the person is told what to do', (typed, message) => {
    expect(readTypedCode(typed)).toEqual({ type: 'problem', message });
  });
});
