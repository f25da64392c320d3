/** The build, made in memory: what the first page loads, and what is in none of it. */
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

const mostFirstPageBytes = 25 * 1024;

let chunks: readonly Rolldown.OutputChunk[] = [];
let styles = '';

beforeAll(async () => {
  const built = await build({
    root: 'src/app/ui',
    configFile: 'src/app/ui/vite.config.ts',
    logLevel: 'silent',
    build: { write: false },
  });
  if (!('output' in built)) throw new Error('one build has one output');
  chunks = built.output.filter((file) => file.type === 'chunk');
  styles = built.output
    .map((file) => (file.fileName.endsWith('.css') && 'source' in file ? String(file.source) : ''))
    .join('');
});

/** The entry and what it imports, without what is loaded later. */
const firstPage = (): readonly Rolldown.OutputChunk[] => {
  const seen = new Set<Rolldown.OutputChunk>();
  const add = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (chunk === undefined || seen.has(chunk)) return;
    seen.add(chunk);
    for (const name of chunk.imports) add(chunks.find(({ fileName }) => fileName === name));
  };
  add(chunks.find(({ isEntry }) => isEntry));
  return [...seen];
};

describe('the built pages', () => {
  it('load at most 25 KB of script for the first page', () => {
    const bytes = firstPage().reduce((sum, { code }) => sum + gzipSync(code).length, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(mostFirstPageBytes);
  });

  it('leave Pusher out until it is needed', () => {
    const names = (list: readonly Rolldown.OutputChunk[]) =>
      list.flatMap(({ moduleIds }) => moduleIds).join('\n');
    expect(names(chunks)).toContain('pusher-js');
    expect(names(firstPage())).not.toContain('pusher-js');
  });

  it('name no other place: no script, style, font or data from anywhere else', () => {
    const own = chunks.filter(({ moduleIds }) => !moduleIds.some((id) => id.includes('pusher-js')));
    const addresses = [...own.map(({ code }) => code), styles].flatMap(
      (text) => text.match(/https?:\/\/[^\s"'`)]*/g) ?? [],
    );
    // Names of XML namespaces, and the prefix that a bare host is read with.
    const others = addresses.filter(
      (address) => !address.startsWith('http://www.w3.org/') && address !== 'https://',
    );
    expect(others).toEqual([]);
    expect(styles).not.toMatch(/url\(|@import/);
  });
});
