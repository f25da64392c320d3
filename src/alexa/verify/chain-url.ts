import { LRUCache } from 'lru-cache';
import { type ChainUrlRefusal, type Refused, refuse } from './refusals.ts';

export type ChainUrl = { readonly type: 'read'; readonly href: string };

type Check = readonly [refusal: ChainUrlRefusal, passes: (url: URL) => boolean];

const longestUrl = 1024;

/** What a URL is judged by before it is parsed: parsers differ on the rest, and none of it is in a genuine one. */
const plainUrl = /^https?:\/\/[\x21-\x7e]+$/i;
const ambiguous = /[%\\?#@]|\.\.|\/\/.*\/\//;

/** Alexa, "Host a Custom Skill as a Web Service", on the `SignatureCertChainUrl` header. */
const checks: readonly Check[] = [
  ['chain_url_scheme', (url) => url.protocol === 'https:'],
  ['chain_url_host', (url) => url.hostname === 's3.amazonaws.com'],
  // The URL parser drops a port 443 of https.
  ['chain_url_port', (url) => url.port === ''],
  // Case matters in a path; the parser has already resolved `/./`.
  ['chain_url_path', (url) => url.pathname.startsWith('/echo.api/')],
];

/**
 * Rule 2: whether the chain may be fetched from there. `href` is normalised, and so the one name of that chain.
 * Stricter than Alexa's rule in one point: `..` is refused even where the path stays under `/echo.api/`.
 */
export const readChainUrl = (value: string): ChainUrl | Refused<ChainUrlRefusal> => {
  if (value.length > longestUrl || !plainUrl.test(value)) return refuse('chain_url_malformed');
  if (ambiguous.test(value)) return refuse('chain_url_ambiguous');
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null) return refuse('chain_url_malformed');
  const failed = checks.find(([, passes]) => !passes(url));
  return failed ? refuse(failed[0]) : { type: 'read', href: url.href };
};

/** `readChainUrl` that remembers the headers it took: Alexa sends the same one for weeks. */
export const createChainUrlReader = (): typeof readChainUrl => {
  const taken = new LRUCache<string, ChainUrl>({ max: 16 });
  return (value) => {
    const known = taken.get(value);
    if (known) return known;
    const read = readChainUrl(value);
    if (read.type === 'read') taken.set(value, read);
    return read;
  };
};
