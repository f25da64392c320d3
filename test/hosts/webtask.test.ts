/** The bundle for Webtask under `wt serve`: one file and its secrets, mounted at `/pod`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tell } from '../../sandbox/testing/fake-skill.ts';
import { bundleForWebtask } from '../../scripts/bundle.ts';
import { installationMilliseconds } from '../install.ts';
import { fail, findPorts } from '../stories/outside.ts';
import { expectOneFile, expectProductionAlone } from './bundle-content.ts';
import { type HostWorld, picture, script, skillId, startHostWorld } from './host-world.ts';
import { orderAndConfirm } from './order-and-confirm.ts';
import { installWebtask, serveWebtask, type WebtaskServer } from './webtask-server.ts';

const entry = 'src/runtimes/webtask.ts';
let world: HostWorld;
let metafile: Metafile;
let webtask: WebtaskServer;
let lastEnvelope: unknown;
const servers: WebtaskServer[] = [];

const serve = async (
  settings: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<WebtaskServer> => {
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  const secrets = join(world.folder, '..', `secrets-${servers.length}.ini`);
  await writeFile(secrets, `${lines.join('\n')}\n`);
  const { application: port } = await findPorts();
  const served = await serveWebtask(
    world.folder,
    port,
    ['--secrets-file', secrets, ...options],
    world.environment,
  );
  servers.push(served);
  return served;
};

beforeAll(async () => {
  await installWebtask();
  world = await startHostWorld({
    answer: (asked) => webtask.answer(asked),
    // Only Amazon could speak to the bundle; this skill is for the Echo to have one, and with it a token.
    hear: async (envelope) => {
      lastEnvelope = envelope;
      return tell('Hello.');
    },
  });
  metafile = await bundleForWebtask({
    entries: { bundle: entry },
    folder: world.folder,
    pages: world.pages,
  });
  webtask = await serve(world.settings);
}, installationMilliseconds);

afterAll(async () => {
  await Promise.all(servers.map((served) => served.close()));
  await world?.close();
});

const get = (url: string) => ({ method: 'GET', url, headers: {}, body: Buffer.alloc(0) });

describe('on Webtask', () => {
  it('is one file that holds nothing of the sandbox', async () => {
    expectOneFile(metafile);
    await expectProductionAlone(metafile, entry);
  });

  it('an order goes all the way, by the API and in the web application', async () => {
    await orderAndConfirm(world);
  });

  it('the pages are inside the one file', async () => {
    const ask = (path: string) => world.fetch(`${world.root}app/${path}`);
    expect((await ask('')).body).toContain('src="/pod/app/assets/app-1.js"');
    expect((await ask('assets/app-1.js')).body).toBe(script);
    expect((await webtask.answer(get('/pod/app/assets/pizza-2.png'))).body).toEqual(picture);
  });

  it.each(['a runtime that leaves the body alone', 'a runtime that reads the body first'])(
    'Alexa’s requests must be signed, and arrive with their headers and bytes: %s',
    async (runtime) => {
      await world.tokenOf();
      const served = runtime.endsWith('first') ? await serve(world.settings, ['--parse-body']) : webtask;
      const text = JSON.stringify(lastEnvelope);
      const url = '/pod/alexa';
      const post = (bytes: string, headers: Readonly<Record<string, string>>) =>
        served.answer({
          method: 'POST',
          url,
          headers: { 'content-type': 'application/json', ...headers },
          body: Buffer.from(bytes),
        });
      expect((await post(text, {})).status).toBe(400);
      const foreign = text.replaceAll(skillId, 'amzn1.ask.skill.größer');
      const signed = {
        'signature-256': Buffer.alloc(256, 1).toString('base64'),
        signaturecertchainurl: 'https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem',
      };
      expect((await post(foreign, signed)).status).toBe(400);
      expect(served.output().match(/"reason":"\w+"/g)).toEqual([
        '"reason":"signature_missing"',
        '"reason":"skill_id_other"',
      ]);
    },
  );

  it('says what is missing in its log, and answers 500 in plain words', async () => {
    const incomplete = await serve({ ...world.settings, DATABASE_URL: '' });
    const answer = await incomplete.answer(get('/pod/app/?DATABASE_URL=postgres://elsewhere/db'));
    expect(answer.status).toBe(500);
    expect(answer.body.toString()).toBe('Sayso did not start. Its log says why, and what to do.\n');
    expect(incomplete.output()).toContain('DATABASE_URL is missing.');
    expect(incomplete.output()).not.toContain(world.settings.APP_CLIENT_SECRET ?? fail('no secret'));
  });
});
