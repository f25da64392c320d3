/** A person's browser: cookies, redirects between the application and the tenant, forms filled in. */
import { type HTMLElement, parse } from 'node-html-parser';
import { CookieJar } from 'tough-cookie';
import { fail, type Outside } from './outside.ts';

export type Page = {
  readonly url: string;
  readonly status: number;
  readonly html: HTMLElement;
  readonly text: string;
};

export type Browser = {
  readonly visit: (url: string) => Promise<Page>;
  /** Sends the page's form whose button bears this text, its fields filled in by name. */
  readonly submit: (page: Page, button: string, fields?: Readonly<Record<string, string>>) => Promise<Page>;
  /** The `cookie` header it would send to this address, for what a page's scripts ask. */
  readonly cookieFor: (url: string) => Promise<string>;
};

/** On the tenant's login page; agrees where the tenant asks for consent, as it does once. */
export const signIn = async (
  browser: Browser,
  login: Page,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Page> => {
  const page = await browser.submit(login, 'Sign in', { username: email, password });
  return page.text.includes('Allow access') ? browser.submit(page, 'Allow') : page;
};

const mostRedirects = 15;

export const openBrowser = (fetch: Outside['fetch']): Browser => {
  const jar = new CookieJar();

  const go = async (start: string, form: URLSearchParams | null): Promise<Page> => {
    let url = start;
    let body = form;
    for (let count = 0; count < mostRedirects; count += 1) {
      const { origin } = new URL(url);
      const answer = await fetch(url, {
        method: body === null ? 'GET' : 'POST',
        headers: {
          accept: 'text/html',
          cookie: await jar.getCookieString(url),
          ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin }),
        },
        ...(body === null ? {} : { body: body.toString() }),
      });
      for (const cookie of answer.headers.getSetCookie()) await jar.setCookie(cookie, url);
      const location = answer.headers.get('location');
      if (location === null || answer.status < 300 || answer.status >= 400) {
        const html = parse(answer.body);
        return { url, status: answer.status, html, text: html.structuredText.replace(/\s+/g, ' ') };
      }
      url = new URL(location, url).href;
      body = null;
    }
    return fail(`${start} leads in circles`);
  };

  return {
    visit: (url) => go(url, null),
    cookieFor: (url) => jar.getCookieString(url),
    submit: (page, button, fields = {}) => {
      const form =
        page.html
          .querySelectorAll('form')
          .find((one) =>
            one.querySelectorAll('button').some(({ textContent }) => textContent.includes(button)),
          ) ?? fail(`no button "${button}" on ${page.url}: ${page.text}`);
      const values = new URLSearchParams();
      for (const input of form.querySelectorAll('input')) {
        const name = input.getAttribute('name');
        if (name) values.set(name, fields[name] ?? input.getAttribute('value') ?? '');
      }
      const pressed = form.querySelectorAll('button').find(({ textContent }) => textContent.includes(button));
      const name = pressed?.getAttribute('name');
      if (name) values.set(name, pressed?.getAttribute('value') ?? '');
      return go(new URL(form.getAttribute('action') ?? page.url, page.url).href, values);
    },
  };
};
