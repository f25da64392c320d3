/** The web application's surface with fakes behind it, and a browser that keeps its cookies. */
import fastify from 'fastify';
import { createFakeLog } from '../../../test/fakes/log.ts';
import { clientId, clientSecret, createFakeProvider, issuer } from '../../../test/fakes/openid-provider.ts';
import { createFakeOperations } from '../../../test/fakes/operations.ts';
import { createMemorySessions } from '../../../test/fakes/sessions.ts';
import { anAccount, aState, aTransaction } from '../../../test/fakes/states.ts';
import type { Operations } from '../../api/operations.ts';
import { appHeaders, withHeaders } from '../../http-headers.ts';
import { succeed } from '../../transactions/failures.ts';
import { limits } from '../../transactions/limits.ts';
import type { AppOptions } from '../options.ts';
import { appSurface } from '../surface.ts';

export const origin = 'https://pod.test';
export const waiting = aTransaction();
export const form = {
  'content-type': 'application/x-www-form-urlencoded',
  origin,
  'sec-fetch-site': 'same-origin',
};
export const minutes = (count: number) => count * 60_000;

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof start>>['app']['inject']>>;

/** What a browser keeps of an answer's cookies. */
const keep = (jar: Map<string, string>, answer: Answer): void => {
  for (const { name, value, maxAge } of answer.cookies) {
    if (value === '' || maxAge === 0) jar.delete(name);
    else jar.set(name, value);
  }
};

const withoutAbsent = (headers: { readonly [name: string]: string | undefined }) =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

export const provider = await createFakeProvider();

export const start = async (
  over: { operations?: Partial<Operations>; options?: Partial<AppOptions> } = {},
) => {
  const { operations, calls } = createFakeOperations(over.operations);
  const log = createFakeLog();
  const sessions = createMemorySessions();
  const done: string[] = [];
  const noted: string[] = [];
  const app = fastify();
  await app.register(
    withHeaders(
      appHeaders({ hsts: true, issuerOrigin: 'https://tenant.test' }),
      appSurface({
        operations,
        directory: {
          findOrCreate: async ({ issuer, subject, newId }) => ({
            id: subject === 'auth0|anna' ? anAccount().id : newId,
            issuer,
            subject,
          }),
        },
        sessions,
        lock: async () => {
          done.push('lock');
          return succeed(aState());
        },
        unlock: async (_actor, lock) => {
          done.push(`unlock ${lock}`);
          return succeed(aState());
        },
        history: (actor, page) => operations.list(actor, page),
        clearHistory: async () => {
          done.push('clear');
        },
        note: async (_accountId, { type }) => {
          noted.push(type);
        },
        activity: { list: async () => [] },
        links: async () => [],
        disconnect: async (_actor, linkId) => {
          done.push(`disconnect ${linkId}`);
        },
        phone: {
          read: async () => null,
          begin: async () => ({ ok: true, change: null }),
          enterCode: async () => ({ ok: true, change: null }),
          resend: async () => ({ ok: true, change: null }),
          abandon: async () => ({ ok: true, change: null }),
        },
        phoneLimits: limits,
        channels: ['sms', 'email'],
        erase: async () => {
          done.push('erase');
          return succeed(null);
        },
        live: { watch: () => () => {} },
        pusher: null,
        uiDirectory: null,
        onSignedIn: async ({ subject }) => {
          done.push(`refresh ${subject}`);
        },
        businessName: 'Pizza on Demand',
        publicUrl: origin,
        issuer,
        clientId,
        clientSecret,
        dataKey: new Uint8Array(32).fill(7),
        fetch: provider.fetch,
        now: () => Date.now(),
        newId: () => '00000000-0000-4000-8000-00000000000f',
        log,
        ...over.options,
      }),
    ),
    { prefix: '/wt/app' },
  );
  const jar = new Map<string, string>();
  const browse = async (url: string, payload?: Record<string, string>, headers: object = form) => {
    const answer = await app.inject({
      method: payload ? 'POST' : 'GET',
      url: `/wt/app${url}`,
      cookies: Object.fromEntries(jar),
      headers: { host: 'evil.test', ...(payload ? headers : {}) },
      ...(payload ? { payload: new URLSearchParams(payload).toString() } : {}),
    });
    keep(jar, answer);
    return answer;
  };
  const signIn = async (path = '/sign-in') => {
    const begun = await browse(path);
    return browse(`/callback${provider.logIn(String(begun.headers.location))}`);
  };
  const token = async () => /name="form_token" value="([^"]+)"/.exec((await browse('/')).body)?.[1] ?? '';
  const submit = async (url: string, fields: Record<string, string> = {}, headers: object = form) =>
    browse(url, { form_token: await token(), ...fields }, headers);
  /** The session as the pages' scripts see it. */
  const session = async () => (await browse('/data/session')).json();
  /** As the pages' scripts ask: JSON, with the form token in its header. */
  const post = async (url: string, body: object = {}, over: Record<string, string | undefined> = {}) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/wt/app/data/${url}`,
      cookies: Object.fromEntries(jar),
      headers: withoutAbsent({
        'content-type': 'application/json',
        origin,
        'sec-fetch-site': 'same-origin',
        'sayso-form-token': (await session()).formToken,
        ...over,
      }),
      payload: JSON.stringify(body),
    });
    keep(jar, answer);
    return answer;
  };
  return {
    session,
    post,
    noted,
    operations,
    app,
    calls,
    log,
    sessions,
    done,
    jar,
    browse,
    signIn,
    token,
    submit,
  };
};
