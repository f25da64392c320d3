import { defineConfig } from 'vitest/config';

const setupFiles = ['test/fail-on-console-error.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    allowOnly: false,
    passWithNoTests: false,
    // Much of a story is waiting for processes of its own; by default one core of two would stay idle.
    maxWorkers: 2,
    reporters: ['default', './scripts/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{src,sandbox,scripts,bench,doctor,contract}/**/*.test.ts',
            'docs/examples/bank/**/*.test.ts',
            'test/*.test.ts',
          ],
          setupFiles,
          // Nothing here changes modules or globals behind it, so workers keep what they have loaded: 3 s, not 15.
          pool: 'forks',
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'stories',
          include: ['test/{stories,pusher,hosts}/**/*.test.ts'],
          setupFiles,
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/global-setup.ts'],
          setupFiles,
          pool: 'forks',
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
