import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawSettings } from '../settings/table.ts';
import { type ReadSettings, readStorageSettings } from '../settings.ts';

/** Where the data lies, for who moves it. Without DATA_KEY it is the one that `npm start` keeps in DATA_DIR; none is made. */
export const readStorage = (raw: RawSettings): ReadSettings => {
  const given = raw.DATA_KEY?.trim() ?? '';
  return readStorageSettings(
    given === '' ? { ...raw, DATA_KEY: readKept(raw.DATA_DIR?.trim() || '.data') } : raw,
  );
};

const readKept = (directory: string): string => {
  try {
    return readFileSync(join(directory, 'data-key'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
};
