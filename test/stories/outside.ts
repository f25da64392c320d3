/** What a person and a program outside see of a running Sayso, by HTTP alone; the same in process and out of it. */

import { once } from 'node:events';
import { createServer } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';

export type Said = {
  /** Said while the answer was still being made. */
  readonly meanwhile: readonly string[];
  readonly speech: string | null;
  readonly reprompt: string | null;
  readonly card: { readonly type: string; readonly title?: string; readonly content?: string } | null;
  /** What the Echo's own screen shows. */
  readonly screen: readonly { readonly text: string; readonly isTitle: boolean }[] | null;
  readonly sessionOpen: boolean;
  readonly session: string | null;
  readonly request: Envelope | null;
  readonly response: unknown;
  readonly alexaError: { readonly type: string; readonly message: string } | null;
};

/** An Alexa request, as far as stories look into one. */
export type Envelope = {
  readonly session: { readonly sessionId: string };
  readonly context: {
    readonly System: { readonly user: { readonly userId: string; readonly accessToken?: string } };
  };
  readonly request: { readonly type: string; readonly requestId: string; readonly timestamp: string };
};

export type Heard = {
  readonly user?: string;
  /** `new` begins a conversation; left out, an open one is continued. */
  readonly session?: string;
  readonly unlinked?: boolean;
  readonly leave?: boolean;
  readonly locale?: string;
  /** False: an Echo without one. */
  readonly screen?: boolean;
};

export type Message = {
  readonly kind: 'sms' | 'email';
  readonly to: string;
  readonly text: string;
  readonly user: string | null;
};

/** A transaction as `/api` shows it, as far as stories look at one. */
export type Shown = {
  readonly id: string;
  readonly command: string;
  readonly summary: string;
  readonly state: string;
  readonly reason: string | null;
  readonly triesLeft: number;
  readonly sends: number;
  readonly challenge: { readonly state: string; readonly channel: string; readonly hint: string } | null;
};

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: string };

export type Outside = {
  readonly say: (utterance: string, heard?: Heard) => Promise<Said>;
  /** Says it in a session of its own, to the skill: "tell pizza on demand …". */
  readonly tell: (words: string, user?: string) => Promise<Said>;
  /** Speaks a code; where the answer is what the order replaced, speaks it again in the same conversation. */
  readonly confirm: (code: string, user?: string) => Promise<Said>;
  readonly order: (words?: string, user?: string) => Promise<Said>;
  readonly messages: (user?: string) => Promise<readonly Message[]>;
  readonly newestCode: (user?: string) => Promise<string>;
  /** Turns switches for what can go wrong: `{tenant: {…}, locker: {…}}`. */
  readonly faults: (switches: object) => Promise<void>;
  readonly noFaults: () => Promise<void>;
  readonly openings: () => Promise<readonly { readonly key: string }[]>;
  /** To the sandbox's own server. */
  readonly sandbox: (path: string, body?: object | string) => Promise<Answer>;
  /** An access token that the person's Echo has been given. */
  readonly tokenOf: (user?: string) => Promise<string>;
  /** They have expired: the Echo must speak first. */
  readonly forgetTokens: () => void;
  readonly api: (path: string, options?: ApiCall) => Promise<Answer>;
  /** All of the person's transactions, newest first. */
  readonly transactions: (user?: string) => Promise<readonly Shown[]>;
  readonly latest: (user?: string) => Promise<Shown>;
  /** Trusts the sandbox's certificates, follows nothing. */
  readonly fetch: (url: string, init?: FetchInit) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

export type ApiCall = {
  readonly user?: string;
  readonly method?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
};

export type FetchInit = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export const aPizza = 'get me a large pizza with pepperoni and mushrooms';

/** @param root the application's, with its slash; @param echo origin of the sandbox's own server */
export const lookFromOutside = (root: string, echo: string, ca: string): Outside => {
  const agent = new Agent({ connect: { ca } });

  const get: Outside['fetch'] = async (url, init = {}) => {
    const response = await undiciFetch(url, { ...init, redirect: 'manual', dispatcher: agent });
    return {
      status: response.status,
      headers: new Headers([...response.headers]),
      body: await response.text(),
    };
  };

  const sandbox: Outside['sandbox'] = (path, body) =>
    body === undefined
      ? get(`${echo}${path}`)
      : get(`${echo}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        });

  const tokens = new Map<string, string>();

  const say: Outside['say'] = async (utterance, heard = {}) => {
    const said: Said = read(await sandbox('/say', { utterance, ...heard }));
    if (said.alexaError) throw new Error(`${utterance}: ${said.alexaError.message}`);
    const token = said.request?.context.System.user.accessToken;
    if (token) tokens.set(heard.user ?? 'dana', token);
    return said;
  };

  const tell: Outside['tell'] = (words, user = 'dana') => say(`tell pizza on demand ${words}`, { user });

  const confirm: Outside['confirm'] = async (code, user = 'dana') => {
    const said = await tell(`my code is ${code}`, user);
    return isReplacement(said) ? say(`my code is ${code}`, { user }) : said;
  };

  const messages: Outside['messages'] = async (user = 'dana') => {
    const { messages: all }: { messages: Message[] } = read(await sandbox('/messages'));
    return all.filter((message) => message.user === user);
  };

  /** What the Echo last sent; it speaks for that only where it has not spoken yet. */
  const tokenOf: Outside['tokenOf'] = async (user = 'dana') => {
    if (!tokens.has(user)) await say('tell pizza on demand help', { user });
    return tokens.get(user) ?? fail('the Echo is not linked');
  };

  const api: Outside['api'] = async (path, call = {}) =>
    get(`${root}api${path}`, {
      method: call.method ?? (call.body === undefined ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer ${await tokenOf(call.user)}`,
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });

  const transactions: Outside['transactions'] = async (user = 'dana') => {
    const answer: { transactions: Shown[] } = read(await api('/transactions', { user }));
    return answer.transactions;
  };

  const turn = async (switches: object): Promise<void> => {
    const answer = await sandbox('/faults', switches);
    if (answer.status !== 200) throw new Error(answer.body);
  };

  return {
    say,
    tell,
    confirm,
    order: (words = aPizza, user = 'dana') => say(`ask pizza on demand to ${words}`, { user }),
    messages,
    newestCode: async (user = 'dana') => {
      const text = (await messages(user)).at(-1)?.text ?? fail(`${user} has no message`);
      return /\b\d{6}\b/.exec(text)?.[0] ?? fail(`no code in: ${text}`);
    },
    faults: turn,
    noFaults: () => turn({ reset: true }),
    openings: async () => {
      const answer: { openings: { key: string }[] } = read(await sandbox('/locker'));
      return answer.openings;
    },
    sandbox,
    tokenOf,
    forgetTokens: () => tokens.clear(),
    api,
    transactions,
    latest: async (user = 'dana') => (await transactions(user))[0] ?? fail(`${user} asked for nothing`),
    fetch: get,
    close: () => agent.destroy(),
  };
};

const isReplacement = ({ speech }: Said): boolean => / instead of |It replaces /.test(speech ?? '');

/** Some six digits that are not these. */
export const anotherCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** JSON of a good answer; stories say what they expect of it. */
export const read = (answer: Answer) => {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.body}`);
  return JSON.parse(answer.body);
};

export const fail = (message: string): never => {
  throw new Error(message);
};

export type Ports = { readonly application: number; readonly tenant: number; readonly echo: number };

/** Free ones: addresses name their port before anybody listens on it. */
export const findPorts = async (): Promise<Ports> => {
  const probes = Array.from({ length: 3 }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(probes.map((probe) => once(probe, 'listening')));
  const [application, tenant, echo] = probes.map((probe) => {
    const address = probe.address();
    return address !== null && typeof address === 'object' ? address.port : undefined;
  });
  await Promise.all(probes.map((probe) => once(probe.close(), 'close')));
  if (application === undefined || tenant === undefined || echo === undefined) return fail('no free port');
  return { application, tenant, echo };
};
