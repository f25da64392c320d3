import { describe, expect, it } from 'vitest';
import { readSpokenCode } from './spoken-code.ts';

const code = (digits: string) => ({ type: 'code', code: digits });

describe('a spoken code', () => {
  it.each([
    // As AMAZON.NUMBER hands it over, and as people or simulators type it.
    ['482109', '482109'],
    ['4 8 2 1 0 9', '482109'],
    ['48 21 09', '482109'],
    ['482 109', '482109'],
    ['482,109', '482109'],
    ['482-109', '482109'],
    ['482.109', '482109'],
    ['482–109', '482109'],
    ['4-8-2-1-0-9', '482109'],
    ['(482) 109', '482109'],
    ['  482109  ', '482109'],
    ['482\u00a0109', '482109'],
    ['000000', '000000'],
    // Digit by digit.
    ['four eight two one zero nine', '482109'],
    ['Four Eight Two One Zero Nine', '482109'],
    ['four, eight, two, one, zero, nine', '482109'],
    ['four eight two one nought nine', '482109'],
    ['four eight two one naught nine', '482109'],
    ['four eight two one zero niner', '482109'],
    ['four-eight-two-one-zero-nine', '482109'],
    ['4 eight 2 one 0 nine', '482109'],
    // Repeated.
    ['one triple two three four', '122234'],
    ['triple one triple two', '111222'],
    ['double one double two double three', '112233'],
    ['double oh seven one two three', '007123'],
    ['triple zero one two three', '000123'],
    ['double 5 1 2 3 4', '551234'],
    // In groups.
    ['twelve thirty four fifty-six', '123456'],
    ['forty eight twenty one oh nine', '482109'],
    ['four eighty two one oh nine', '482109'],
    ['ten eleven twelve', '101112'],
    ['nineteen eighty four oh one', '198401'],
    ['ninety ninety ninety', '909090'],
    ['twenty one twenty two twenty three', '212223'],
    // As one large number, or two.
    ['four hundred eighty two thousand one hundred nine', '482109'],
    ['four hundred and eighty-two thousand, one hundred and nine', '482109'],
    ['four hundred eighty two one hundred nine', '482109'],
    ['one hundred thousand', '100000'],
    ['five hundred thousand and seven', '500007'],
    ['nine hundred two hundred', '900200'],
    ['a hundred and five two hundred and nine', '105209'],
    // Figures and words in one number, as recognisers write them.
    ['482 thousand 109', '482109'],
    ['4 hundred 82 thousand 1 hundred 9', '482109'],
    // With the words around it.
    ['my code is 482109', '482109'],
    ["it's 482109", '482109'],
    ['482 then 109', '482109'],
    ['482 and 109', '482109'],
    ['uh four eight two um one zero nine please', '482109'],
    ['four eight two dash one zero nine', '482109'],
    ['the code 482109', '482109'],
  ])('"%s" is %s', (heard, digits) => {
    expect(readSpokenCode([heard])).toEqual(code(digits));
  });

  it.each([
    ['four eight two ten nine', { type: 'code', code: '482109' }],
    ['twelve hundred fifty six', { type: 'incomplete' }],
    ['twenty one two three four', { type: 'incomplete' }],
    ['one hundred five six seven', { type: 'incomplete' }],
    ['thirty four', { type: 'incomplete' }],
    ['four', { type: 'incomplete' }],
    ['four eight two one oh', { type: 'incomplete' }],
    ['04821', { type: 'incomplete' }],
    ['4821', { type: 'incomplete' }],
    ['four eight two one oh nine seven', { type: 'too_long' }],
    ['482109482109', { type: 'too_long' }],
    ['banana', { type: 'unclear' }],
    ['for ate to won oh nine', { type: 'unclear' }],
    ['double twelve thirty four', { type: 'unclear' }],
    ['double', { type: 'unclear' }],
    ['double double five one two', { type: 'unclear' }],
    ['482109?', { type: 'unclear' }],
    ['+482109', { type: 'unclear' }],
    ['4²2109', { type: 'unclear' }],
    ['①②③④⑤⑥', { type: 'unclear' }],
    ['hundred thousand', { type: 'unclear' }],
    ['my code is', { type: 'unclear' }],
    ['constructor', { type: 'unclear' }],
  ])('"%s" is read without guessing', (heard, read) => {
    expect(readSpokenCode([heard])).toEqual(read);
  });

  it('comes in pieces of one utterance', () => {
    expect(readSpokenCode(['482', '109', null])).toEqual(code('482109'));
    expect(readSpokenCode(['48', '21', '09'])).toEqual(code('482109'));
    expect(readSpokenCode(['forty eight', 'twenty one', 'oh nine'])).toEqual(code('482109'));
    expect(readSpokenCode(['482', '?', null])).toEqual({ type: 'unclear' });
    expect(readSpokenCode(['482', '1', '09 7'])).toEqual({ type: 'too_long' });
  });

  it('does not guess where among its pieces a zero was lost', () => {
    expect(readSpokenCode(['482', '19', null])).toEqual({ type: 'incomplete' });
    expect(readSpokenCode(['48', '210', null])).toEqual({ type: 'incomplete' });
  });

  it('comes in two turns of three digits', () => {
    expect(readSpokenCode(['482'])).toEqual({ type: 'three_digits', digits: '482' });
    expect(readSpokenCode(['109'], '482')).toEqual(code('482109'));
    expect(readSpokenCode(['oh one nine'], '482')).toEqual(code('482019'));
  });

  it('is taken whole where the second turn brings all of it', () => {
    expect(readSpokenCode(['482109'], '482')).toEqual(code('482109'));
  });

  it('is asked for again where the same three digits come twice, or a second half is short', () => {
    expect(readSpokenCode(['482'], '482')).toEqual({ type: 'incomplete' });
    expect(readSpokenCode(['19'], '482')).toEqual({ type: 'incomplete' });
  });

  it('of five digits heard as one number may have lost a leading zero: nobody guesses', () => {
    expect(readSpokenCode(['48210'])).toEqual({ type: 'five_digits', digits: '48210' });
    expect(readSpokenCode(['48,210'])).toEqual({ type: 'five_digits', digits: '48210' });
    expect(readSpokenCode(['4 8 2 1 0'])).toEqual({ type: 'incomplete' });
  });
});

describe('the fault list on spoken codes', () => {
  it.each([
    ['49: empty', [''], { type: 'unclear' }],
    ['49: only spaces', ['   '], { type: 'unclear' }],
    ['49: no slot filled', [null, null, null], { type: 'unclear' }],
    ['50: "?"', ['?'], { type: 'unclear' }],
    ['51: five digits', ['48210'], { type: 'five_digits', digits: '48210' }],
    ['51: five spoken digits', ['four eight two one zero'], { type: 'incomplete' }],
    ['52: seven digits', ['4821097'], { type: 'too_long' }],
    ['53: leading zero', ['048210'], code('048210')],
    ['53: spoken leading zero', ['zero four eight two one zero'], code('048210')],
    ['54: "oh"', ['oh four eight two one oh'], code('048210')],
    ['55: "double five"', ['double five one two three four'], code('551234')],
    ['56: "twelve thirty four fifty six"', ['twelve thirty four fifty six'], code('123456')],
    ['57: full-width digits', ['４８２１０９'], code('482109')],
    ['58: Arabic-Indic digits', ['٤٨٢١٠٩'], code('482109')],
    ['58: extended Arabic-Indic digits', ['۴۸۲۱۰۹'], code('482109')],
    ['59: 1e5', ['1e5'], { type: 'unclear' }],
    ['59: 0x75AFD', ['0x75AFD'], { type: 'unclear' }],
    ['59: 4.82109e5', ['4.82109e5'], { type: 'unclear' }],
    [
      '60: neither array, object nor number: the envelope hands over text or null',
      [null],
      { type: 'unclear' },
    ],
    ['60: an object turned into text', ['[object Object]'], { type: 'unclear' }],
    ['61: newline inside', ['482\n109'], code('482109')],
    ['61: newline after', ['482109\r\n'], code('482109')],
    ['62: 10 kB of digits', ['4'.repeat(10_000)], { type: 'too_long' }],
    ['62: 10 kB of words', ['four '.repeat(2_000)], { type: 'too_long' }],
    ['62: 10 kB of spaces', [' '.repeat(10_000)], { type: 'too_long' }],
  ])('%s', (_title, heard, read) => {
    expect(readSpokenCode(heard)).toEqual(read);
  });
});
