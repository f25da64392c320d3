/** One sandbox and its application for all stories, and the doctor sent to them, through a world that can be bent. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RawSettings } from '../../src/settings/table.ts';
import { storyDataKey } from '../../test/stories/embedded-template.ts';
import { startWorld, type World } from '../../test/stories/world.ts';
import type { Finding } from '../finding.ts';
import { type Outside, openOutside } from '../outside.ts';
import { runDoctor } from '../run-doctor.ts';
import type { Environment } from '../subject.ts';

export type Examined = {
  readonly exit: 0 | 1 | 2;
  readonly findings: readonly Finding[];
  /** All that was written. */
  readonly text: string;
};

export type Broken = {
  readonly args?: readonly string[];
  readonly settings?: RawSettings;
  readonly unknownKeys?: readonly string[];
  readonly environment?: Environment;
  /** Bends the world itself. */
  readonly outside?: (outside: Outside) => Outside;
};

export type DoctorWorld = World & {
  readonly examine: (broken?: Broken) => Promise<Examined>;
  readonly report: (broken?: Broken) => Promise<Omit<Examined, 'findings'>>;
};

export const startDoctorWorld = async (): Promise<DoctorWorld> => {
  const world = await startWorld();
  const rootFile = join(world.dataDirectory, 'sandbox', 'certificates', 'tls-root.pem');
  // Once for all stories: reading the roots that everybody trusts takes longer than a story.
  const opened = openOutside(await readFile(rootFile, 'utf8'));
  const report: DoctorWorld['report'] = async (broken = {}) => {
    const written: string[] = [];
    const write = (text: string): void => {
      written.push(text);
    };
    const exit = await runDoctor(
      broken.args ?? [],
      { write, writeError: write, progress: () => undefined, paint: (_, text) => text },
      {
        readSecrets: () => ({
          raw: {
            DATA_DIR: world.dataDirectory,
            DATA_KEY: storyDataKey.toString('base64'),
            PORT: String(world.settings.port),
            ...broken.settings,
          },
          unknownKeys: broken.unknownKeys ?? [],
        }),
        environment: {
          SANDBOX_TENANT_PORT: new URL(world.tenantUrl).port,
          SANDBOX_ECHO_PORT: new URL(world.echoUrl).port,
          ...broken.environment,
        },
        openOutside: () => ({
          outside: broken.outside?.(opened.outside) ?? opened.outside,
          close: async () => undefined,
        }),
      },
    );
    return { exit, text: written.join('\n') };
  };
  return {
    ...world,
    report,
    examine: async (broken = {}) => {
      const { exit, text } = await report({ ...broken, args: [...(broken.args ?? []), '--json'] });
      const { findings }: { findings: readonly Finding[] } = JSON.parse(text);
      return { exit, text, findings };
    },
    close: async () => {
      await opened.close();
      await world.close();
    },
  };
};
