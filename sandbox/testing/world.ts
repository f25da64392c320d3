/** A sandbox on free ports in a directory of its own, with a fake skill in the application's place. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFile } from '../echo/testing/model.ts';
import { prepareSandboxCertificates, type Sandbox, type SandboxOptions, startSandbox } from '../sandbox.ts';
import { type FakeSkill, startFakeSkill } from './fake-skill.ts';

export const skillId = 'amzn1.ask.skill.of-the-tests';

/** RFC 6749, 2.3.1: such characters must survive HTTP Basic. */
const clientSecret = 'a secret: with & odd % characters';

export type World = {
  readonly clientSecret: string;
  readonly sandbox: Sandbox;
  readonly skill: FakeSkill;
  readonly clock: { at: number };
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly post: (
    path: string,
    body: object | string | Uint8Array,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
  /** Says one thing to Dana's Echo, or to somebody else's. */
  readonly say: (utterance: string, more?: object) => Promise<SaidJson>;
  /** Stops the sandbox and starts it again in the same directory. */
  readonly restart: () => Promise<World>;
  readonly close: () => Promise<void>;
};

/** The answer of `POST /say`, as loosely as tests look at it. */
export type SaidJson = {
  readonly speech: string | null;
  readonly reprompt: string | null;
  readonly card: { readonly type: string } | null;
  readonly sessionOpen: boolean;
  readonly session: string | null;
  readonly link: { readonly url: string; readonly callback: string } | null;
  readonly alexaError: { readonly type: string; readonly message: string } | null;
};

export const startWorld = async (more: Partial<SandboxOptions> = {}): Promise<World> => {
  const directory = await mkdtemp(join(tmpdir(), 'sayso-sandbox-'));
  const interactionModels = join(directory, 'models');
  await mkdir(interactionModels);
  await writeFile(join(interactionModels, 'en-US.json'), JSON.stringify(modelFile));
  const clock = { at: Date.now() };
  const now = () => clock.at;
  const certificates = await prepareSandboxCertificates({ directory, now });
  const skill = await startFakeSkill(certificates);
  const start = () =>
    startSandbox({
      directory,
      skillId,
      applicationUrl: skill.url,
      interactionModels,
      tenantSeed: {
        apiIdentifier: 'https://bakery.test/api',
        apiSigningSecret: null,
        clientId: 'bakery-client',
        clientSecret,
        callbacks: [],
        logoutUrls: [],
      },
      ports: { tenant: 0, echo: 0 },
      now,
      certificates,
      ...more,
    });
  const close = (sandbox: Sandbox) => async () => {
    await sandbox.close();
    await skill.close();
    await rm(directory, { recursive: true });
  };
  const describeWorld = (sandbox: Sandbox): World => {
    const url = (path: string) => new URL(path, sandbox.addresses.echo);
    const post: World['post'] = (path, body, headers = {}) =>
      fetch(url(path), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body:
          typeof body === 'string'
            ? body
            : body instanceof Uint8Array
              ? Buffer.from(body)
              : JSON.stringify(body),
      });
    return {
      clientSecret,
      sandbox,
      skill,
      clock,
      get: (path, headers = {}) => fetch(url(path), { headers, redirect: 'manual' }),
      post,
      say: async (utterance, extra = {}) =>
        (await post('/say', { utterance, ...extra })).json() as Promise<SaidJson>,
      restart: async () => {
        await sandbox.close();
        return describeWorld(await start());
      },
      close: close(sandbox),
    };
  };
  return describeWorld(await start());
};
