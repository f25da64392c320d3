/** An order on a host that only Amazon could speak to: asked for and confirmed by the API, seen in the web application. */
import { expect } from 'vitest';
import { demoUsers } from '../../sandbox/tenant/seed.ts';
import { openBrowser, signIn } from '../stories/browser.ts';
import { read } from '../stories/outside.ts';
import type { HostWorld } from './host-world.ts';

const body = { command: 'OrderPizza', values: { size: 'large', toppings: ['pepperoni', 'mushrooms'] } };

export const orderAndConfirm = async (world: HostWorld): Promise<void> => {
  const browser = openBrowser(world.fetch);
  const login = await browser.visit(`${world.root}app/sign-in`);
  const home = await signIn(browser, login, demoUsers.dana);
  expect(home.url).toBe(`${world.root}app/`);

  const { transaction } = read(await world.api('/transactions', { body }));
  expect(transaction).toMatchObject({ state: 'requested', challenge: { channel: 'sms', state: 'live' } });
  const waiting = await browser.visit(`${world.root}app/`);
  expect(waiting.text).toContain('a large pizza with pepperoni and mushrooms');
  const confirmed = await world.api(`/transactions/${transaction.id}/confirm`, {
    body: { code: await world.newestCode() },
  });
  expect(read(confirmed).transaction).toMatchObject({ state: 'done' });
  // A form's body, and the way back by a redirect.
  const signedOut = await browser.submit(await browser.visit(`${world.root}app/`), 'Sign out');
  expect(signedOut.status).toBe(200);
};
