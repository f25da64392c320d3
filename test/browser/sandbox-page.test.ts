/** Somebody new, on the sandbox page: what it suggests is enough to complete an order. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { heading, newestOrder, signInAtTenant } from './people.ts';
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

it('click what is suggested, tap the code that arrives, done; the web application shows it', async () => {
  const { world, openBrowser } = scene;
  const { page, context } = await openBrowser();
  await page.goto(world.echoUrl);
  await page.getByRole('list', { name: 'Suggestions' }).getByRole('button').first().click();
  await page
    .locator('#echo .echo-screen summary')
    .getByText('Waiting for your code', { exact: true })
    .waitFor();
  await page
    .getByRole('region', { name: 'Phone and mailbox' })
    .getByRole('button', { name: /^Say the code \d{6} to the Echo$/ })
    .click();
  await page.getByText('Done. It took the code to confirm').waitFor();

  const [application] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'See it in the web application' }).click(),
  ]);
  await application.getByRole('link', { name: 'Sign in', exact: true }).click();
  await signInAtTenant(application, 'dana');
  await heading(application, 'Your orders').waitFor();
  await newestOrder(application).getByText('Done', { exact: true }).waitFor();
});

it('what the Echo and the skill said to each other is shown beside it', async () => {
  const { world, openBrowser } = scene;
  const { page } = await openBrowser();
  await page.goto(world.echoUrl);
  await page.getByRole('list', { name: 'Suggestions' }).waitFor();
  await world.tell('help', 'milo');
  await page.locator('#wire').getByText('AMAZON.HelpIntent').first().waitFor();
});
