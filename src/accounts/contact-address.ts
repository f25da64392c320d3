import { domainToASCII } from 'node:url';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { ReadAddress } from './ports.ts';

/**
 * How contacts are read into the one form in which they are stored, compared and sent to. Null where no code may go:
 * not a phone number or mailbox, a number outside `smsCountries` (ISO 3166-1 alpha-2; empty: all), or one that costs
 * its caller or its sender a premium.
 */
export const createAddressReader =
  (options: { readonly smsCountries: readonly string[] }): ReadAddress =>
  (channel, raw) => {
    switch (channel) {
      case 'sms':
        return readPhone(raw, options.smsCountries);
      case 'email':
        return readEmail(raw);
      default:
        return channel satisfies never;
    }
  };

/** Toll fraud lives on these ("SMS pumping"); none of them is somebody's mobile phone. */
const refusedTypes: ReadonlySet<unknown> = new Set([
  'PREMIUM_RATE',
  'SHARED_COST',
  'TOLL_FREE',
  'UAN',
  'PAGER',
  'VOICEMAIL',
]);

/** E.164 (`+12025550142`). The country code must be there: nothing is guessed. */
const readPhone = (raw: string, countries: readonly string[]): string | null => {
  if (!/^\+[0-9 ().-]{5,30}$/.test(raw)) return null;
  const number = parsePhoneNumberFromString(raw);
  if (number === undefined || !number.isPossible() || refusedTypes.has(number.getType())) return null;
  if (countries.length > 0 && !countries.some((country) => country === number.country)) return null;
  return number.number;
};

/** RFC 5321, 4.5.3.1: 64 octets before the @, 254 in all. */
const longestEmail = 254;
/** The address as HTML's own email field reads it ("valid e-mail address"), without what needs quoting. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * Lower case, the domain in its ASCII form (RFC 5891). A local part beyond ASCII (RFC 6531) is refused: too few
 * mail servers take it to send a code there.
 */
const readEmail = (raw: string): string | null => {
  // A mailbox is one line of printable characters: nothing that could begin a header of its own.
  if (raw.length > longestEmail || /[\s\p{C}]/u.test(raw)) return null;
  const at = raw.lastIndexOf('@');
  const local = raw.slice(0, Math.max(at, 0)).toLowerCase();
  const domain = domainToASCII(raw.slice(at + 1));
  if (local.length > 64 || !localPart.test(local) || !domainName.test(domain)) return null;
  const address = `${local}@${domain}`;
  return address.length <= longestEmail ? address : null;
};
