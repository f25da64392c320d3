/** A world with a browser beside it; whatever a page complains about is kept, so that a story can be held to none. */
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import { prepareSandboxCertificates } from '../../sandbox/sandbox.ts';
import { startWorld, type World } from '../stories/world.ts';
import { launchBrowser } from './chromium.ts';

export type Scene = {
  readonly world: World;
  /** A browser of its own, with no cookies: a page in it, and more of them by `context.newPage`. */
  readonly openBrowser: (options?: BrowserContextOptions) => Promise<Visit>;
  /** What pages wrote to their console, threw, or were refused by their Content Security Policy since last asked. */
  readonly complaints: () => readonly string[];
  /** Closes the browsers that stories opened. */
  readonly leave: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Visit = { readonly context: BrowserContext; readonly page: Page };

/** What must have happened by then, or the story fails. Loose: two processors may have other work. */
const patienceMilliseconds = 10_000;

export const setScene = async (): Promise<Scene> => {
  const world = await startWorld();
  const directory = join(world.dataDirectory, 'sandbox');
  const { tls } = await prepareSandboxCertificates({ directory, now: world.now });
  const browser = await launchBrowser(inject('chromium'), tls.cert);
  let heard: string[] = [];

  const openBrowser: Scene['openBrowser'] = async (options = {}) => {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(patienceMilliseconds);
    await context.addInitScript(reportViolations);
    context.on('weberror', (event) => heard.push(event.error().message));
    context.on('console', (message) => {
      const text = message.text();
      // The browser's own note of an answer such as 409, which pages tell in words of their own.
      if (text.startsWith('Failed to load resource')) return;
      if (['error', 'warning'].includes(message.type())) heard.push(`${message.location().url}: ${text}`);
    });
    return { context, page: await context.newPage() };
  };

  return {
    world,
    openBrowser,
    complaints: () => {
      const told = heard;
      heard = [];
      return told;
    },
    leave: async () => {
      for (const context of browser.contexts()) await context.close();
    },
    close: async () => {
      await browser.close();
      await world.close();
    },
  };
};

const reportViolations = `addEventListener('securitypolicyviolation', (event) => {
  console.error('refused by the Content Security Policy: ' + event.violatedDirective + ' ' + event.blockedURI);
});`;
