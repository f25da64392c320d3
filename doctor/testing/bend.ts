/** Ways to bend what the doctor sees of the world. */
import type { Outside, Reach } from '../outside.ts';

type Bend = (outside: Outside) => Outside;

export const bends =
  (...all: readonly Bend[]): Bend =>
  (outside) =>
    all.reduce((bent, bend) => bend(bent), outside);

const both =
  (bend: (reach: Reach) => Reach): Bend =>
  (outside) => ({
    ...outside,
    public: bend(outside.public),
    local: bend(outside.local),
  });

/** The sandbox's root counts as one that everybody trusts: its tenant stands for one of Auth0's. */
export const trustedByAll: Bend = (outside) => ({ ...outside, public: outside.local });

/** What goes to one origin goes to another. */
export const rerouted = (from: string, to: string): Bend =>
  both((reach) => ({
    fetch: (input, init) => reach.fetch(String(input).replace(from, to), init),
    inspectTls: (host, port) => {
      const origin = `https://${host}${port === 443 ? '' : `:${port}`}`;
      const target = new URL(origin === from ? to : origin);
      return reach.inspectTls(target.hostname, target.port === '' ? 443 : Number(target.port));
    },
  }));

/** JSON of the addresses that match says something else. */
export const rewritten = (address: RegExp, change: (json: never) => unknown): Bend =>
  both((reach) => ({
    ...reach,
    fetch: async (input, init) => {
      const answer = await reach.fetch(input, init);
      if (!address.test(String(input))) return answer;
      return new Response(JSON.stringify(change((await answer.json()) as never)), {
        status: answer.status,
        headers: answer.headers,
      });
    },
  }));
