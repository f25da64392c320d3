import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStorage } from './storage-settings.ts';

describe('the settings of who moves data', () => {
  let DATA_DIR: string;
  beforeEach(() => {
    DATA_DIR = mkdtempSync(join(tmpdir(), 'sayso-storage-'));
  });
  afterEach(() => rmSync(DATA_DIR, { recursive: true }));

  const kept = Buffer.alloc(32, 1).toString('base64');
  const given = Buffer.alloc(32, 2).toString('base64');

  it('take the data key that `npm start` keeps beside the data, and a given one before it', () => {
    writeFileSync(join(DATA_DIR, 'data-key'), `${kept}\n`);
    expect(readStorage({ DATA_DIR })).toMatchObject({
      ok: true,
      settings: { dataDirectory: DATA_DIR, dataKey: new Uint8Array(32).fill(1) },
    });
    expect(readStorage({ DATA_DIR, DATA_KEY: given })).toMatchObject({
      settings: { dataKey: new Uint8Array(32).fill(2) },
    });
  });

  it('never make a key: data of another one would not fit it', () => {
    expect(readStorage({ DATA_DIR })).toMatchObject({
      ok: false,
      problems: [expect.stringMatching(/^DATA_KEY is missing\./)],
    });
    expect(readdirSync(DATA_DIR)).toEqual([]);
  });
});
