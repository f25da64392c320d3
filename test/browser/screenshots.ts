/** `npm run screenshots`: the pictures in docs/images, of an order that waits for its code. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { prepareSandboxCertificates } from '../../sandbox/sandbox.ts';
import { startLocal } from '../../src/runtimes/start-local.ts';
import { aPizza, findPorts, lookFromOutside } from '../stories/outside.ts';
import { buildPages } from './build-pages.ts';
import { findChromium, launchBrowser } from './chromium.ts';
import { button, heading, signIn } from './people.ts';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const viewport = { width: 1280, height: 800 };

await buildPages();
await mkdir(folder, { recursive: true });
const dataDirectory = await mkdtemp(join(tmpdir(), 'sayso-screenshots-'));
const ports = await findPorts();
const started = await startLocal({
  raw: {
    DATA_DIR: dataDirectory,
    DATA_KEY: randomBytes(32).toString('base64'),
    PORT: String(ports.application),
  },
  ports,
  now: Date.now,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  version: '0.0.0-screenshots',
  onProgress: () => undefined,
});
if (!started.ok) throw new Error(started.problems.join('\n'));
const { local } = started;
const { root, sandbox } = local;
const { echo } = sandbox.addresses;
await local.application.warmUp();
const { tls } = await prepareSandboxCertificates({
  directory: join(dataDirectory, 'sandbox'),
  now: Date.now,
});
const outside = lookFromOutside(root, echo, tls.rootPem);
const browser = await launchBrowser(await findChromium(), tls.cert);

const picture = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  process.stdout.write(`docs/images/${name}.png\n`);
};

try {
  // Something to look back on.
  await outside.order('get me a small pizza with ham');
  await outside.confirm(await outside.newestCode());
  await outside.order('open my pickup locker');
  await outside.confirm(await outside.newestCode());

  const sandboxPage = await (await browser.newContext({ viewport, colorScheme: 'light' })).newPage();
  await sandboxPage.goto(echo);
  await sandboxPage.getByLabel(/^Say to Dana/).fill(`ask pizza on demand to ${aPizza}`);
  await sandboxPage.keyboard.press('Enter');
  await sandboxPage.locator('.message.fresh').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await sandboxPage.emulateMedia({ colorScheme });
    await picture(sandboxPage, `sandbox-${colorScheme}`);
  }

  const ordersPage = await (await browser.newContext({ viewport })).newPage();
  await signIn(ordersPage, root, 'dana');
  await heading(ordersPage, 'Waiting for your code').waitFor();
  await button(ordersPage, 'Confirm').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await ordersPage.emulateMedia({ colorScheme });
    await picture(ordersPage, `orders-${colorScheme}`);
  }
} finally {
  await browser.close();
  await outside.close();
  await local.close();
  await rm(dataDirectory, { recursive: true, force: true });
}
