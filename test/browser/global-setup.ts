/** Before the stories in a browser: the pages are built and Chromium is unpacked, once for all files. */
import type { TestProject } from 'vitest/node';
import { buildPages } from './build-pages.ts';
import { type Chromium, findChromium } from './chromium.ts';

export default async ({ provide }: TestProject): Promise<void> => {
  await buildPages();
  provide('chromium', await findChromium());
};

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Chromium;
  }
}
