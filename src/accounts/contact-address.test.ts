import { describe, expect, it } from 'vitest';
import { createAddressReader } from './contact-address.ts';
import { contactHint } from './contact-hint.ts';

const anywhere = createAddressReader({ smsCountries: [] });
const northAmerica = createAddressReader({ smsCountries: ['US', 'CA'] });

describe('a phone number', () => {
  it.each([
    ['+12025550142', '+12025550142'],
    ['+1 202 555 0142', '+12025550142'],
    ['+1 (202) 555-0142', '+12025550142'],
    ['+44 7400 123456', '+447400123456'],
    // Numbers set aside for fiction are possible ones.
    ['+15550001111', '+15550001111'],
  ])('%s is read as E.164', (raw, address) => {
    expect(anywhere('sms', raw)).toBe(address);
  });

  it.each([
    ['without its country code', '2025550142'],
    ['too short', '+1202'],
    ['too long', '+120255501421234567'],
    ['with an extension', '+12025550142;ext=7'],
    ['with a second line', '+12025550142\r\n'],
    ['with full-width digits', '+１２０２５５５０１４２'],
    ['as a link', 'tel:+12025550142'],
    ['with letters', '+1202555PIZZA'],
    ['of ten kilobytes', `+1${'0'.repeat(10_000)}`],
    ['at a premium rate, United States', '+19002345678'],
    ['at a premium rate, United Kingdom', '+449098790000'],
    ['free of charge for callers', '+18002345678'],
    ['that is none', ''],
  ])('%s is refused', (_, raw) => {
    expect(anywhere('sms', raw)).toBeNull();
  });

  it('must be of a listed country where countries are listed', () => {
    expect(northAmerica('sms', '+12025550142')).toBe('+12025550142');
    expect(northAmerica('sms', '+14165550142')).toBe('+14165550142');
    expect(northAmerica('sms', '+447400123456')).toBeNull();
    // A Caribbean country of the same calling code.
    expect(northAmerica('sms', '+18765550142')).toBeNull();
  });
});

describe('a mailbox', () => {
  it.each([
    ['Dana@Sayso.Test', 'dana@sayso.test'],
    ['dana+pizza@sayso.test', 'dana+pizza@sayso.test'],
    ['o’hara@sayso.test', null],
    ["o'hara@sayso.test", "o'hara@sayso.test"],
    ['dana@bücher.example', 'dana@xn--bcher-kva.example'],
    ['dana@例え.テスト', 'dana@xn--r8jz45g.xn--zckzah'],
  ])('%s is read as %s', (raw, address) => {
    expect(anywhere('email', raw)).toBe(address);
  });

  it.each([
    ['without an @', 'dana'],
    ['without a name', '@sayso.test'],
    ['without a domain', 'dana@'],
    ['with one label', 'dana@localhost'],
    ['at an address', 'dana@127.0.0.1'],
    ['at a literal', 'dana@[127.0.0.1]'],
    ['with two @', 'dana@evil.test@sayso.test'],
    ['with a header', 'dana@sayso.test\r\nBcc: eve@evil.test'],
    ['with a line feed within', 'da\nna@sayso.test'],
    ['with a space', 'da na@sayso.test'],
    ['with a zero-width space', 'dana\u200b@sayso.test'],
    ['with a right-to-left mark', 'dana@sayso\u202e.test'],
    ['quoted', '"dana"@sayso.test'],
    ['with a display name', 'Dana <dana@sayso.test>'],
    ['beyond ASCII before the @', 'dána@sayso.test'],
    ['with dots side by side', 'da..na@sayso.test'],
    ['with a long name', `${'a'.repeat(65)}@sayso.test`],
    ['too long', `dana@${'a.'.repeat(130)}test`],
  ])('%s is refused', (_, raw) => {
    expect(anywhere('email', raw)).toBeNull();
  });
});

it('is hinted at by the end of a phone and the beginning of a mailbox', () => {
  expect(contactHint({ channel: 'sms', address: '+12025550142' })).toBe('42');
  expect(contactHint({ channel: 'email', address: 'dana@example.com' })).toBe('d…@example.com');
  expect(contactHint({ channel: 'email', address: 'd@example.com' })).toBe('…@example.com');
});
