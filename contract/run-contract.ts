/** `npm run contract`: asks the sandbox's tenant and one's own the same questions and writes down every difference. */
import { parseArgs } from 'node:util';
import type { RawSettings } from '../src/settings/table.ts';
import { type ReadSettings, readSettings, type Settings } from '../src/settings.ts';
import { chapters } from './chapters.ts';
import { compareRecordings } from './compare.ts';
import { createLiveParty } from './live-party.ts';
import type { Channel, Party } from './party.ts';
import { type Recording, recordContract } from './recording.ts';
import { type Compared, countOf, matters, reportPage } from './report.ts';
import { openSandboxParty, type SandboxChoices } from './sandbox-party.ts';

const help = `Compare your own Auth0 tenant with the sandbox's, answer by answer.

  npm run contract                 asks for a throw-away user and a phone, sends two codes, takes everything back
  npm run contract -- --user "auth0|…" --phone +12025550142 --email somebody@example.com

Options
  --user ID        user id of a throw-away user of the tenant; an identity is linked to it and taken away again
  --phone NUMBER   a phone you hold and no user of the tenant has; two codes are sent to it
  --email ADDRESS  likewise a mailbox; left out, email is not looked at
  --without-codes  sends no code: everything but the passwordless codes is compared
  --out FILE       where the report goes (contract-report.md)
  --help           this text

The tenant is the one in src/runtimes/secrets.ini or the environment, set up as docs/guide/auth0.md says. What it leaves
behind: the passwordless user of the phone, to be deleted in the dashboard, for Sayso has no right to delete users.
Exit status: 0 no difference that matters, 1 some, 2 it could not be run or was stopped.`;

export type ContractTerminal = {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** The person's answer; null where nobody is there to ask, or they stopped it. */
  readonly ask: (question: string) => Promise<string | null>;
  /** Aborted by Ctrl-C. */
  readonly stop: AbortSignal;
};

export type ContractSystem = {
  readonly raw: RawSettings;
  readonly fetch: typeof globalThis.fetch;
  readonly recordSandbox: (choices: SandboxChoices) => Promise<Recording>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly version: string;
};

export type ExitStatus = 0 | 1 | 2;

export const runContract = async (
  args: readonly string[],
  terminal: ContractTerminal,
  system: ContractSystem,
): Promise<ExitStatus> => {
  const options = readOptions(args);
  if (options === 'help') {
    terminal.write(help);
    return 0;
  }
  if (typeof options === 'string') {
    terminal.writeError(`${options}\nnpm run contract -- --help says what there is.`);
    return 2;
  }
  const read = readTenantSettings(system.raw);
  if (!read.ok) {
    for (const problem of read.problems) terminal.writeError(`- ${problem}`);
    return 2;
  }
  const { settings } = read;
  const tenant = await meetTenant(settings, options, terminal, system);
  if (tenant === null) return 2;

  terminal.write('Asking the sandbox …');
  const expected = await system.recordSandbox({
    audience: settings.apiId,
    callback: tenant.callback,
    signsWith: settings.apiSigningKey === null ? 'RS256' : 'HS256',
  });
  const seen = await askTenant(tenant, terminal);
  if (seen === null) return 2;

  const compared: Compared = {
    sandbox: expected,
    tenant: seen,
    differences: compareRecordings(expected, seen),
    at: new Date(system.now()).toISOString(),
    version: system.version,
  };
  try {
    await system.writeFile(options.out, reportPage(compared));
  } catch (error) {
    terminal.writeError(
      `${options.out} could not be written (${nameOf(error)}). Name another file with --out.`,
    );
    return 2;
  }
  terminal.write(`${countOf(compared)} The report is in ${options.out}.`);
  for (const note of seen.notes) terminal.write(`Not compared: ${note}`);
  if (terminal.stop.aborted) return 2;
  return compared.differences.some(matters) ? 1 : 0;
};

/** Null, said why, where it did not answer. */
const askTenant = async (tenant: Party, terminal: ContractTerminal): Promise<Recording | null> => {
  try {
    return await recordContract(
      tenant,
      chapters,
      (title) => terminal.write(`Asking the tenant: ${title} …`),
      terminal.stop,
    );
  } catch (error) {
    terminal.writeError(
      `The tenant ${tenant.domain} did not answer (${nameOf(error)}). Check AUTH0_DOMAIN and the network, then start again; npm run doctor says more.`,
    );
    if (Object.keys(tenant.contacts).length > 0)
      terminal.writeError(
        `Look at ${tenant.userId} in the dashboard: where it has an identity of sms or email, unlink that one.`,
      );
    return null;
  }
};

/** What a fresh sandbox answers to the same questions. */
export const recordSandbox = async (choices: SandboxChoices): Promise<Recording> => {
  const { party, close } = await openSandboxParty(choices);
  try {
    return await recordContract(party, chapters, () => undefined, new AbortController().signal);
  } finally {
    await close();
  }
};

/** Only what the tenant is reached by: what else is wrong is not asked here. */
const readTenantSettings = (raw: RawSettings): ReadSettings =>
  readSettings({
    ...Object.fromEntries(tenantSettings.map((key) => [key, raw[key]])),
    ALEXA_SKILL_ID: 'amzn1.ask.skill.unused',
    DATA_KEY: Buffer.alloc(32).toString('base64'),
  });

const tenantSettings = [
  'AUTH0_DOMAIN',
  'AUTH0_TENANT_DOMAIN',
  'API_ID',
  'API_SIGNING_KEY',
  'APP_CLIENT_ID',
  'APP_CLIENT_SECRET',
  'PUBLIC_URL',
  'ROOT_PATH',
  // Part of the callback where there is no PUBLIC_URL.
  'PORT',
] as const;

type Options = {
  readonly user: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly withoutCodes: boolean;
  readonly out: string;
};

/** A sentence where they cannot be read. */
const readOptions = (args: readonly string[]): Options | 'help' | string => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        user: { type: 'string' },
        phone: { type: 'string' },
        email: { type: 'string' },
        'without-codes': { type: 'boolean', default: false },
        out: { type: 'string', default: 'contract-report.md' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    return {
      user: values.user?.trim() || null,
      phone: values.phone?.trim() || null,
      email: values.email?.trim() || null,
      withoutCodes: values['without-codes'],
      out: values.out,
    };
  } catch (error) {
    return error instanceof Error ? error.message : 'These options cannot be read.';
  }
};

/** Asks for what is missing, and whether codes may be sent. Null, said why, where it cannot go on. */
const meetTenant = async (
  settings: Settings,
  options: Options,
  terminal: ContractTerminal,
  { fetch }: ContractSystem,
): Promise<Party | null> => {
  const stop = (sentence: string): null => {
    terminal.writeError(sentence);
    return null;
  };
  const userId = options.user ?? (await terminal.ask('User id of a throw-away user (auth0|…): '))?.trim();
  if (!userId)
    return stop('A throw-away user is needed: make one in the dashboard, and name its id with --user.');
  const contacts: { sms?: string; email?: string } = {};
  if (!options.withoutCodes) {
    const phone =
      options.phone ??
      (await terminal.ask('A phone you hold and no user has (+…, empty for none): '))?.trim();
    if (phone) contacts.sms = phone;
    if (options.email !== null) contacts.email = options.email;
  }
  const wanted = Object.values(contacts);
  if (wanted.length > 0) {
    const answer = await terminal.ask(
      `Two codes are sent to ${wanted.join(' and two to ')}, linked to ${userId} for a minute. Go on? (yes) `,
    );
    if (answer?.trim().toLowerCase() !== 'yes')
      return stop('Nothing was asked. Start again and answer yes, or use --without-codes.');
  }
  if (terminal.stop.aborted) return stop('Nothing was asked.');
  return createLiveParty({
    fetch,
    domain: settings.auth0Domain,
    managementDomain: settings.managementDomain,
    client: { id: settings.appClientId, secret: settings.appClientSecret },
    audience: settings.apiId,
    callback: `${settings.publicUrl ?? `https://localhost:${settings.port}`}${settings.rootPath}/app/callback`,
    userId,
    contacts,
    readCode: (channel) => readCode(channel, terminal),
  });
};

const readCode = async (channel: Channel, terminal: ContractTerminal): Promise<string | null> => {
  const where = channel === 'sms' ? 'on the phone' : 'in the mailbox';
  const answer = await terminal.ask(`The newest code ${where} (empty where none came): `);
  const code = answer?.replaceAll(/\s/g, '') ?? '';
  return /^\d+$/.test(code) ? code : null;
};

/** Its code ("ECONNREFUSED"), or that of its cause. */
const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const coded = [error, error.cause].find((one) => one instanceof Error && 'code' in one);
  return coded instanceof Error && 'code' in coded ? String(coded.code) : error.name;
};
