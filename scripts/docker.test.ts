/**
 * What can be told of the container files without an engine: nothing here builds or runs an image. Names in them lead
 * to files, and what they promise about rights is written in them.
 */
import { access, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingsTable } from '../src/settings/table.ts';

const root = new URL('../', import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

/** Instructions with their lines joined, comments left out; the last stage apart. */
const instructionsOf = (dockerfile: string) =>
  dockerfile
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [word = '', ...rest] = line.trim().split(/\s+/);
      return { word, text: rest.join(' ') };
    });

const stagesOf = async () => {
  const instructions = instructionsOf(await read('Dockerfile'));
  const last = instructions.findLastIndex(({ word }) => word === 'FROM');
  const textsOf = (from: number, to: number, word: string) =>
    instructions
      .slice(from, to)
      .filter((one) => one.word === word)
      .map(({ text }) => text);
  return {
    instructions,
    inBuild: (word: string) => textsOf(0, last, word),
    inImage: (word: string) => textsOf(last, instructions.length, word),
  };
};

describe('the Dockerfile', () => {
  it('starts from one version of Node that may run the server', async () => {
    const { inBuild } = await stagesOf();
    const [image = ''] = inBuild('ARG');
    const [, major] = /^NODE_IMAGE=node:(\d+)\.\d+\.\d+-[a-z]+-slim$/.exec(image) ?? [];
    expect(Number(major)).toBeGreaterThanOrEqual(20);
  });

  it('copies what is there, and what the build ignores is none of it', async () => {
    const { inBuild } = await stagesOf();
    const copied = inBuild('COPY').flatMap((text) => text.split(' ').slice(0, -1));
    const ignored = (await read('.dockerignore')).split('\n');
    expect(ignored).toContain('*');
    for (const path of copied) {
      await access(new URL(path, root));
      expect(ignored).toContain(`!${path}`);
    }
    expect(ignored).toContain('**/secrets.ini');
  });

  it('takes from the build what `npm run build` makes, and installs nothing', async () => {
    const { inBuild, inImage } = await stagesOf();
    expect(inBuild('RUN')).toEqual(['npm ci --ignore-scripts --no-audit --no-fund', 'npm run build']);
    const made = inImage('COPY').flatMap((text) => text.split(' ').slice(1, -1));
    const build = await read('scripts/build.ts');
    expect(made).toEqual([
      '/source/build/server.mjs',
      '/source/build/server.mjs.LEGAL.txt',
      '/source/build/server',
    ]);
    expect(build).toContain("entries: { server: 'src/runtimes/server.ts' }, folder, parts: 'server'");
    expect(inImage('RUN')).toEqual([]);
  });

  it('runs as nobody in particular, ends at SIGTERM, without a shell in between, with the flags of npm', async () => {
    const { instructions, inImage } = await stagesOf();
    expect(inImage('USER')).toEqual(['1000:1000']);
    expect(inImage('STOPSIGNAL')).toEqual(['SIGTERM']);
    const [command = ''] = inImage('CMD');
    const { scripts }: { scripts: { [name: string]: string } } = JSON.parse(await read('package.json'));
    const words: string[] = JSON.parse(command);
    expect(scripts['start:server']?.split(' ').slice(0, -1)).toEqual(words.slice(0, -1));
    expect(instructions.some(({ word }) => ['ADD', 'VOLUME', 'ENTRYPOINT', 'SHELL'].includes(word))).toBe(
      false,
    );
  });

  it('asks the server itself for its health, by what Node brings', async () => {
    const { inImage } = await stagesOf();
    const [check = ''] = inImage('HEALTHCHECK');
    const words: string[] = JSON.parse(check.slice(check.indexOf('CMD') + 3));
    expect(words.slice(0, 2)).toEqual(['node', '-e']);
    expect(words[2]).toContain('/healthz');
    expect(() => new Function(words[2] ?? '')).not.toThrow();
  });
});

describe('compose.yaml', () => {
  it('gives neither service a right it does not need', async () => {
    const { services } = parse(await read('compose.yaml'));
    for (const service of [services.application, services.database]) {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: 'unless-stopped',
      });
      expect(service).not.toHaveProperty('privileged');
      expect(service).not.toHaveProperty('cap_add');
      expect(service.image).not.toMatch(/:latest$/);
    }
    expect(services.database.user).not.toMatch(/^(0|root)\b/);
    expect(services.database.image).toMatch(/^postgres:\d+\.\d+-/);
  });

  it('is reached from this machine alone, and its database by nobody', async () => {
    const { services, networks } = parse(await read('compose.yaml'));
    for (const port of services.application.ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(services.database).not.toHaveProperty('ports');
    expect(services.database.networks).toEqual(['inside']);
    expect(networks.inside).toEqual({ internal: true });
  });

  it('waits for a healthy database, and ends with patience', async () => {
    const { services } = parse(await read('compose.yaml'));
    expect(services.application.depends_on.database).toEqual({ condition: 'service_healthy' });
    expect(services.database.healthcheck.test[0]).toBe('CMD');
    expect(Number.parseInt(services.application.stop_grace_period, 10)).toBeGreaterThan(15);
  });

  it('takes secrets from files that nobody commits, whose examples name settings that exist', async () => {
    const text = await read('compose.yaml');
    const { services, networks } = parse(text);
    expect(text).not.toMatch(/PASSWORD\s*[:=]/);
    expect(await read('.gitignore')).toContain('deploy/docker/*.env\n');
    const application = await read(`${services.application.env_file}.example`);
    const keys = [...application.matchAll(/^([A-Z0-9_]+)=/gm)].map(([, key]) => key);
    const known = new Set<string | undefined>(settingsTable.map(({ key }) => key));
    expect(keys.filter((key) => !known.has(key))).toEqual([]);
    const needed = settingsTable.filter(({ required }) => required !== 'never').map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(needed));
    const [{ gateway }] = networks.outside.ipam.config;
    expect(application).toContain(`TRUSTED_PROXIES=${gateway}\n`);
    expect(await read(`${services.database.env_file}.example`)).toMatch(/^POSTGRES_PASSWORD=$/m);
  });
});
