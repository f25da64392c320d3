/** `npm run doctor`: reads the command line and the settings, examines, reports, says by its exit status what came of it. */
import { parseArgs } from 'node:util';
import { type LocalPorts, readPort, standardPorts } from '../src/runtimes/local-settings.ts';
import type { Secrets } from '../src/runtimes/read-secrets.ts';
import { noSandbox, unreadableSettings } from './checks/settings.ts';
import { checks } from './checks.ts';
import { examine, prepareExamination } from './examine.ts';
import { type Finding, toFinding } from './finding.ts';
import type { Outside } from './outside.ts';
import {
  type ExitStatus,
  findingText,
  heading,
  jsonReport,
  type Paint,
  summarize,
  summaryText,
} from './report.ts';
import { type Environment, readSubject } from './subject.ts';

const help = `Examine the configured tenant and skill endpoint, and say what is still wrong.

  npm run doctor                       the sandbox (with npm start in another terminal), or your own tenant where
                                       src/runtimes/secrets.ini or the environment names one
  npm run doctor -- --user dana@sayso.test --dry-run

Options
  --user USER   a user id (auth0|…) or email address: does this person have a proven contact?
  --dry-run     with --user: what would signing in change for them? Nothing is changed
  --json        findings as JSON, for programs
  --help        this text

AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, as the Auth0 Deploy CLI reads them, let it see connections and the API's
settings; ALEXA_VENDOR_ID lets it try Alexa's redirect addresses. No code is sent to anybody.
Exit status: 0 no fault, 1 a fault was found, 2 it could not be run. docs/guide/doctor.md explains every finding.`;

export type DoctorTerminal = {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** What is being looked at, over the former; null: nothing any more. Only where somebody watches. */
  readonly progress: (text: string | null) => void;
  readonly paint: Paint;
};

export type DoctorSystem = {
  readonly readSecrets: () => Pick<Secrets, 'raw' | 'unknownKeys'>;
  readonly environment: Environment;
  /** Reaches the world, with the sandbox's root trusted for this machine where there is one. */
  readonly openOutside: (sandboxRootPem: string | null) => {
    readonly outside: Outside;
    readonly close: () => Promise<void>;
  };
};

/** Never throws for what was found, or could not be reached; rejects where a check itself is at fault. */
export const runDoctor = async (
  args: readonly string[],
  terminal: DoctorTerminal,
  system: DoctorSystem,
): Promise<ExitStatus> => {
  const options = readOptions(args);
  if (options === 'help') {
    terminal.write(help);
    return 0;
  }
  const ports = readPorts(system.environment);
  if (typeof options === 'string' || typeof ports === 'string') {
    const wrong = [options, ports].filter((read) => typeof read === 'string');
    terminal.writeError(`${wrong.join('\n')}\nnpm run doctor -- --help says what there is.`);
    return 2;
  }

  const tell = (finding: Finding): void => {
    if (!options.json) terminal.write(findingText(finding, terminal.paint));
  };
  const read = readSubject(system.readSecrets(), system.environment, ports);
  if (!read.ok) {
    const findings = (
      read.type === 'no_sandbox' ? [noSandbox(read.directory)] : unreadableSettings(read.problems)
    ).map(toFinding);
    for (const finding of findings) tell(finding);
    terminal.write(options.json ? jsonReport(null, findings) : summaryText(findings));
    return 2;
  }

  const { subject } = read;
  const { outside, close } = system.openOutside(subject.sandboxRootPem);
  try {
    const examination = prepareExamination(subject, outside, options);
    const looked = {
      tenant: examination.tenant.issuer,
      skill: examination.skill.endpoint,
      sandbox: subject.tenantIs === 'sandbox',
    };
    if (!options.json) terminal.write(heading(looked));
    const findings = await examine(checks, examination, {
      looking: (at) => terminal.progress(`looking at ${at}`),
      found: (finding) => {
        terminal.progress(null);
        tell(finding);
      },
    });
    terminal.progress(null);
    terminal.write(options.json ? jsonReport(looked, findings) : summaryText(findings));
    return summarize(findings).fault > 0 ? 1 : 0;
  } finally {
    terminal.progress(null);
    await close();
  }
};

type Options = { readonly user: string | null; readonly dryRun: boolean; readonly json: boolean };

/** A sentence where they cannot be read. */
const readOptions = (args: readonly string[]): Options | 'help' | string => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        user: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const user = values.user?.trim() ?? null;
    if (user === '') return '--user needs a user id or an email address.';
    if (values['dry-run'] && user === null)
      return '--dry-run needs --user: it tells what would be changed for one.';
    return { user, dryRun: values['dry-run'], json: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : 'These options cannot be read.';
  }
};

/** As `npm start` reads them. */
const readPorts = (environment: Environment): LocalPorts | string => {
  const tenant = readPort(environment.SANDBOX_TENANT_PORT, standardPorts.tenant);
  const echo = readPort(environment.SANDBOX_ECHO_PORT, standardPorts.echo);
  return tenant === null || echo === null
    ? 'SANDBOX_TENANT_PORT and SANDBOX_ECHO_PORT must be ports, whole numbers from 1 to 65535.'
    : { tenant, echo };
};
