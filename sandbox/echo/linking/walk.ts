/**
 * Walks the tenant's real pages as a person with a browser would: follows redirects with cookies, fills in forms, consents,
 * and stops where the tenant sends the browser back to Alexa.
 */
import { type HTMLElement, parse } from 'node-html-parser';
import { CookieJar } from 'tough-cookie';

export type Person = {
  readonly email: string;
  /** null: signs in with the social provider. */
  readonly password: string | null;
};

export type Walked =
  | { readonly type: 'arrived'; readonly callback: URL }
  | { readonly type: 'stuck'; readonly message: string };

type Page = { readonly url: URL; readonly status: number; readonly html: string };
type Step = { readonly url: URL; readonly form: URLSearchParams | null };

const mostSteps = 20;

/** @param start the authorization URL; pages of other origins than its are never visited. */
export const walkLogin = async (
  start: string,
  redirectUri: string,
  person: Person,
  fetch: typeof globalThis.fetch,
): Promise<Walked> => {
  const jar = new CookieJar();
  const origin = new URL(start).origin;
  let step: Step = { url: new URL(start), form: null };
  const seen = new Map<string, number>();
  for (let count = 0; count < mostSteps; count += 1) {
    if (step.url.href.startsWith(`${redirectUri}?`)) return { type: 'arrived', callback: step.url };
    if (step.url.origin !== origin) return stuck(`The login led away to ${step.url.origin}.`);
    const taken = await take(step, jar, fetch);
    if ('location' in taken) {
      step = { url: taken.location, form: null };
      continue;
    }
    const page: Page = taken;
    const visits = (seen.get(page.url.pathname) ?? 0) + 1;
    seen.set(page.url.pathname, visits);
    const root = parse(page.html);
    const next = page.status < 500 && visits <= 3 ? answerPage(root, page.url, person) : null;
    if (next === null)
      return stuck(`${page.url.origin}${page.url.pathname} (${page.status}) says: ${textOf(root)}`);
    step = next;
  }
  return stuck('The login did not end.');
};

const stuck = (message: string): Walked => ({ type: 'stuck', message });

const take = async (
  { url, form }: Step,
  jar: CookieJar,
  fetch: typeof globalThis.fetch,
): Promise<Page | { readonly location: URL }> => {
  const cookie = await jar.getCookieString(url.href);
  const response = await fetch(url, {
    method: form === null ? 'GET' : 'POST',
    headers: {
      accept: 'text/html',
      ...(cookie === '' ? {} : { cookie }),
      ...(form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin }),
    },
    body: form === null ? null : form.toString(),
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  });
  for (const header of response.headers.getSetCookie())
    await jar.setCookie(header, url.href, { ignoreError: true });
  const location = response.headers.get('location');
  if (response.status >= 300 && response.status < 400 && location !== null) {
    await response.body?.cancel();
    return { location: new URL(location, url) };
  }
  return { url, status: response.status, html: await response.text() };
};

/** What the person does on a page: signs in with what they have, else agrees. Null where there is nothing to do. */
const answerPage = (root: HTMLElement, url: URL, person: Person): Step | null => {
  const forms = root.querySelectorAll('form');
  const byPassword = (form: HTMLElement) => form.querySelector('input[type=password]') !== null;
  const login = person.password === null ? undefined : forms.find(byPassword);
  const ownButton = forms.find((form) => saysOnButton(form, person.email));
  const social = forms.find((form) => saysOnButton(form, 'Continue with'));
  const bySocial = person.password === null ? (ownButton ?? social) : undefined;
  const consent = forms.find((form) => !byPassword(form));
  const form = login ?? bySocial ?? consent;
  return form === undefined ? null : submit(form, url, person);
};

const saysOnButton = (form: HTMLElement, text: string): boolean =>
  form.querySelectorAll('button').some((button) => button.textContent.includes(text));

const submit = (form: HTMLElement, url: URL, person: Person): Step => {
  const values = new URLSearchParams();
  for (const input of form.querySelectorAll('input')) {
    const name = input.getAttribute('name');
    if (name !== undefined) values.set(name, valueFor(input, person));
  }
  // The first button agrees; the others say no.
  const button = form.querySelector('button');
  const buttonName = button?.getAttribute('name');
  if (buttonName !== undefined) values.set(buttonName, button?.getAttribute('value') ?? '');
  const action = new URL(form.getAttribute('action') ?? url.href, url);
  if (form.getAttribute('method')?.toLowerCase() === 'post') return { url: action, form: values };
  action.search = values.toString();
  return { url: action, form: null };
};

const valueFor = (input: HTMLElement, person: Person): string => {
  const type = input.getAttribute('type');
  if (type === 'password') return person.password ?? '';
  return type === 'email' ? person.email : (input.getAttribute('value') ?? '');
};

/** A page's words, for the message of somebody who is stuck on it. */
const textOf = (root: HTMLElement): string =>
  (root.querySelector('[role=alert]') ?? root.querySelector('main') ?? root).structuredText
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
