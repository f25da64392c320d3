/** Remembers what went to the skill and came back: every signed request, whoever made it. */
import { parseLoosely } from '../echo/echo.ts';
import type { SkillAnswer, SkillEndpoint } from '../echo/skill-endpoint.ts';
import type { Exchange } from './contract.ts';
import { maskTokens } from './mask-tokens.ts';

type Recorded = {
  readonly number: number;
  readonly at: number;
  readonly milliseconds: number;
  readonly user: string | null;
  readonly request: unknown;
  readonly answer: SkillAnswer;
};

export type WireLog = {
  /** The endpoint that was passed in, overheard. */
  readonly endpoint: SkillEndpoint;
  /** Oldest first. */
  readonly list: () => readonly Exchange[];
  /** With its tokens; null where it is not known, or no longer. */
  readonly findUnmasked: (number: number) => Exchange | null;
};

const mostKept = 60;

export const createWireLog = (options: {
  readonly endpoint: SkillEndpoint;
  readonly url: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly ownerOf: (userId: string) => string | null;
  readonly onExchange: (exchange: Exchange) => void;
}): WireLog => {
  const { endpoint, url, now, ownerOf, onExchange } = options;
  let recorded: readonly Recorded[] = [];
  let count = 0;

  const show = ({ request, answer, ...rest }: Recorded, change: (json: unknown) => unknown): Exchange => ({
    ...rest,
    url,
    request: change(request),
    answer:
      answer.type === 'answered'
        ? { type: 'answered', status: answer.status, body: change(parseLoosely(answer.body)) }
        : answer,
  });

  return {
    endpoint: async (body) => {
      const at = now();
      const answer = await endpoint(body);
      count += 1;
      const request = parseLoosely(Buffer.from(body).toString('utf8'));
      const userId = userIdIn(request);
      const user = userId === null ? null : ownerOf(userId);
      const entry: Recorded = { number: count, at, milliseconds: now() - at, user, request, answer };
      recorded = [...recorded, entry].slice(-mostKept);
      onExchange(show(entry, maskTokens));
      return answer;
    },
    list: () => recorded.map((entry) => show(entry, maskTokens)),
    findUnmasked: (number) => {
      const entry = recorded.find((one) => one.number === number);
      return entry === undefined ? null : show(entry, (json) => json);
    },
  };
};

/** `context.System.user.userId`, where it is. */
const userIdIn = (envelope: unknown): string | null => {
  const found = ['context', 'System', 'user', 'userId'].reduce<unknown>(fieldOf, envelope);
  return typeof found === 'string' ? found : null;
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
