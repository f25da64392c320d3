/** From the authorization request to the code: what is refused and where, the pages, single sign-on, consent, logout. */
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoUsers } from './seed.ts';
import { authorizePath, call, codeOf, exchange, openBrowser, signIn } from './testing/call.ts';
import {
  api,
  app,
  callback,
  domain,
  issuer,
  localCallback,
  logoutUrl,
  startTenant,
  type TestTenant,
} from './testing/start.ts';

const { dana, milo, sol } = demoUsers;

let world: TestTenant;
beforeEach(async () => {
  world = await startTenant();
});
afterEach(() => world.close());

describe('an authorization request', () => {
  test.each([
    [{ client_id: null }, 400],
    [{ client_id: 'constructor' }, 403],
    [{ redirect_uri: null }, 400],
    [{ redirect_uri: `${callback}/` }, 403],
    [{ redirect_uri: `${callback}?x=1` }, 403],
    [{ redirect_uri: 'https://pod.example.evil/wt/app/callback' }, 403],
  ])('shows a page and redirects nowhere with %j', async (changes, status) => {
    const reply = await call(world, authorizePath(changes));
    expect(reply.status).toBe(status);
    expect(reply.headers.location).toBeUndefined();
  });

  test.each([
    [{ response_type: null }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_type: 'code id_token' }, 'unsupported_response_type'],
    [{ response_mode: 'fragment' }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge_method: null }, 'invalid_request'],
    [{ code_challenge: 'too-short' }, 'invalid_request'],
    [{ audience: 'https://elsewhere.example/' }, 'access_denied'],
    [{ prompt: 'none' }, 'login_required'],
    [{ prompt: 'none login' }, 'invalid_request'],
    [{ max_age: 'soon' }, 'invalid_request'],
    [{ connection: 'fax' }, 'invalid_request'],
    [{ request: 'eyJ' }, 'request_not_supported'],
  ])('tells the application of %j', async (changes, error) => {
    const reply = await call(world, authorizePath(changes));
    const to = new URL(String(reply.headers.location));
    expect(to.origin + to.pathname).toBe(callback);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      error,
      state: 'state-of-the-app',
      iss: issuer,
    });
  });

  test('is refused with a parameter given twice', async () => {
    expect((await call(world, `${authorizePath()}&state=another`)).status).toBe(400);
  });
});

describe('signing in', () => {
  test('brings a code, the state and the issuer back', async () => {
    const page = await signIn(openBrowser(world), dana);
    expect(page.left?.searchParams.get('state')).toBe('state-of-the-app');
    expect(page.left?.searchParams.get('iss')).toBe(issuer);
    const reply = await exchange(world, codeOf(page));
    const claims = decodeJwt(String(reply.json().id_token));
    expect(claims).toMatchObject({
      sub: dana.user_id,
      nonce: 'nonce-of-the-app',
      email: dana.email,
      email_verified: true,
    });
    expect(claims).not.toHaveProperty('auth_time');
  });

  test('says that a password is wrong, and not whether the person exists', async () => {
    const browser = openBrowser(world);
    const wrong = await signIn(browser, { email: dana.email, password: 'guess-guess' });
    const unknown = await signIn(browser, { email: 'nobody@sayso.test', password: 'guess-guess' });
    for (const page of [wrong, unknown]) {
      expect(page.status).toBe(400);
      expect(page.body).toContain('role="alert">Wrong email or password.');
    }
  });

  test('is blocked after ten wrong passwords, for the right one too', async () => {
    const browser = openBrowser(world);
    for (let count = 0; count < 10; count += 1)
      await signIn(browser, { email: dana.email, password: 'guess-guess' });
    expect((await signIn(browser, dana)).body).toContain('This account is blocked');
  });

  test('ties a problem to its field', async () => {
    const page = await signIn(openBrowser(world), { email: '', password: 'x' });
    expect(page.body).toContain('aria-invalid="true" aria-describedby="username-problem"');
    expect(page.body).toContain('id="username-problem">Enter your email address.');
  });

  test('shows the people of the sandbox, and escapes what it repeats', async () => {
    const page = await openBrowser(world).visit(authorizePath({ login_hint: '"><script>alert(1)</script>' }));
    for (const user of Object.values(demoUsers)) expect(page.body).toContain(user.note);
    expect(page.body).toContain(dana.password);
    expect(page.body).toContain('This is a sandbox');
    expect(page.body).not.toContain('<script');
    expect(page.body).toContain('&quot;&gt;&lt;script&gt;');
  });

  test('belongs to the browser that began it', async () => {
    const begun = await openBrowser(world).visit(authorizePath());
    const other = openBrowser(world);
    await other.visit(authorizePath());
    const page = await other.submit(begun, '/u/login', { username: dana.email, password: dana.password });
    expect(page.status).toBe(400);
    expect(page.body).toContain('This sign-in is over');
  });

  test('cannot be sent by a form of another site', async () => {
    const page = await openBrowser(world).visit(authorizePath());
    for (const origin of ['https://evil.example', 'null', `http://${domain}`]) {
      const reply = await call(world, '/u/login', { form: { state: 'x' }, headers: { origin } });
      expect(reply.status).toBe(403);
    }
    expect(page.status).toBe(200);
    const crossSite = await call(world, '/u/login', {
      form: { state: 'x' },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(crossSite.status).toBe(403);
  });

  test('goes through the social provider as Sol, or as somebody new', async () => {
    const browser = openBrowser(world);
    const provider = await browser.visit(authorizePath({ connection: 'acme-social' }));
    expect(provider.body).toContain('Who are you at Acme?');
    const page = await browser.submit(provider, '/u/social', {
      connection: 'acme-social',
      person: sol.user_id,
    });
    const reply = await exchange(world, codeOf(page));
    expect(decodeJwt(String(reply.json().id_token)).sub).toBe(sol.user_id);

    const stranger = openBrowser(world);
    const again = await stranger.visit(authorizePath({ connection: 'acme-social' }));
    const arrived = await stranger.submit(again, '/u/social', {
      connection: 'acme-social',
      email: 'vega@sayso.test',
    });
    const claims = decodeJwt(String((await exchange(world, codeOf(arrived))).json().id_token));
    expect(claims.sub).toMatch(/^oauth2\|acme-social\|/);
    expect(claims.email_verified).toBe(true);
  });

  test('by the social page does not open an account with a password', async () => {
    const browser = openBrowser(world);
    const provider = await browser.visit(authorizePath({ connection: 'acme-social' }));
    const page = await browser.submit(provider, '/u/social', {
      connection: 'acme-social',
      person: dana.user_id,
    });
    expect(page.status).toBe(400);
    expect(page.left).toBeNull();
  });
});

describe('signing up', () => {
  test('mails a link; the address is unverified until it is opened, and the link works once', async () => {
    const browser = openBrowser(world);
    const form = await browser.visit(authorizePath({ screen_hint: 'signup' }));
    expect(form.path).toContain('/u/signup');
    const page = await browser.submit(form, '/u/signup', {
      email: 'New@Sayso.test',
      password: 'long-enough-1',
    });
    const verified = () =>
      world.tenant.inspect.users().find((user) => user.email === 'new@sayso.test')?.email_verified;
    expect(codeOf(page)).toBeTruthy();
    expect(verified()).toBe(false);
    const link = /https:\S+/.exec(world.mailbox.at(-1)?.text ?? '')?.[0] ?? '';
    const path = link.replace(`https://${domain}`, '');
    expect((await browser.visit(path)).body).toContain('Your email is verified');
    expect(verified()).toBe(true);
    expect((await browser.visit(path)).status).toBe(400);
  });

  test.each([
    [{ email: 'no-address', password: 'long-enough-1' }, 'Enter an address such as'],
    [{ email: 'new@sayso.test', password: 'short' }, 'Choose 8 to 72 characters.'],
    [{ email: dana.email, password: 'long-enough-1' }, 'This sign-up is not possible.'],
  ])('refuses %j', async (filled, text) => {
    const browser = openBrowser(world);
    const form = await browser.visit(authorizePath({ screen_hint: 'signup' }));
    const page = await browser.submit(form, '/u/signup', filled);
    expect([page.status, page.body.includes(text)]).toEqual([400, true]);
  });
});

describe('single sign-on', () => {
  test('asks no second time, unless told to', async () => {
    const browser = openBrowser(world);
    await signIn(browser, dana);
    expect((await browser.visit(authorizePath())).left?.searchParams.has('code')).toBe(true);
    expect((await browser.visit(authorizePath({ prompt: 'none' }))).left?.searchParams.has('code')).toBe(
      true,
    );
    expect((await browser.visit(authorizePath({ prompt: 'login' }))).path).toContain('/u/login');
  });

  test('asks again where the sign-in is older than max_age, and then tells its time', async () => {
    const browser = openBrowser(world);
    await signIn(browser, dana);
    world.clock.forward(301_000);
    expect((await browser.visit(authorizePath({ max_age: '300' }))).path).toContain('/u/login');
    const page = await signIn(browser, dana, { max_age: '300' });
    const reply = await exchange(world, codeOf(page));
    expect(decodeJwt(String(reply.json().id_token)).auth_time).toBe(Math.floor(world.clock.now() / 1000));
  });

  test('ends after three idle days', async () => {
    const browser = openBrowser(world);
    await signIn(browser, dana);
    world.clock.forward(3 * 86_400_000);
    expect((await browser.visit(authorizePath())).path).toContain('/u/login');
  });
});

describe('consent', () => {
  const local = { redirect_uri: localCallback, code_challenge: null, code_challenge_method: null };

  test('is always asked for on localhost, names the account, and is remembered', async () => {
    const browser = openBrowser(world);
    const page = await signIn(browser, dana, local);
    expect(page.path).toContain('/u/consent');
    expect(page.body).toContain(dana.email);
    expect(page.body).toContain('Ask for things in your name');
    expect(
      (await browser.visit(authorizePath({ ...local, prompt: 'none' }))).left?.searchParams.get('error'),
    ).toBe('consent_required');
    const back = await browser.submit(page, '/u/consent', { action: 'accept' });
    expect(back.left?.origin).toBe('http://localhost:7102');
    expect((await browser.visit(authorizePath(local))).left?.searchParams.has('code')).toBe(true);
  });

  test('covers what was asked for and no more', async () => {
    const browser = openBrowser(world);
    const page = await signIn(browser, dana, local);
    await browser.submit(page, '/u/consent', { action: 'accept' });
    const more = await browser.visit(authorizePath({ ...local, scope: 'openid transactions:confirm' }));
    expect(more.path).toContain('/u/consent');
    const another = openBrowser(world);
    expect((await signIn(another, milo, local)).path).toContain('/u/consent');
  });

  test('can be refused', async () => {
    const browser = openBrowser(world);
    const page = await signIn(browser, dana, local);
    const back = await browser.submit(page, '/u/consent', { action: 'deny' });
    expect(back.left?.searchParams.get('error')).toBe('access_denied');
    expect(back.left?.searchParams.get('error_description')).toBe('User did not authorize the request');
  });

  test('cannot be given before signing in', async () => {
    const browser = openBrowser(world);
    const login = await browser.visit(authorizePath(local));
    const page = await browser.submit(login, '/u/consent', { action: 'accept' });
    expect(page.path).toContain('/u/login');
  });
});

describe('signing out', () => {
  test('goes back to a listed address only, and the session is over', async () => {
    const browser = openBrowser(world);
    await signIn(browser, dana);
    const elsewhere = new URLSearchParams({ client_id: app.id, returnTo: 'https://evil.example/' });
    expect((await browser.visit(`/v2/logout?${elsewhere}`)).status).toBe(400);
    expect((await browser.visit(authorizePath({ prompt: 'none' }))).left?.searchParams.has('code')).toBe(
      true,
    );
    const home = new URLSearchParams({ client_id: app.id, returnTo: logoutUrl });
    expect((await browser.visit(`/v2/logout?${home}`)).left?.href).toBe(logoutUrl);
    expect((await browser.visit(authorizePath({ prompt: 'none' }))).left?.searchParams.get('error')).toBe(
      'login_required',
    );
  });

  test('by OpenID Connect asks first where no id_token of the person comes along', async () => {
    const browser = openBrowser(world);
    const tokens = (await exchange(world, codeOf(await signIn(browser, dana)))).json();
    const target = { client_id: app.id, post_logout_redirect_uri: logoutUrl, state: 'bye' };
    const asked = await browser.visit(`/oidc/logout?${new URLSearchParams(target)}`);
    expect(asked.body).toContain('Sign out?');
    const hinted = new URLSearchParams({ ...target, id_token_hint: String(tokens.id_token) });
    expect((await browser.visit(`/oidc/logout?${hinted}`)).left?.href).toBe(`${logoutUrl}?state=bye`);
    const forged = new URLSearchParams({ ...target, id_token_hint: `${tokens.id_token}x` });
    expect((await browser.visit(`/oidc/logout?${forged}`)).status).toBe(400);
  });

  test('the question is answered by a form', async () => {
    const browser = openBrowser(world);
    await signIn(browser, dana);
    const target = { client_id: app.id, post_logout_redirect_uri: logoutUrl };
    const asked = await browser.visit(`/oidc/logout?${new URLSearchParams(target)}`);
    expect((await browser.submit(asked, '/u/logout', target)).left?.href).toBe(logoutUrl);
    expect((await browser.visit(authorizePath())).path).toContain('/u/login');
  });
});

describe('the pages', () => {
  test('run no scripts, load nothing foreign, and let forms end at the application alone', async () => {
    const page = await openBrowser(world).visit(authorizePath());
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self' https://pod.example; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(page.headers['referrer-policy']).toBe('same-origin');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['strict-transport-security']).toBeUndefined();
    expect((await call(world, '/assets/tenant.css')).headers['content-type']).toContain('text/css');
  });

  test('keep their cookies to this host, to https and away from scripts', async () => {
    const reply = await call(world, authorizePath({ audience: api }));
    expect(String(reply.headers['set-cookie'])).toMatch(
      /^__Host-sandbox-tenant-browser=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test.each(['evil.example', 'localhost:7100', 'localhost', 'localhost:7101.evil.example', ''])(
    'are not for callers of "%s"',
    async (host) => {
      expect((await call(world, authorizePath(), { headers: { host } })).status).toBe(421);
    },
  );
});
