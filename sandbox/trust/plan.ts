/**
 * What it takes to have this machine and its browsers trust the sandbox's TLS root, and to undo it: platform in, commands
 * out. Nothing is run here.
 */
import { posix } from 'node:path';
import type { RootName } from './record.ts';

export type Machine = {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly home: string;
  readonly isRoot: boolean;
  /** Programs that were found on the path. */
  readonly programs: ReadonlySet<string>;
  /** Directories with a `cert9.db` of Chromium or Firefox (Linux alone). */
  readonly nssDatabases: readonly string[];
};

export type TrustWish = {
  readonly action: 'add' | 'remove';
  /** The present root's PEM file. */
  readonly rootFile: string;
  /** To be added; or to be removed, former ones among them. */
  readonly root: RootName;
};

export type TrustStep = {
  /** What it does, for the person, before it is done. */
  readonly says: string;
  /** Program and arguments; no shell is between. */
  readonly command: readonly [string, ...string[]];
  /** Where the program fails with these words there was nothing to do. */
  readonly nothingToDo?: string;
};

export type TrustPlan = {
  readonly steps: readonly TrustStep[];
  /** What the plan cannot do, with what the person can do about it. */
  readonly notes: readonly string[];
};

export const planTrust = (machine: Machine, wish: TrustWish): TrustPlan => {
  switch (machine.platform) {
    case 'linux':
      return join(planNss(machine, wish), planLinuxStore(machine, wish));
    case 'darwin':
      return planKeychain(machine, wish);
    case 'win32':
      return planWindows(wish);
    default:
      throw new Error(`no such platform: ${machine.platform satisfies never}`);
  }
};

/** Certificates are told apart by name in NSS and by file name in system stores: each root has its own. */
const nickname = ({ sha256 }: RootName): string => `Sayso sandbox ${sha256.slice(0, 16)}`;

const join = (...plans: readonly TrustPlan[]): TrustPlan => ({
  steps: plans.flatMap(({ steps }) => steps),
  notes: plans.flatMap(({ notes }) => notes),
});

const planNss = ({ programs, nssDatabases }: Machine, { action, rootFile, root }: TrustWish): TrustPlan => {
  if (nssDatabases.length === 0) {
    const note =
      'Chromium and Firefox keep their own lists, and neither has one here yet. Start the browser once, then run this again.';
    return { steps: [], notes: [note] };
  }
  if (!programs.has('certutil')) {
    const note =
      'Chromium and Firefox keep their own lists, which only "certutil" changes, and it is not installed. Install it (Debian, Ubuntu: sudo apt install libnss3-tools; Fedora: sudo dnf install nss-tools), then run this again.';
    return { steps: [], notes: [note] };
  }
  const steps = nssDatabases.map((database): TrustStep => {
    const store = ['-d', `sql:${database}`, '-n', nickname(root)];
    return action === 'add'
      ? {
          says: `Have the browser that keeps its list in ${database} trust the root for websites.`,
          command: ['certutil', '-A', ...store, '-t', 'C,,', '-i', rootFile],
        }
      : {
          says: `Take the root off the browser's list in ${database}.`,
          command: ['certutil', '-D', ...store],
          // A browser's profile that is younger than the root's addition has never had it.
          nothingToDo: 'could not find certificate',
        };
  });
  return { steps, notes: [] };
};

/** What curl and other programs trust. It belongs to root. */
const planLinuxStore = (machine: Machine, wish: TrustWish): TrustPlan => {
  const steps = linuxStoreSteps(machine, wish);
  if (steps === null) {
    const note =
      'This system has neither update-ca-certificates nor trust, so its own store, which curl reads, was left alone.';
    return { steps: [], notes: [note] };
  }
  if (machine.isRoot) return { steps, notes: [] };
  const commands = steps.map(({ command }) => `  sudo ${command.map(quote).join(' ')}`);
  const doing =
    wish.action === 'add'
      ? 'To have them trust the root too'
      : 'Where the root was added there, to remove it';
  return {
    steps: [],
    notes: [
      `Programs such as curl read the system's store, which only root may change. ${doing}:\n${commands.join('\n')}`,
    ],
  };
};

const linuxStoreSteps = (
  { programs }: Machine,
  { action, rootFile, root }: TrustWish,
): readonly TrustStep[] | null => {
  if (programs.has('update-ca-certificates')) {
    const file = posix.join(
      '/usr/local/share/ca-certificates',
      `${nickname(root).toLowerCase().replaceAll(' ', '-')}.crt`,
    );
    return action === 'add'
      ? [
          {
            says: `Copy the root to ${file}.`,
            command: ['install', '-m', '0644', rootFile, file],
          },
          { says: 'Have the system read its store anew.', command: ['update-ca-certificates'] },
        ]
      : [
          { says: `Delete ${file}.`, command: ['rm', '-f', file] },
          { says: 'Have the system read its store anew.', command: ['update-ca-certificates', '--fresh'] },
        ];
  }
  if (programs.has('trust')) {
    return action === 'add'
      ? [{ says: "Add the root to the system's store.", command: ['trust', 'anchor', '--store', rootFile] }]
      : [
          {
            says: "Remove the root from the system's store.",
            command: ['trust', 'anchor', '--remove', rootFile],
          },
        ];
  }
  return null;
};

const planKeychain = ({ home }: Machine, { action, rootFile, root }: TrustWish): TrustPlan => {
  const keychain = posix.join(home, 'Library/Keychains/login.keychain-db');
  return action === 'add'
    ? {
        steps: [
          {
            says: 'Add the root to your login keychain, trusted for websites. macOS asks for your password.',
            command: [
              'security',
              'add-trusted-cert',
              '-r',
              'trustRoot',
              '-p',
              'ssl',
              '-k',
              keychain,
              rootFile,
            ],
          },
        ],
        notes: [firefoxNote],
      }
    : {
        steps: [
          {
            says: 'Delete the root and its trust settings from your login keychain.',
            command: ['security', 'delete-certificate', '-Z', root.sha1, '-t', keychain],
            nothingToDo: 'Unable to delete certificate matching',
          },
        ],
        notes: [],
      };
};

const planWindows = ({ action, rootFile, root }: TrustWish): TrustPlan =>
  action === 'add'
    ? {
        steps: [
          {
            says: 'Add the root to your own "Trusted Root Certification Authorities". Windows asks whether you mean it.',
            command: ['certutil', '-user', '-addstore', 'Root', rootFile],
          },
        ],
        notes: [firefoxNote],
      }
    : {
        steps: [
          {
            says: 'Delete the root from your own "Trusted Root Certification Authorities".',
            command: ['certutil', '-user', '-delstore', 'Root', root.sha1],
          },
        ],
        notes: [],
      };

const firefoxNote =
  'Firefox reads the system\'s list unless that was switched off ("security.enterprise_roots.enabled" in about:config).';

/** For a POSIX shell, where the person is to paste it. */
const quote = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
