/** Builds the web application's pages to where the server looks for them. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../src/app/ui', import.meta.url));

export const buildPages = async (): Promise<void> => {
  await build({ root, configFile: `${root}/vite.config.ts`, logLevel: 'warn' });
};
