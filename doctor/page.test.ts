import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { checks } from './checks.ts';
import { findings } from './findings.ts';
import { withFindings } from './page.ts';

test('the guide shows every finding as the doctor words it', async () => {
  const page = await readFile(new URL('../docs/guide/doctor.md', import.meta.url), 'utf8');
  expect(withFindings(page)).toBe(page);
});

test('a page without the markers is none', () => {
  expect(withFindings('# Something else')).toBeNull();
});

test('every finding is one check’s, and none builds on what comes after it', () => {
  const made = checks.flatMap(({ finds }) => finds);
  expect([...made].sort()).toEqual(Object.keys(findings).sort());
  const seen = new Set<string>();
  for (const { finds, needs } of checks) {
    expect(needs.filter((id) => !seen.has(id))).toEqual([]);
    for (const id of finds) seen.add(id);
  }
});
