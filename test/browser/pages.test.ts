/** Every page, in both themes, wide and narrow: nothing that axe finds, nothing the browser complains about. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { heading, openProfile, signIn } from './people.ts';
import { type Scene, setScene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.close());
afterEach(async () => {
  expect(scene.complaints()).toEqual([]);
  await scene.leave();
});

/** What keeps somebody from using the page as it stands, by WCAG and by axe's own rules. */
const hindrances = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
};

const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;
const narrowest = { width: 320, height: 640 };

describe.each(looks)('in a $colorScheme window $viewport.width wide', (look) => {
  const check = async (page: Page) => {
    expect(await hindrances(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize(narrowest);
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize(look.viewport);
  };

  it('the web application is accessible and fits', async () => {
    const { world, openBrowser } = scene;
    const { page } = await openBrowser({ ...look, reducedMotion: 'reduce' });
    await page.goto(`${world.root}app/`);
    await heading(page, 'Anyone can talk to your Echo. Only you can say yes.').waitFor();
    await check(page);

    await signIn(page, world.root, 'dana');
    await world.order();
    await heading(page, 'Waiting for your code').waitFor();
    await check(page);
    await world.confirm(await world.newestCode());
    await heading(page, 'Waiting for your code').waitFor({ state: 'detached' });
    await check(page);

    await openProfile(page);
    await check(page);
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    await page.getByRole('region', { name: 'Activity, newest first' }).waitFor();
    await check(page);
    world.advance(61);
  });

  it('so are the privacy policy and the terms', async () => {
    const { page } = await scene.openBrowser(look);
    for (const name of ['privacy', 'terms']) {
      expect((await page.goto(`${scene.world.root}${name}`))?.status()).toBe(200);
      await check(page);
    }
  });

  it('so is the page where one signs in', async () => {
    const { page } = await scene.openBrowser(look);
    await page.goto(`${scene.world.root}app/sign-in`);
    await heading(page, 'Sign in to Pizza on Demand').waitFor();
    await check(page);
  });

  it('so is the sandbox page', async () => {
    const { page } = await scene.openBrowser({ ...look, reducedMotion: 'reduce' });
    await page.goto(scene.world.echoUrl);
    await page.getByRole('list', { name: 'Suggestions' }).waitFor();
    await check(page);
  });
});

it('a page is kept up to date, whether its window is seen or not', async () => {
  const { world, openBrowser } = scene;
  const { page, context } = await openBrowser();
  await signIn(page, world.root, 'milo');
  await context.newPage();
  await world.order('get me a small pizza', 'milo');
  await expect.poll(() => page.title()).toMatch(/^\(1\) Your orders/);
  await world.confirm(await world.newestCode('milo'), 'milo');
  await expect.poll(() => page.title()).toMatch(/^Your orders/);
});
