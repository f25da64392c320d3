/** An exchange as text to be taken elsewhere. */
import type { Exchange } from '../contract.ts';

export const toJson = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2);

export const exchangeAsJson = ({ request, answer }: Exchange): string =>
  toJson({ request, response: answer.type === 'answered' ? answer.body : { problem: answer.message } });

/** Sends the same envelope again through the sandbox, which puts in a fresh token and signs it. For a POSIX shell. */
export const exchangeAsCurl = (exchange: Exchange, origin: string): string =>
  [
    `curl -s ${quote(`${origin}${skillRequestsPath({ user: exchange.user, raw: false })}`)}`,
    `  -H 'Content-Type: application/json'`,
    `  --data ${quote(toJson(exchange.request))}`,
  ].join(' \\\n');

/** @param send `user` null: an Echo that is linked to nobody; `raw`: signed exactly as written. */
export const skillRequestsPath = ({
  user,
  raw,
}: {
  readonly user: string | null;
  readonly raw: boolean;
}): string => {
  if (raw) return '/skill-requests?raw=';
  return user === null ? '/skill-requests?unlinked=' : `/skill-requests?user=${encodeURIComponent(user)}`;
};

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
