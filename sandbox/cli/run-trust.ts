/** `npm run trust`: has this machine and its browsers trust the sandbox's TLS root, and undoes it. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareSandboxCertificates } from '../sandbox.ts';
import type { CommandResult } from '../trust/machine.ts';
import { type Machine, planTrust, type TrustPlan, type TrustStep } from '../trust/plan.ts';
import { keepTrustedRoots, nameRoot, type RootName, readTrustedRoots } from '../trust/record.ts';
import { type ExitStatus, paint, type Terminal } from './terminal.ts';

const help = `Have this machine's browsers trust the sandbox's certificates, so that they do not warn.

  npm run trust                adds the sandbox's TLS root to the stores of this machine and its browsers
  npm run trust -- --remove    takes it out again, former ones too

Options
  --data DIRECTORY  where npm start keeps its data (default: DATA_DIR, or .data)
  --help            this text

The root can vouch for localhost and pod.localtest.me and for nothing else. Its private key was thrown away as
soon as this machine's one certificate was made, so nobody can use it for another; and when the certificates
are renewed, once a year, there is a new root to be trusted anew.
Exit status: 0, or 1 where something could not be done, or 2 for a wrong option.`;

export type TrustSystem = {
  /** null: a platform for which no stores are known. */
  readonly machine: Machine | null;
  readonly run: (command: TrustStep['command']) => Promise<CommandResult>;
  /** DATA_DIR of the environment, or what stands in for it. */
  readonly dataDirectory: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** Says what it does before it does it, and what it could not do. Never throws for what a store refuses. */
export const runTrust = async (
  args: readonly string[],
  terminal: Terminal,
  system: TrustSystem,
): Promise<ExitStatus> => {
  const options = readOptions(args, system.dataDirectory);
  if (options === 'help') {
    terminal.write(help);
    return 0;
  }
  if (typeof options === 'string') {
    terminal.writeError(`${options}\nnpm run trust -- --help says what there is.`);
    return 2;
  }
  const { machine } = system;
  if (machine === null) {
    terminal.writeError('Where this platform keeps trusted roots is not known here: nothing was done.');
    return 1;
  }
  const directory = join(options.data, 'sandbox');
  return options.remove
    ? remove(directory, machine, terminal, system)
    : add(directory, machine, terminal, system);
};

const readOptions = (
  args: readonly string[],
  dataDirectory: string,
): { readonly remove: boolean; readonly data: string } | string => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        remove: { type: 'boolean', default: false },
        data: { type: 'string', default: dataDirectory },
        help: { type: 'boolean', default: false },
      },
    });
    return values.help ? 'help' : { remove: values.remove, data: values.data };
  } catch (error) {
    return error instanceof Error ? error.message : 'These options cannot be read.';
  }
};

const rootFileIn = (directory: string): string => join(directory, 'certificates', 'tls-root.pem');

const add = async (
  directory: string,
  machine: Machine,
  terminal: Terminal,
  { run, now }: TrustSystem,
): Promise<ExitStatus> => {
  const certificates = await prepareSandboxCertificates({ directory, now });
  const root = nameRoot(certificates.tls.rootPem);
  const before = await readTrustedRoots(directory);
  const former = before.filter(({ sha256 }) => sha256 !== root.sha256);
  terminal.write(`The sandbox's TLS root, SHA-256 ${root.sha256}, vouches for this machine's names alone.`);
  const gone = await removeAll(former, directory, machine, terminal, run);
  const plan = planTrust(machine, { action: 'add', rootFile: rootFileIn(directory), root });
  const done = await carryOut(plan, terminal, run);
  const isAdded = plan.steps.length > 0 && done.failed < plan.steps.length;
  await keepTrustedRoots(directory, [...gone.left, ...(isAdded ? [root] : [])]);
  terminal.write('');
  if (!isAdded) {
    terminal.writeError('Nothing was changed: browsers go on to warn about the https addresses.');
    return 1;
  }
  terminal.write('Restart the browser if it runs. To undo it: npm run trust -- --remove');
  terminal.write(
    "The root's private key was never kept. When the certificates are renewed, npm start says so: run this again.",
  );
  return done.failed + gone.left.length === 0 ? 0 : 1;
};

const remove = async (
  directory: string,
  machine: Machine,
  terminal: Terminal,
  { run }: TrustSystem,
): Promise<ExitStatus> => {
  const roots = await readTrustedRoots(directory);
  if (roots.length === 0) {
    terminal.write('No root of the sandbox was added by this command, so there is none to remove.');
    return 0;
  }
  const { left } = await removeAll(roots, directory, machine, terminal, run);
  await keepTrustedRoots(directory, left);
  terminal.write('');
  if (left.length === 0) terminal.write('Removed. Restart the browser if it runs.');
  else terminal.writeError('Not everything could be removed; the next run of this command tries again.');
  return left.length === 0 ? 0 : 1;
};

/** Each root's removal; `left` are those of which some store would not let go. */
const removeAll = async (
  roots: readonly RootName[],
  directory: string,
  machine: Machine,
  terminal: Terminal,
  run: TrustSystem['run'],
): Promise<{ readonly left: readonly RootName[] }> => {
  const left: RootName[] = [];
  for (const root of roots) {
    const plan = planTrust(machine, { action: 'remove', rootFile: rootFileIn(directory), root });
    const { failed } = await carryOut(plan, terminal, run);
    if (failed > 0) left.push(root);
  }
  return { left };
};

const carryOut = async (
  { steps, notes }: TrustPlan,
  terminal: Terminal,
  run: TrustSystem['run'],
): Promise<{ readonly failed: number }> => {
  let failed = 0;
  for (const { says, command, nothingToDo } of steps) {
    terminal.write('');
    terminal.write(says);
    terminal.write(paint(terminal, 'dim', `  ${command.join(' ')}`));
    const result = await run(command);
    if (result.ok) continue;
    if (nothingToDo !== undefined && result.reason.includes(nothingToDo)) {
      terminal.write('  It was not there.');
      continue;
    }
    failed += 1;
    terminal.writeError(paint(terminal, 'red', `  This did not work: ${result.reason}`));
  }
  for (const note of notes) {
    terminal.write('');
    terminal.write(note);
  }
  return { failed };
};
