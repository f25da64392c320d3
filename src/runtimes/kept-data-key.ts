/** The data key that `npm start` keeps in DATA_DIR: without it the stored contacts cannot be read, so it lies beside the database. */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RawSettings } from '../settings/table.ts';

/** Null where none was made yet. */
export const readKeptDataKey = (raw: RawSettings): string | null => {
  try {
    return readFileSync(fileOf(raw), 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

/** Made at the first start. */
export const keptDataKey = (raw: RawSettings): string => {
  const kept = readKeptDataKey(raw);
  if (kept !== null) return kept;
  const file = fileOf(raw);
  mkdirSync(dirname(file), { recursive: true });
  // Written aside and linked into place: whole or not there, whenever this process is killed.
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  try {
    linkSync(aside, file);
  } catch (error) {
    // Another start was quicker by a moment: its key is the one.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(aside);
  }
  return readFileSync(file, 'utf8').trim();
};

const fileOf = (raw: RawSettings): string => join(raw.DATA_DIR?.trim() || '.data', 'data-key');
