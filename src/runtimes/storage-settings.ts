import type { RawSettings } from '../settings/table.ts';
import { type ReadSettings, readStorageSettings } from '../settings.ts';
import { readKeptDataKey } from './kept-data-key.ts';

/** Where the data lies, for who moves it. Without DATA_KEY it is the one that `npm start` keeps in DATA_DIR; none is made. */
export const readStorage = (raw: RawSettings): ReadSettings => {
  const given = raw.DATA_KEY?.trim() ?? '';
  return readStorageSettings(given === '' ? { ...raw, DATA_KEY: readKeptDataKey(raw) ?? '' } : raw);
};
