/** An order in the browser of its owner: it appears by itself, and everything that can be done about it. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { anotherCode } from '../stories/outside.ts';
import { button, heading, isLive, newestOrder, signIn, signInAtTenant, typeCode } from './people.ts';
import { type Scene, setScene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.world.nextDay());
afterEach(async () => {
  expect(scene.complaints()).toEqual([]);
  await scene.leave();
});

const waiting = (page: Page) => heading(page, 'Waiting for your code');
/** The time within which every open page shows what happened. */
const promptly = { timeout: 1_000 };

/** Nothing waits any more, and the newest of the past orders bears this mark. */
const ended = async (page: Page, mark: string, within?: { readonly timeout: number }): Promise<void> => {
  await waiting(page).waitFor({ ...within, state: 'detached' });
  await newestOrder(page).getByText(mark, { exact: true }).waitFor(within);
};

const danasPage = async (): Promise<Page> => {
  const { page } = await scene.openBrowser();
  await signIn(page, scene.world.root, 'dana');
  return page;
};

const danasPageWithOrder = async (): Promise<Page> => {
  const page = await danasPage();
  await scene.world.order();
  await waiting(page).waitFor();
  return page;
};

it('an order by voice appears in two tabs within a second, and both tell when its code was spoken', async () => {
  const { world } = scene;
  const first = await danasPage();
  const second = await first.context().newPage();
  await second.goto(`${world.root}app/`);
  await isLive(second);
  const tabs = [first, second];

  await world.order();
  await Promise.all(tabs.map((tab) => waiting(tab).waitFor(promptly)));
  for (const tab of tabs) {
    const card = await tab.getByRole('region', { name: 'Waiting for your code' }).innerText();
    expect(card).toContain('A large pizza with pepperoni and mushrooms');
    expect(card).toContain('$16.50');
    expect(card).toContain('the phone ending 42');
    expect(card).toContain('3 tries left');
  }

  expect((await world.confirm(await world.newestCode())).speech).toMatch(/^Done\. /);
  await Promise.all(tabs.map((tab) => ended(tab, 'Done', promptly)));
});

it('where something between blocks live events, the page asks every few seconds instead', async () => {
  const { world, openBrowser } = scene;
  const { page } = await openBrowser();
  await page.route(/\/app\/events/, (route) => route.abort());
  await signIn(page, world.root, 'dana', 'Updated every few seconds');
  await world.order();
  await waiting(page).waitFor();
});

it('the code can be typed instead of spoken, with a space in it', async () => {
  const { world } = scene;
  const page = await danasPageWithOrder();
  const code = await world.newestCode();
  await typeCode(page, `${code.slice(0, 3)} ${code.slice(3)}`, 'Confirm');
  await ended(page, 'Done');
  expect(await world.latest()).toMatchObject({ state: 'done' });
});

it('the code can be sent again after a while; the first one then confirms nothing', async () => {
  const { world } = scene;
  const page = await danasPageWithOrder();
  const first = await world.newestCode();
  const again = button(page, 'Send the code again');
  expect(await again.getAttribute('aria-disabled')).toBe('true');
  world.advance(61);
  await page.reload();
  await again.click();
  await expect.poll(() => world.newestCode()).not.toBe(first);
  await typeCode(page, first, 'Confirm');
  await page.getByText('2 tries left').waitFor();
  await typeCode(page, await world.newestCode(), 'Confirm');
  await ended(page, 'Done');
});

it('an order is cancelled after one question, and its code is then worth nothing', async () => {
  const { world } = scene;
  const page = await danasPageWithOrder();
  await button(page, 'Cancel this order').click();
  await button(page.getByRole('dialog'), 'Cancel the order').click();
  await ended(page, 'Cancelled');
  expect((await world.tell(`my code is ${await world.newestCode()}`)).speech).not.toMatch(/^Done/);
  expect(await world.latest()).toMatchObject({ state: 'cancelled' });
});

it('“This was not me” cancels and locks; the lock opens after signing in afresh', async () => {
  const { world } = scene;
  const page = await danasPageWithOrder();
  await button(page, 'This was not me').click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('checkbox', { name: 'Lock voice ordering too' }).isChecked()).toBe(true);
  await button(dialog, 'Stop this order').click();
  const locked = heading(page, 'You have locked voice ordering');
  await locked.waitFor();
  expect(await world.latest()).toMatchObject({ state: 'cancelled' });
  expect((await world.order()).speech).toContain('locked');
  expect(await waiting(page).count()).toBe(0);

  world.advance(6 * 60);
  await page.reload();
  expect(await button(page, 'Open the lock').count()).toBe(0);
  await page.getByRole('link', { name: 'Sign in again to open the lock' }).click();
  await signInAtTenant(page, 'dana');
  await button(page, 'Open the lock').click();
  await locked.waitFor({ state: 'detached' });
  await world.order();
  await waiting(page).waitFor();
});

it('three wrong codes refuse an order, ten in a row lock, and the owner opens the lock', async () => {
  const { world } = scene;
  const page = await danasPage();
  const orderAndErr = async () => {
    await world.order();
    await waiting(page).waitFor();
    await typeCode(page, anotherCode(await world.newestCode()), 'Confirm');
  };
  for (const _order of [1, 2, 3]) {
    await orderAndErr();
    for (const left of ['2 tries left', '1 try left']) {
      await page.getByText(left, { exact: true }).waitFor();
      await typeCode(page, anotherCode(await world.newestCode()), 'Confirm');
    }
    await ended(page, 'Refused');
    world.advance(61);
  }
  await orderAndErr();
  const locked = heading(page, 'Locked after too many wrong codes');
  await locked.waitFor();
  expect((await world.order()).speech).toContain('locked');

  world.advance(6 * 60);
  await page.reload();
  await page.getByRole('link', { name: 'Sign in again to open the lock' }).click();
  await signInAtTenant(page, 'dana');
  await button(page, 'Open the lock').click();
  await locked.waitFor({ state: 'detached' });

  // The tenant's own protection counted along; its owner lifts it by the mail Auth0 sends.
  world.tenant.inspect.unblock('+12025550142');
  world.advance(3600);
  const later = await danasPage();
  await world.order();
  await typeCode(later, await world.newestCode(), 'Confirm');
  await ended(later, 'Done');
});

it('a code that runs out is told, and so is the end of its order', async () => {
  const { world } = scene;
  const page = await danasPageWithOrder();
  world.advance(181);
  await world.work();
  await page.getByText('has run out. Your order is still waiting.').waitFor();
  expect(await page.getByLabel('Code', { exact: true }).count()).toBe(0);
  world.advance(15 * 60);
  await world.work();
  await ended(page, 'Expired');
  expect(await world.latest()).toMatchObject({ state: 'expired' });
});

it('confirmed orders are cleared from the page for good', async () => {
  const { world } = scene;
  const page = await danasPageWithOrder();
  expect((await world.confirm(await world.newestCode())).speech).toMatch(/^Done\. /);
  await ended(page, 'Done');
  await button(page, 'Clear confirmed orders').click();
  await button(page.getByRole('dialog'), 'Clear them').click();
  await button(page, 'Clear confirmed orders').waitFor({ state: 'detached' });
  await page.reload();
  await heading(page, 'Past orders').waitFor();
  expect(await page.getByText('Done', { exact: true }).count()).toBe(0);
});
