/**
 * The outside world on one machine: certificates, the tenant, an Echo, a phone, a mailbox, a locker. Reached by HTTP
 * alone; it knows nothing of the application but its address and its skill's interaction model.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Agent, fetch as undiciFetch } from 'undici';
import { type Certificates, prepareCertificates } from './certificates.ts';
import { createDirectives } from './echo/directives.ts';
import { createEcho, type Echo, type EchoFaults, parseLoosely } from './echo/echo.ts';
import { readSwitches, type SwitchBoard, switchesOn } from './echo/faults.ts';
import { readInteractionModels } from './echo/interaction-model.ts';
import type { AuthorizationServer } from './echo/linking/authorization.ts';
import { type Devices, openDevices } from './echo/linking/devices.ts';
import { createLinking, type LinkMode } from './echo/linking/linking.ts';
import { mishearings } from './echo/mishearing.ts';
import { callbackPath } from './echo/routes/link.ts';
import { createEchoServer } from './echo/server.ts';
import { createSigner } from './echo/sign.ts';
import { alexaTimeLimitMs, createSkillEndpoint } from './echo/skill-endpoint.ts';
import { noLockerFaults, openLockerStore } from './locker/locker.ts';
import type { Person as ShownPerson } from './page/contract.ts';
import { examplesOf } from './page/examples.ts';
import { createFeed, type Feed } from './page/feed.ts';
import { createWireLog } from './page/wire-log.ts';
import { startMailbox } from './phone/mailbox.ts';
import { openMessages } from './phone/messages.ts';
import { callNames } from './tenant/calls.ts';
import type { SeedUser } from './tenant/configuration.ts';
import { noFaults } from './tenant/faults.ts';
import { createSeed, type SeedChoices } from './tenant/seed.ts';
import { createTenant, type Tenant, type TenantOptions } from './tenant/tenant.ts';
import { readTrust, type Trust } from './trust/record.ts';

export type SandboxOptions = {
  /** Everything the sandbox keeps lies in here. */
  readonly directory: string;
  readonly skillId: string;
  /** The application's root, `https://localhost:7100/wt`; the Echo posts to `/alexa` under it. */
  readonly applicationUrl: string;
  /** Where a person opens the web application; `/app/` under `applicationUrl` where left out. */
  readonly webApplication?: string;
  /** The skill package's `interactionModels/custom` directory. */
  readonly interactionModels: string;
  /** The sandbox adds the Echo's own callback to `callbacks`. */
  readonly tenantSeed: SeedChoices;
  /** 0: any free port. */
  readonly ports: { readonly tenant: number; readonly echo: number };
  /** A real Auth0 tenant takes the sandbox's place: no tenant, no phone, no mailbox are started. */
  readonly live?: {
    readonly domain: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly audience: string;
  };
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** When messages that are late arrive, and slow answers go out; the process's own timers where left out. */
  readonly after?: NonNullable<TenantOptions['after']>;
  /** How long the Echo waits for the skill; Alexa's own limit where left out. */
  readonly timeLimitMs?: number;
  /** By `prepareSandboxCertificates`, where the caller needed them before. */
  readonly certificates?: Certificates;
};

export type SandboxAddresses = {
  /** Origin of the tenant; in live mode that of the real one. */
  readonly tenant: string;
  /** Host and port of the tenant, as AUTH0_DOMAIN wants it. */
  readonly tenantDomain: string;
  readonly echo: string;
  /** What a live tenant must allow as a callback. */
  readonly linkCallback: string;
  readonly locker: string;
  /** null in live mode. */
  readonly mailbox: string | null;
};

export type Sandbox = {
  readonly certificates: Certificates;
  readonly addresses: SandboxAddresses;
  /** null in live mode. */
  readonly tenant: Tenant | null;
  readonly people: readonly DemoPerson[];
  /** Whether browsers of this machine were told to trust its certificates (`npm run trust`). */
  readonly trust: Trust;
  readonly close: () => Promise<void>;
};

export type DemoPerson = { readonly user: string; readonly note: string };

/** The certificates alone: the caller needs them before the sandbox runs, to serve HTTPS itself. */
export const prepareSandboxCertificates = (options: {
  readonly directory: string;
  readonly now: () => number;
}): Promise<Certificates> =>
  prepareCertificates({ directory: join(options.directory, 'certificates'), now: options.now });

/** Starts everything and listens. Throws where a port is taken (`EADDRINUSE`) or the interaction model is not valid. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { directory, now, live, skillId } = options;
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closeOne of closing.splice(0).reverse()) await closeOne();
  };
  try {
    const certificates = options.certificates ?? (await prepareSandboxCertificates(options));
    const models = await readInteractionModels(options.interactionModels);
    const agent = new Agent({ connect: { ca: certificates.tls.rootPem } });
    closing.push(() => agent.close());
    const localFetch = fetchThrough(agent);

    const echoPort = await choosePort(options.ports.echo);
    const echoOrigin = `http://localhost:${echoPort}`;
    const linkCallback = `${echoOrigin}${callbackPath}`;
    const messages = await openMessages(join(directory, 'messages.json'));
    const seed = createSeed({
      ...options.tenantSeed,
      callbacks: [...new Set([...options.tenantSeed.callbacks, linkCallback])],
    });

    const startTenant = async () => {
      const port = await choosePort(options.ports.tenant);
      const mailbox = await startMailbox({ port: 0, receive: messages.receive, now });
      closing.push(mailbox.close);
      const sms = (to: string, text: string) =>
        messages.receive({ kind: 'sms', to, subject: null, text, receivedAt: now() });
      const tenant = await createTenant({
        domain: `localhost:${port}`,
        https: { key: certificates.tls.key, cert: certificates.tls.cert },
        stateFile: join(directory, 'tenant.json'),
        deliver: { sms, email: mailbox.send },
        now,
        randomBytes,
        seed,
        ...(options.after ? { after: options.after } : {}),
      });
      closing.push(tenant.close);
      await tenant.app.listen({ host: 'localhost', port });
      return { tenant, mailbox, domain: `localhost:${port}` };
    };
    const local = live === undefined ? await startTenant() : null;

    const tenantDomain = live?.domain ?? local?.domain ?? '';
    const server: AuthorizationServer = {
      origin: `https://${tenantDomain}`,
      clientId: live?.clientId ?? options.tenantSeed.clientId,
      clientSecret: live?.clientSecret ?? options.tenantSeed.clientSecret,
      audience: live?.audience ?? options.tenantSeed.apiIdentifier,
      redirectUri: linkCallback,
      fetch: live === undefined ? localFetch : globalThis.fetch,
    };
    const mode: LinkMode =
      live === undefined ? { type: 'walk', people: peopleOf(seed.users) } : { type: 'browser' };
    const devicesFile = join(directory, live === undefined ? 'echo.json' : 'echo-live.json');
    const devices = await openDevices(devicesFile, randomBytes);
    const linking = createLinking({ server, mode, devices, now, randomBytes });

    const application = options.applicationUrl.replace(/\/$/, '');
    const skillUrl = `${application}/alexa`;
    const ownEndpoint = createSkillEndpoint({
      url: skillUrl,
      sign: createSigner(certificates.signing.leafKey, certificates.signing.chainUrl),
      fetch: localFetch,
      timeLimitMs: options.timeLimitMs ?? alexaTimeLimitMs,
    });
    const echoFaults: EchoFaults = { mishearing: 'none' };
    const wire = createWireLog({
      endpoint: ownEndpoint,
      url: skillUrl,
      now,
      ownerOf: devices.ownerOf,
      onExchange: (exchange) => feed.tell({ type: 'exchange', exchange }),
    });
    const { endpoint } = wire;
    const directives = createDirectives();
    const quietEcho = createEcho({
      models,
      skillId,
      endpoint,
      linking,
      directives,
      origin: echoOrigin,
      faults: echoFaults,
      now,
      onSessions: () => feed.peopleChanged(),
      onMeanwhile: (device, speech) => feed.saidMeanwhile(device, speech),
    });
    const echo = overheardBy(() => feed, quietEcho);
    const locker = await openLockerStore({ file: join(directory, 'locker.json'), now });
    const boards = new Map<string, SwitchBoard>([
      ...(local === null ? [] : [['tenant', tenantBoard(local.tenant)] as const]),
      ['locker', { switches: locker.faults, off: noLockerFaults(), words: {} }],
      ['echo', { switches: echoFaults, off: { mishearing: 'none' }, words: { mishearing: mishearings } }],
    ]);
    const people =
      live === undefined
        ? seed.users
        : [{ nickname: 'me', note: 'You, with an account of your own tenant.' }];
    const ownerOf = (to: string) => findOwner(seed.users, to);
    const accountName = (subject: string) =>
      local?.tenant.inspect.users().find(({ user_id }) => user_id === subject)?.email ?? null;
    const feed: Feed = createFeed({
      live: live !== undefined,
      application: options.webApplication ?? `${application}/app/`,
      trust: () => readTrust(directory, certificates.tls.rootPem),
      locales: [...models.values()].map(examplesOf),
      people: () =>
        people.map(({ nickname, note }) => ({
          user: nickname,
          note,
          ...linkOf(devices, nickname, live === undefined, accountName),
          session: quietEcho.sessions().find(({ device }) => device === nickname)?.id ?? null,
        })),
      messages: live === undefined ? messages.list : () => [],
      ownerOf,
      exchanges: wire.list,
      faults: () => ({ switches: readSwitches(boards), on: [...switchesOn(boards)] }),
      now,
    });
    messages.onReceived(feed.received);
    let tokensExpired = false;
    const app = await createEchoServer({
      echo,
      endpoint,
      linking,
      directives,
      locker,
      boards,
      messages: live === undefined ? messages.list : null,
      ownerOf,
      page: { feed, wire },
      onSwitches: async () => {
        // Kept tokens would outlive the switch: each is fetched anew under the tenant's present mood.
        const expired = local?.tenant.faults.tokensExpired ?? false;
        if (expired !== tokensExpired) await devices.expireTokens();
        tokensExpired = expired;
        feed.faultsChanged();
      },
      skillId,
      defaults: { user: live === undefined ? (seed.users[0]?.nickname ?? 'me') : 'me', locale: 'en-US' },
      now,
      uuid: randomUUID,
    });
    closing.push(() => app.close());
    await app.listen({ host: 'localhost', port: echoPort });

    return {
      certificates,
      addresses: {
        tenant: server.origin,
        tenantDomain,
        echo: echoOrigin,
        linkCallback,
        locker: `${echoOrigin}/locker/open`,
        mailbox: local?.mailbox.url ?? null,
      },
      tenant: local?.tenant ?? null,
      people: live === undefined ? seed.users.map(({ nickname, note }) => ({ user: nickname, note })) : [],
      trust: await readTrust(directory, certificates.tls.rootPem),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

/** The Echo, with the page listening in. */
const overheardBy = (feed: () => Feed, echo: Echo): Echo => ({
  ...echo,
  say: async (utterance) => {
    const said = await echo.say(utterance);
    feed().peopleChanged();
    feed().spoken(utterance, said);
    return said;
  },
  announceLink: async (user) => {
    await echo.announceLink(user);
    feed().peopleChanged();
  },
  disable: async (user, staysUnlinked) => {
    await echo.disable(user, staysUnlinked);
    feed().peopleChanged();
  },
});

const linkOf = (
  devices: Devices,
  user: string,
  linksItself: boolean,
  accountName: (subject: string) => string | null,
): Pick<ShownPerson, 'link' | 'account'> => {
  const device = devices.peek(user);
  const accessToken = device?.tokens?.accessToken ?? null;
  if (accessToken !== null) return { link: 'linked', account: accountName(subjectOf(accessToken)) };
  return { link: linksItself && device?.staysUnlinked !== true ? 'at_first_use' : 'unlinked', account: null };
};

/** Who a token of the sandbox's own tenant is for; only to be shown, so nothing is verified. */
const subjectOf = (accessToken: string): string => {
  const claims = parseLoosely(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return typeof claims === 'object' && claims !== null && 'sub' in claims ? String(claims.sub) : '';
};

const peopleOf = (users: readonly SeedUser[]) =>
  new Map(users.map(({ nickname, email = '', password = null }) => [nickname, { email, password }]));

const findOwner = (users: readonly SeedUser[], to: string): string | null => {
  const owner = users.find(
    ({ email, phone_number, identities }) =>
      email === to ||
      phone_number === to ||
      identities.some(({ profileData }) => profileData?.phone_number === to || profileData?.email === to),
  );
  return owner?.nickname ?? null;
};

const tenantBoard = ({ faults }: Tenant): SwitchBoard => ({
  switches: faults,
  off: noFaults(),
  words: { down: ['no', 'reset', 'unavailable'], answerLostAfter: ['none', ...callNames] },
});

/** Addresses are part of the tenant's seed, so a free port must be known before anybody listens on it. */
const choosePort = async (wanted: number): Promise<number> => {
  if (wanted !== 0) return wanted;
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};

/** Node's own fetch takes no agent of another undici; undici's own differs from it in its types alone. */
const fetchThrough = (dispatcher: Agent): typeof globalThis.fetch =>
  ((input: string | URL, init?: object) =>
    undiciFetch(input, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
