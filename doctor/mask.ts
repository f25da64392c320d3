/** The one gate before anything is shown: what got into a text by mistake, or by a tenant's own ids, does not get out of it. */
import { contactHint } from '../src/accounts/contact-hint.ts';

/** Parts of base64url, the first a JSON object: a JWT (RFC 7519). */
const token = /\beyJ[\w-]{5,}(\.[\w-]*){1,4}/g;
/** Ids of users at some identity providers are their email addresses. */
const mailbox = /[^\s@"'<>|(),:;/?=&[\]]{1,64}(?:@|%40)[\p{L}\d-]+(\.[\p{L}\d-]+)+/giu;
const phone = /(?:\+|%2B)\d{7,15}/gi;

/** Shorter ones would be found in ordinary words. */
const shortestSecret = 6;

/** @param secrets those known by their value; tokens and contacts are known by their form */
export const createMask = (secrets: readonly (string | null)[]): ((text: string) => string) => {
  const known = secrets
    .filter((secret) => secret !== null)
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return (text) =>
    known
      .reduce((masked, secret) => masked.replaceAll(secret, '[secret]'), text)
      .replace(token, '[token]')
      .replace(mailbox, (address) => contactHint({ channel: 'email', address: address.replace(/%40/i, '@') }))
      .replace(phone, (address) => `…${contactHint({ channel: 'sms', address })}`);
};
