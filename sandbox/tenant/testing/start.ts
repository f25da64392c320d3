/** A tenant for one test: frozen clock, timers by hand, a phone and a mailbox that keep everything. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, buildConnector, fetch } from 'undici';
import type { TenantSeed } from '../configuration.ts';
import { createEmptySeed, createSeed } from '../seed.ts';
import { createTenant, type Tenant } from '../tenant.ts';
import { createTestCertificate, type TestCertificate } from './certificate.ts';

export const domain = 'localhost:7101';
export const issuer = `https://${domain}/`;
export const api = 'https://pod.example/api';
export const apiSecret = 'an-api-signing-secret-of-more-than-32-bytes';
export const app = { id: 'app-client', secret: 'app-secret' } as const;
/** Not on localhost: a verifiable first party, so that nobody is asked for consent. */
export const callback = 'https://pod.example/wt/app/callback';
export const localCallback = 'http://localhost:7102/link';
export const logoutUrl = 'https://pod.example/wt/app/';

export const testSeed = (apiSigningSecret: string | null = apiSecret): TenantSeed =>
  createSeed({
    apiIdentifier: api,
    apiSigningSecret,
    clientId: app.id,
    clientSecret: app.secret,
    callbacks: [callback, localCallback],
    logoutUrls: [logoutUrl],
  });

/** The frozen clock's. */
const startTime = Date.UTC(2026, 0, 5, 12);

export type Message = { readonly to: string; readonly text: string };

export type TestTenant = {
  readonly tenant: Tenant;
  readonly phone: readonly Message[];
  readonly mailbox: readonly (Message & { readonly subject: string })[];
  readonly clock: {
    readonly now: () => number;
    readonly forward: (milliseconds: number) => void;
    /** Resolves when the tenant sets its next timer. */
    readonly timerSet: () => Promise<void>;
  };
  readonly stateFile: string;
  /** The same tenant again from its state file. */
  readonly restart: () => Promise<TestTenant>;
  /** Listens on a port of the system's choice; the fetch trusts the throw-away authority alone. */
  readonly listen: () => Promise<typeof globalThis.fetch>;
  readonly close: () => Promise<void>;
};

let certificate: Promise<TestCertificate> | undefined;
/** A first state, made once: drawing RSA keys is what takes time. */
let pristine: Promise<string> | undefined;

const createPristine = async (https: { readonly key: string; readonly cert: string }): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-tenant-'));
  const stateFile = join(directory, 'tenant.json');
  const nowhere = async (): Promise<void> => undefined;
  const tenant = await createTenant({
    domain,
    https,
    stateFile,
    seed: createEmptySeed(testSeed().users),
    now: () => startTime,
    randomBytes,
    deliver: { sms: nowhere, email: nowhere },
  });
  await tenant.close();
  const text = await readFile(stateFile, 'utf8');
  await rm(directory, { recursive: true, force: true });
  return text;
};

export const startTenant = async (
  options: { readonly seed?: TenantSeed; readonly directory?: string; readonly from?: number } = {},
): Promise<TestTenant> => {
  certificate ??= createTestCertificate();
  const { ca, cert, key } = await certificate;
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'sandbox-tenant-')));
  const stateFile = join(directory, 'tenant.json');
  if (options.directory === undefined) {
    pristine ??= createPristine({ key, cert });
    await writeFile(stateFile, await pristine, { mode: 0o600 });
  }
  const phone: Message[] = [];
  const mailbox: (Message & { subject: string })[] = [];
  let time = options.from ?? startTime;
  const timers: { readonly at: number; readonly callback: () => void }[] = [];
  const waiting: (() => void)[] = [];
  const seed = options.seed ?? testSeed();
  const tenant = await createTenant({
    domain,
    https: { key, cert },
    stateFile,
    seed,
    now: () => time,
    randomBytes,
    after: (milliseconds, callback) => {
      timers.push({ at: time + milliseconds, callback });
      for (const resolve of waiting.splice(0)) resolve();
    },
    deliver: {
      sms: async (to, text) => {
        phone.push({ to, text });
      },
      email: async (to, subject, text) => {
        mailbox.push({ to, subject, text });
      },
    },
  });
  let agent: Agent | null = null;
  const stop = async (): Promise<void> => {
    await tenant.close();
    await agent?.close();
  };

  return {
    tenant,
    phone,
    mailbox,
    stateFile,
    clock: {
      now: () => time,
      timerSet: () =>
        new Promise((resolve) => {
          waiting.push(resolve);
        }),
      forward: (milliseconds) => {
        time += milliseconds;
        for (const timer of timers.filter(({ at }) => at <= time)) {
          timers.splice(timers.indexOf(timer), 1);
          timer.callback();
        }
      },
    },
    restart: async () => {
      await stop();
      return startTenant({ seed, directory, from: time });
    },
    listen: async () => {
      await tenant.app.listen({ host: '127.0.0.1', port: 0 });
      const { port } = addressOf(tenant);
      const connect = buildConnector({ ca });
      // The domain's own port may be taken: the name and the certificate stay, the port is the one we got.
      const toTenant = new Agent({
        connect: (where, callback) =>
          connect({ ...where, hostname: '127.0.0.1', port: String(port), servername: 'localhost' }, callback),
      });
      agent = toTenant;
      const toTenantFetch = (input: unknown, init?: object) =>
        fetch(input as string, { ...init, dispatcher: toTenant });
      return toTenantFetch as unknown as typeof globalThis.fetch;
    },
    close: async () => {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const addressOf = (tenant: Tenant): AddressInfo => {
  const address = tenant.app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the tenant does not listen');
  return address;
};

/** The code of the last message. */
export const lastCode = (messages: readonly Message[]): string => {
  const code = /\b\d{6}\b/.exec(messages.at(-1)?.text ?? '')?.[0];
  if (code === undefined) throw new Error('no message with a code');
  return code;
};
