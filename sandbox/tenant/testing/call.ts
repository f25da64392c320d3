/** Speaks to a tenant as an application or a browser does, without a socket. */
import { createHash } from 'node:crypto';
import { api, app, callback, domain, type TestTenant } from './start.ts';

export type Reply = {
  readonly status: number;
  readonly body: string;
  readonly json: () => Record<string, unknown>;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
};

type Call = {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
};

export const call = async ({ tenant }: TestTenant, path: string, options: Call = {}): Promise<Reply> => {
  const { form, json } = options;
  const body = form
    ? new URLSearchParams(form).toString()
    : json === undefined
      ? undefined
      : JSON.stringify(json);
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  const response = await tenant.app.inject({
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    url: path,
    headers: {
      host: domain,
      ...(body !== undefined && { 'content-type': type }),
      ...options.headers,
    },
    ...(body !== undefined && { payload: body }),
  });
  return {
    status: response.statusCode,
    body: response.body,
    json: () => response.json<Record<string, unknown>>(),
    headers: response.headers,
  };
};

/** POST /oauth/token as the application, its secret in the body. */
export const askForTokens = (test: TestTenant, fields: Readonly<Record<string, string>>): Promise<Reply> =>
  call(test, '/oauth/token', { form: { client_id: app.id, client_secret: app.secret, ...fields } });

export const startCode = (test: TestTenant, fields: Readonly<Record<string, unknown>>): Promise<Reply> =>
  call(test, '/passwordless/start', {
    json: { client_id: app.id, client_secret: app.secret, send: 'code', ...fields },
  });

export const checkCode = (
  test: TestTenant,
  realm: 'sms' | 'email',
  username: string,
  otp: string,
  scope = 'openid',
): Promise<Reply> =>
  askForTokens(test, {
    grant_type: 'http://auth0.com/oauth/grant-type/passwordless/otp',
    realm,
    username,
    otp,
    audience: api,
    scope,
  });

export const managementToken = async (
  test: TestTenant,
  client: { readonly id: string; readonly secret: string } = app,
): Promise<string> => {
  const reply = await askForTokens(test, {
    client_id: client.id,
    client_secret: client.secret,
    grant_type: 'client_credentials',
    audience: `https://${domain}/api/v2/`,
  });
  return String(reply.json().access_token);
};

const verifier = 'a-code-verifier-that-is-long-enough-for-rfc-7636';
const challenge = createHash('sha256').update(verifier).digest('base64url');

/** An authorization request as the web application makes it. */
export const authorizePath = (changes: Readonly<Record<string, string | null>> = {}): string => {
  const parameters: Record<string, string | null> = {
    client_id: app.id,
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid profile email offline_access transactions:read transactions:request',
    audience: api,
    state: 'state-of-the-app',
    nonce: 'nonce-of-the-app',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== null) query.set(name, value);
  return `/authorize?${query}`;
};

/** A browser's tab: keeps cookies, follows redirects as long as they stay at the tenant. */
export type Browser = {
  readonly visit: (path: string) => Promise<Page>;
  /** Sends the page's first form to `action`, with what it hides and what is filled in. */
  readonly submit: (page: Page, action: string, filled: Readonly<Record<string, string>>) => Promise<Page>;
};

export type Page = {
  readonly path: string;
  readonly status: number;
  readonly body: string;
  readonly headers: Reply['headers'];
  /** Where it left the tenant for; null while it is still there. */
  readonly left: URL | null;
};

export const openBrowser = (test: TestTenant): Browser => {
  const jar = new Map<string, string>();

  const go = async (path: string, options: Call = {}): Promise<Page> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await call(test, path, { ...options, headers: { ...options.headers, cookie } });
    for (const line of [reply.headers['set-cookie'] ?? []].flat()) keep(String(line));
    const location = reply.headers.location;
    if (typeof location !== 'string') return { path, ...reply, left: null };
    const target = new URL(location, `https://${domain}`);
    if (target.host !== domain) return { path, ...reply, left: target };
    return go(target.pathname + target.search);
  };

  const keep = (line: string): void => {
    const [pair = '', ...attributes] = line.split('; ');
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals);
    if (attributes.some((attribute) => attribute.startsWith('Max-Age=0') || attribute.includes('1970')))
      jar.delete(name);
    else jar.set(name, pair.slice(equals + 1));
  };

  return {
    visit: (path) => go(path),
    submit: (page, action, filled) => {
      const state = /name="state" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
      return go(action, {
        method: 'POST',
        form: { state, ...filled },
        headers: { origin: `https://${domain}` },
      });
    },
  };
};

/** Signs in with a password, from the authorization request to the application's callback. */
export const signIn = async (
  browser: Browser,
  user: { readonly email: string; readonly password: string },
  changes: Readonly<Record<string, string | null>> = {},
): Promise<Page> => {
  const page = await browser.visit(authorizePath(changes));
  return browser.submit(page, '/u/login', { username: user.email, password: user.password });
};

export const codeOf = (page: Page): string => {
  const code = page.left?.searchParams.get('code');
  if (!code) throw new Error(`no code came back: ${page.left?.search ?? page.status}`);
  return code;
};

export const exchange = (
  test: TestTenant,
  code: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Reply> =>
  askForTokens(test, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: callback,
    code_verifier: verifier,
    ...changes,
  });
