/** Puts the names of things in place of whatever belongs to one tenant or one person. */
import { jsonOf, type Party, type Reply } from './party.ts';

export type Mask = (text: string) => string;

/** What is known of a party first, the longest first, then whatever looks like somebody's. */
export const maskFor = (party: Party, names: readonly string[]): Mask => {
  const known = knownOf(party);
  const words = names.map((name) => ({ pattern: wordOf(name), label: '<name>' }));
  const tenantName = /^([\w-]+)\..*auth0\.com$/.exec(party.managementDomain)?.[1];
  if (tenantName !== undefined) words.push({ pattern: wordOf(tenantName), label: '<tenant>' });
  return (text) => {
    let masked = text;
    for (const [value, label] of known) masked = masked.replaceAll(value, label);
    for (const { pattern, label } of [...looks, ...words]) masked = masked.replaceAll(pattern, label);
    return masked;
  };
};

const knownOf = ({
  domain,
  managementDomain,
  client,
  audience,
  callback,
  userId,
  contacts,
}: Party): readonly (readonly [string, string])[] =>
  (
    [
      [client.secret, '<secret>'],
      [client.id, '<client>'],
      [audience, '<audience>'],
      [callback, '<callback>'],
      [userId, '<user>'],
      [contacts.sms ?? '', '<phone>'],
      [contacts.email ?? '', '<email>'],
      [domain, '<tenant>'],
      [managementDomain, '<tenant>'],
    ] as const
  )
    .filter(([value]) => value !== '')
    .toSorted(([one], [other]) => other.length - one.length);

/** In this order: what is replaced by one is not looked at by the next. */
const looks: readonly { readonly pattern: RegExp; readonly label: string }[] = [
  // Errors name Auth0's public pages: those stay.
  { pattern: /https?:\/\/(?!auth0\.com\/|<)[^\s"'<>]+/gi, label: '<address>' },
  { pattern: /\b[\w-]+(?:\.[\w-]+)*\.auth0\.com\b/gi, label: '<tenant>' },
  { pattern: /[^\s@"'<>|]+(?:@|%40)[^\s@"'<>|]+\.[^\s@"'<>|]+/gi, label: '<email>' },
  { pattern: /\b[a-z][\w-]*(?:\||%7C)[^\s"'<>]+/gi, label: '<user>' },
  { pattern: /(?<![\w:])(?:[\da-f]{0,4}:){2,}[\da-f]{0,4}/gi, label: '<ip>' },
  // Letters and digits mixed, but for "google-oauth2" and the like; and whatever is long, but for "words_of_an_error_code".
  {
    pattern: /\b(?![a-z_-]*auth[02][a-z_-]*(?![\w-]))(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{8,}(?:\.[\w-]+)*/gi,
    label: '<token>',
  },
  { pattern: /\b(?![a-z]+(?:[_-][a-z]+)+(?![\w-]))[\w-]{24,}(?:\.[\w-]+)*/g, label: '<token>' },
  // Codes, phone numbers however they are written, addresses of IPv4. "HS256" is none.
  { pattern: /(?<![a-z\d])\+?\d(?:[\d ().-]*\d)?/gi, label: '<digits>' },
];

const wordOf = (word: string): RegExp =>
  new RegExp(`(?<!\\w)${word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`, 'gi');

const nameFields = ['name', 'nickname', 'given_name', 'family_name', 'username'];
/** Shorter ones would mask the words of sentences, and these tell nobody anything. */
const fewestCharacters = 3;
const notNames = new Set(
  'name user client tenant email phone token digits address secret audience callback clients'.split(' '),
);

/** What the people in these answers are called, so that a sentence which names them can be masked. */
export const namesIn = (replies: readonly Reply[]): readonly string[] => {
  const found = replies.flatMap((reply) => namesOf(jsonOf(reply)));
  return [...new Set(found)].filter(
    (name) => name.length >= fewestCharacters && !notNames.has(name.toLowerCase()),
  );
};

const namesOf = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    if (typeof inner !== 'string') return namesOf(inner);
    return nameFields.includes(field) ? [inner, ...inner.split(/\s+/)] : [];
  });
};
