/** How one value is read from its text: the value, or what is wrong with it. Pure. */
import { isIP } from 'node:net';
import type { LogLevel } from '../settings.ts';
import type { Channel } from '../transactions/model.ts';

/** What is wrong with a value; follows its key: "PORT must be …". */
export class Problem {
  readonly sentence: string;
  constructor(sentence: string) {
    this.sentence = sentence;
  }
}

export const parseText = (text: string): string => text;

export const parseDomain = (text: string): string | Problem =>
  /^[a-z0-9.-]+(:\d{1,5})?$/i.test(text)
    ? text.toLowerCase()
    : new Problem('must be a bare host name such as account.auth0.com: leave out https:// and any path.');

/** HS256 wants a key at least as long as its hash (RFC 7518, 3.2). */
export const parseSigningKey = (text: string): string | Problem =>
  Buffer.byteLength(text) >= 32
    ? text
    : new Problem('must be at least 32 bytes long: let Auth0 make a longer one, or switch the API to RS256.');

export const parseSkillId = (text: string): string | Problem =>
  text.startsWith('amzn1.ask.skill.')
    ? text
    : new Problem(
        'must start with amzn1.ask.skill.: copy it from the Alexa developer console, "View Skill ID".',
      );

export const parseDataKey = (text: string): Uint8Array | Problem => {
  const bytes = Buffer.from(text, /[-_]/.test(text) ? 'base64url' : 'base64');
  return bytes.length === 32
    ? new Uint8Array(bytes)
    : new Problem('must be exactly 32 bytes in base64: make one with "openssl rand -base64 32".');
};

export const parseDatabaseUrl = (text: string): string | Problem =>
  /^postgres(ql)?:\/\//.test(text) && URL.canParse(text)
    ? text
    : new Problem(
        'must be a URL such as postgres://user:password@host:5432/sayso; leave it out for the embedded database.',
      );

export const parseUrl = (text: string): string | Problem => {
  const problem = new Problem('must be an address that starts with https://; http:// only on this machine.');
  if (!URL.canParse(text)) return problem;
  const { protocol, hostname } = new URL(text);
  const local = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || local ? text : problem;
};

export const parseOrigin = (text: string): string | Problem => {
  const problem = new Problem('must be an origin such as https://pod.example.com: https, no path, no query.');
  if (!URL.canParse(text)) return problem;
  const url = new URL(text);
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return url.protocol === 'https:' && bare ? url.origin : problem;
};

export const parseInteger =
  (least: number, most: number) =>
  (text: string): number | Problem => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= least && value <= most
      ? value
      : new Problem(`must be a whole number from ${least} to ${most}.`);
  };

export const parseRootPath = (text: string): string | Problem => {
  if (text === '/') return '';
  return /^(\/[A-Za-z0-9_-]+)+\/?$/.test(text)
    ? text.replace(/\/$/, '')
    : new Problem('must be a path such as /wt, of letters, digits, - and _.');
};

const parseList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

export const parseProxies = (text: string): readonly string[] | Problem => {
  const proxies = parseList(text);
  return proxies.every(isAddressOrRange)
    ? proxies
    : new Problem('must be addresses or CIDR ranges with commas between them: 10.0.0.0/8,::1.');
};

/** As RFC 4632, 3.1, and RFC 4291, 2.3, write a range; no proxy is trusted by the range of all addresses. */
const isAddressOrRange = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
};

export const parseChannels = (text: string): readonly Channel[] | Problem => {
  const names = parseList(text.toLowerCase());
  const channels = names.filter((name): name is Channel => name === 'sms' || name === 'email');
  return channels.length === names.length && new Set(names).size === names.length && names.length > 0
    ? channels
    : new Problem('must be sms, email, or both with a comma between them.');
};

export const parseCountries = (text: string): readonly string[] | Problem => {
  const countries = parseList(text.toUpperCase());
  return countries.every((country) => /^[A-Z]{2}$/.test(country))
    ? countries
    : new Problem('must be two-letter country codes with commas between them: US,CA,GB.');
};

export const parseFlag = (text: string): boolean | Problem => {
  if (text.toLowerCase() === 'true') return true;
  if (text.toLowerCase() === 'false') return false;
  return new Problem('must be true or false.');
};

const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

export const parseLogLevel = (text: string): LogLevel | Problem =>
  logLevels.find((level) => level === text.toLowerCase()) ??
  new Problem(`must be one of ${logLevels.join(', ')}.`);
