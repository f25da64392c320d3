/** Before all tests of a run: one PostgreSQL for them. Tests get its address by `inject('postgresUrl')`. */
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const server = await startPostgres();
  provide('postgresUrl', server.url);
  return server.stop;
};

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}
