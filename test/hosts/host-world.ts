/**
 * Everything around a host that runs a bundle: the sandbox's tenant, Echo and phone, a PostgreSQL behind a pooler that
 * lends its connections by the transaction, and TLS in front. The bundle believes Amazon's anchors alone, so the sandbox's Echo speaks to it only by a way that is not signed.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { prepareSandboxCertificates, startSandbox } from '../../sandbox/sandbox.ts';
import { createTestDatabase } from '../postgres.ts';
import { findPorts, lookFromOutside, type Outside } from '../stories/outside.ts';
import { startPooler } from '../transaction-pooler.ts';
import { type Answered, type Asked, startFront } from './front.ts';

export type HostWorld = Outside & {
  /** The application's root, with its slash. */
  readonly root: string;
  /** Empty; for what is to be uploaded and nothing else. */
  readonly folder: string;
  /** A build of the pages, small. */
  readonly pages: string;
  /** What the host's own store of settings is given. */
  readonly settings: Readonly<Record<string, string>>;
  /** For the process: the sandbox's tenant has a certificate of this machine. */
  readonly environment: Readonly<Record<string, string>>;
};

export const skillId = 'amzn1.ask.skill.00000000-0000-4000-8000-00000000a5b5';
export const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xfe]);
export const script = 'export const word = "Größe";';
const rootPath = '/pod';
const interactionModels = fileURLToPath(
  new URL('../../src/alexa/skill-package/interactionModels/custom', import.meta.url),
);

export type Host = {
  /** What comes to the application's public address. */
  readonly answer: (asked: Asked) => Promise<Answered>;
  /** What the Echo sends, its signature left behind. */
  readonly hear: (envelope: unknown) => Promise<unknown>;
};

/** @param host called for each request, so that it may be started after the world */
export const startHostWorld = async (host: Host): Promise<HostWorld> => {
  const directory = await mkdtemp(join(tmpdir(), 'sayso-host-'));
  const folder = join(directory, 'upload');
  await mkdir(folder);
  const database = await createTestDatabase(inject('postgresUrl'));
  const pooler = await startPooler(database.url);
  const certificates = await prepareSandboxCertificates({ directory, now: Date.now });
  const ports = await findPorts();
  const origin = `https://localhost:${ports.application}`;
  const front = await startFront(certificates.tls, ports.application, async (asked) => {
    if (asked.url !== '/echo/alexa') return host.answer(asked);
    const heard = await host.hear(JSON.parse(asked.body.toString('utf8')));
    const headers = { 'content-type': 'application/json' };
    return { status: 200, headers, body: Buffer.from(JSON.stringify(heard)) };
  });
  const tenant = {
    apiIdentifier: 'https://pod.sayso.test/api',
    apiSigningSecret: 'a-signing-secret-of-more-than-32-bytes',
    clientId: 'client-of-the-host',
    clientSecret: 'secret-of-the-client',
  };
  const sandbox = await startSandbox({
    directory,
    skillId,
    applicationUrl: `${origin}/echo`,
    webApplication: `${origin}${rootPath}/app/`,
    interactionModels,
    tenantSeed: {
      ...tenant,
      callbacks: [`${origin}${rootPath}/app/callback`],
      logoutUrls: [`${origin}${rootPath}/app/`],
    },
    ports,
    now: Date.now,
    certificates,
  });
  const rootFile = join(directory, 'root.pem');
  await writeFile(rootFile, certificates.tls.rootPem);
  const root = `${origin}${rootPath}/`;
  const outside = lookFromOutside(root, sandbox.addresses.echo, certificates.tls.rootPem);
  return {
    ...outside,
    root,
    folder,
    pages: await writePages(join(directory, 'pages')),
    settings: {
      AUTH0_DOMAIN: sandbox.addresses.tenantDomain,
      API_ID: tenant.apiIdentifier,
      API_SIGNING_KEY: tenant.apiSigningSecret,
      APP_CLIENT_ID: tenant.clientId,
      APP_CLIENT_SECRET: tenant.clientSecret,
      ALEXA_SKILL_ID: skillId,
      DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
      DATABASE_URL: pooler.url,
      DATABASE_POOLER: 'true',
      PUBLIC_URL: origin,
      ROOT_PATH: rootPath,
      LOCKER_URL: sandbox.addresses.locker,
    },
    environment: { NODE_EXTRA_CA_CERTS: rootFile },
    close: async () => {
      await outside.close();
      await sandbox.close();
      await front.close();
      await pooler.close();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const writePages = async (directory: string): Promise<string> => {
  const manifest = {
    'main.tsx': { file: 'assets/app-1.js', isEntry: true, css: [], assets: ['assets/pizza-2.png'] },
  };
  await mkdir(join(directory, '.vite'), { recursive: true });
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, '.vite', 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(directory, 'assets', 'app-1.js'), script);
  await writeFile(join(directory, 'assets', 'pizza-2.png'), picture);
  return directory;
};
