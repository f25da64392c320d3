/** Reads and writes the state file: whole or not at all. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Value } from '@sinclair/typebox/value';
import { UnusableFile } from '../../private-file.ts';
import { emptyConfiguration } from '../configuration/kept.ts';
import { isRecord } from '../http/request.ts';
import { type KeptState, keptStateSchema } from './schema.ts';

/**
 * The state in `path`, or null where there is no such file. Throws where the file holds anything else: it is refused,
 * never overwritten.
 */
export const readStateFile = async (path: string): Promise<KeptState | null> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const state = withConfiguration(parseJson(text));
  if (!Value.Check(keptStateSchema, state))
    throw new UnusableFile(
      `${path} is not what the sandbox's tenant wrote (truncated, or from another version). Move it away to start anew: its users and links are then gone.`,
    );
  return state;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Files written before the configuration was kept lack it; every start sets it from the seed anyway. */
const withConfiguration = (state: unknown): unknown =>
  isRecord(state) && !('configuration' in state) ? { ...state, configuration: emptyConfiguration() } : state;

/** Writes beside `path` and renames, so that a crash leaves the old state or the new one. Mode 0600. */
export const writeStateFile = async (path: string, state: KeptState): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(state));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
};
