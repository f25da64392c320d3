/** The profile in the browser of its owner: the phone, what is kept, what is deleted, and who is signed in. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { fail } from '../stories/outside.ts';
import {
  button,
  heading,
  isLive,
  newestOrder,
  openProfile,
  type Person,
  signIn,
  typeCode,
} from './people.ts';
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

const pageOf = async (person: Person): Promise<Page> => {
  const { page } = await scene.openBrowser();
  await signIn(page, scene.world.root, person);
  return page;
};

const lastCodeTo = async (to: string): Promise<string> => {
  const { messages }: { messages: { to: string; text: string }[] } = JSON.parse(
    (await scene.world.sandbox('/messages')).body,
  );
  const text = messages.findLast((message) => message.to === to)?.text ?? fail(`nothing was sent to ${to}`);
  return /\b\d{6}\b/.exec(text)?.[0] ?? fail('no code in the message');
};

it('a new phone: the old one agrees, the new one proves itself, and then it receives the codes', async () => {
  const { world } = scene;
  const page = await pageOf('dana');
  await openProfile(page);
  await page.getByLabel('New phone number').fill('+1 202 555 0177');
  await button(page, 'Change the phone').click();
  await heading(page, 'Agree with what you have now').waitFor();
  await typeCode(page, await lastCodeTo('+12025550142'), 'Continue');
  await heading(page, 'Prove the new phone').waitFor();
  await typeCode(page, await lastCodeTo('+12025550177'), 'Continue');
  await page.getByText('The next code goes to the phone ending 77.').waitFor();

  world.advance(61);
  await world.order();
  expect((await world.confirm(await lastCodeTo('+12025550177'))).speech).toMatch(/^Done\. /);
});

it('a first phone is added by a code to it; a change begun can be called off', async () => {
  const page = await pageOf('milo');
  await openProfile(page);
  await page.getByLabel('Phone number').fill('+1 202 555 0133');
  await button(page, 'Add the phone').click();
  await button(page, 'Continue').waitFor();
  await button(page, 'Call off this change').click();
  await button(page, 'Add the phone').waitFor();
});

it('a page closes when its session is ended from another browser, and the other stays', async () => {
  const first = await pageOf('dana');
  const second = await pageOf('dana');
  await openProfile(second);
  await button(second, 'Sign out all other browsers').click();
  await heading(first, 'You are signed out').waitFor();
  await scene.world.order();
  await second.getByRole('link', { name: /^Orders/ }).click();
  await heading(second, 'Waiting for your code').waitFor();
  expect(await heading(first, 'Waiting for your code').count()).toBe(0);
});

it('signing out in one tab signs out the other one', async () => {
  const first = await pageOf('dana');
  const second = await first.context().newPage();
  await second.goto(`${scene.world.root}app/`);
  await isLive(second);
  await button(first, 'Sign out').click();
  await heading(second, 'You are signed out').waitFor();
  await second.reload();
  await second.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
});

it('an Echo is disconnected, and then asks to be linked again', async () => {
  const { world } = scene;
  await world.tell('help');
  const page = await pageOf('dana');
  await openProfile(page);
  await button(page, 'Disconnect').first().click();
  await button(page.getByRole('dialog'), 'Disconnect it').click();
  await page.getByText('Disconnected', { exact: true }).first().waitFor();
  expect((await world.tell('what is my order')).card?.type).toBe('LinkAccount');
});

it('one’s data is downloaded as a file, then deleted: signed out, and nothing is left at the next sign-in', async () => {
  const { world } = scene;
  await world.order('get me a small pizza', 'milo');
  await world.confirm(await world.newestCode('milo'), 'milo');
  const page = await pageOf('milo');
  await newestOrder(page).getByText('Done', { exact: true }).waitFor();
  await openProfile(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download my data' }).click(),
  ]);
  const file = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(file)).toHaveProperty('account.id');
  expect(file).toContain('milo@sayso.test');

  await button(page, 'Delete my data').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('delete');
  await button(dialog, 'Delete everything').click();
  await heading(page, 'You are signed out').waitFor();
  const anew = await pageOf('milo');
  await anew.getByText('Nothing here yet.').waitFor();
});
