/** Everything a run needs around what it measures: PostgreSQL, certificates, a tenant, people, bundled processes. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Certificates, prepareCertificates } from '../sandbox/certificates.ts';
import { bundle } from '../scripts/bundle.ts';
import { createPizzeria } from '../src/pizzeria/pizzeria.ts';
import { startPostgres } from '../test/postgres.ts';
import { type Calls, type Child, startChild } from './child.ts';
import { measured } from './measured-settings.ts';
import { makePeople, type Person, storePeople } from './people.ts';
import type { PartsCalls, PartsOptions } from './processes/parts.ts';
import type { ServerCalls, ServerOptions } from './processes/server.ts';
import type { TenantCalls } from './processes/tenant.ts';
import type { VerifierCalls } from './processes/verifier.ts';
import { createRequestSigner, type SignRequest } from './requests.ts';

export type Started<Offered extends Calls> = { readonly child: Child<Offered>; readonly port: number };

export type World = {
  readonly people: readonly Person[];
  readonly sign: SignRequest;
  readonly certificates: Certificates;
  readonly tenant: Child<TenantCalls>;
  /** The tenant's address, with its slash. */
  readonly issuer: string;
  readonly verifier: () => Child<VerifierCalls>;
  /** Each on a copy of the same database. */
  readonly server: (options?: Partial<Pick<ServerOptions, 'records'>>) => Promise<Started<ServerCalls>>;
  readonly parts: (options?: Partial<Pick<PartsOptions, 'answer'>>) => Promise<Started<PartsCalls>>;
  readonly close: () => Promise<void>;
};

const mostPeople = 200;
const root = fileURLToPath(new URL('..', import.meta.url));

/** @param profiles folder for the CPU profiles of all processes; null: none are made */
export const createWorld = async (
  progress: (text: string) => void,
  profiles: string | null,
): Promise<World> => {
  const directory = await mkdtemp(join(tmpdir(), 'sayso-bench-'));
  const logFile = join(directory, 'processes.log');
  const profiling = profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  const flags = [...(await shippedFlags()), ...profiling];
  progress(`bundling, starting PostgreSQL (output of all processes: ${logFile})`);
  const programs = join(root, 'build', 'bench');
  await bundle({
    entries: Object.fromEntries(
      ['server', 'parts', 'tenant', 'verifier'].map((name) => [name, `bench/processes/${name}.ts`]),
    ),
    folder: programs,
    parts: 'parts',
  });
  const certificates = await prepareCertificates({ directory: join(directory, 'keys'), now: Date.now });
  const postgres = await startPostgres();
  const children: Child<Calls>[] = [];
  const start = <Offered extends Calls>(name: string): Child<Offered> => {
    const child = startChild<Offered>(join(programs, `${name}.mjs`), { flags, logFile });
    children.push(child);
    return child;
  };

  const tenant = start<TenantCalls>('tenant');
  const tenantPort = await tenant.call('start', certificates.tls);
  const issuer = `https://localhost:${tenantPort}/`;
  progress(`giving ${mostPeople} people an account`);
  const people = await makePeople(issuer, mostPeople);
  const databases = await createDatabases(postgres.url);
  const { migrations } = createPizzeria({ fetch: globalThis.fetch, settings: { lockerUrl: null } });
  const settings = { databaseUrl: databases.templateUrl, dataDirectory: '', dataKey: measured.dataKey };
  await storePeople({ settings, migrations }, issuer, people);

  const outside = {
    tenant: { port: tenantPort, rootPem: certificates.tls.rootPem },
    signing: certificates.signing,
  };
  return {
    people,
    sign: createRequestSigner(certificates.signing.leafKey, certificates.signing.chainUrl),
    certificates,
    tenant,
    issuer,
    verifier: () => start<VerifierCalls>('verifier'),
    server: async (options = {}) => {
      const child = start<ServerCalls>('server');
      const databaseUrl = await databases.copy();
      return {
        child,
        port: await child.call('start', { ...outside, databaseUrl, records: false, ...options }),
      };
    },
    parts: async (options = {}) => {
      const child = start<PartsCalls>('parts');
      const databaseUrl = await databases.copy();
      const { chainPem } = certificates.signing;
      const port = await child.call('start', { ...outside, databaseUrl, chainPem, answer: '{}', ...options });
      return { child, port };
    },
    close: async () => {
      await Promise.all(children.map((child) => child.stop()));
      await databases.drop();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

/** Those of `npm run start:server`: what is measured is what is shipped. */
const shippedFlags = async (): Promise<readonly string[]> => {
  const { scripts }: { scripts: { [name: string]: string } } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  );
  return (scripts['start:server'] ?? '').split(' ').filter((word) => word.startsWith('--'));
};

/** One database that is filled once, and copies of it. */
const createDatabases = async (serverUrl: string) => {
  const prefix = `bench_${process.pid}`;
  const names: string[] = [];
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const create = async (source: string): Promise<string> => {
    const name = `${prefix}_${names.length}`;
    await run(`CREATE DATABASE ${name} ${source}`);
    names.push(name);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    templateUrl: await create(''),
    copy: () => create(`TEMPLATE ${prefix}_0`),
    drop: async () => {
      for (const name of names) await run(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
};
