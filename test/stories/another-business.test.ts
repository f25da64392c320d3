/**
 * The second business of docs/examples/bank, put in as docs/guide/your-own-business.md says: its folder in the pizzeria's
 * place, its interaction model, and one line of application.ts. Everything else is what ships.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn } from '../../scripts/files-in.ts';
import { findImportViolations } from '../../scripts/import-rule.ts';
import { fail } from './outside.ts';
import { type Running, startRunning } from './processes.ts';
import { makePlace, type Place } from './world.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const example = join(repository, 'docs/examples/bank');
const line = {
  before: "import { createPizzeria as createBusiness } from './pizzeria/pizzeria.ts';",
  after: "import { createBank as createBusiness } from './bank/bank.ts';",
};

let copy: string;
let place: Place;
let running: Running;

beforeAll(async () => {
  copy = await copyWithBank();
  place = await makePlace('postgresql');
  running = await startRunning(place, copy);
});

afterAll(async () => {
  await running?.close();
  await running?.end('SIGTERM');
  await place?.remove();
  if (copy) await rm(copy, { recursive: true, force: true });
});

describe('a bank takes the pizzeria’s place', () => {
  it('says whom the money goes to, where and how much before it asks for the code, and books it with the right one', async () => {
    const asked = await running.say('ask harbor bank to send fifty dollars to my landlord');
    expect(asked.speech).toBe(
      "From Harbor Bank: a transfer to your landlord, the account ending 71, $50.00. I've texted the phone ending 42. What's the code?",
    );

    const wrong = await running.say('my code is 000000');
    expect(wrong.speech).toContain("That code didn't match.");

    const confirmed = await running.say(`my code is ${await running.newestCode()}`);
    expect(confirmed.speech).toContain('Done. Your transfer to your landlord is booked: $50.00.');
    expect(await running.latest()).toMatchObject({ command: 'TransferMoney', state: 'done' });
  });

  it('asks for what is missing, in the bank’s own words', async () => {
    const amount = await running.say('ask harbor bank to pay my mom', { session: 'new' });
    expect(amount.speech).toBe('How many dollars shall I send, up to 1000?');
    const asked = await running.say('twenty');
    expect(asked.speech).toContain('a transfer to your mother, the account ending 35, $20.00');
  });

  it('keeps to the import rule and to the types', async () => {
    const root = new URL(`file://${copy}/`);
    const paths = (await filesIn(root, 'src/bank/', { recursive: true })).filter((path) =>
      /(?<!\.test)\.ts$/.test(path),
    );
    expect(paths.length).toBeGreaterThan(2);
    const files = await Promise.all(
      paths.map(async (path) => ({ path, text: await readFile(join(copy, path), 'utf8') })),
    );
    expect(findImportViolations(files)).toEqual([]);
    await promisify(execFile)(join(repository, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.bank.json'], {
      cwd: copy,
    });
  });

  it('shares with the model that ships whatever is not the business’s own', async () => {
    const [ours, shipped] = await Promise.all([
      readModel(join(example, 'en-US.json')),
      readModel(modelIn(repository)),
    ]);
    const shared = shipped.filter(({ name }) => !['OrderPizza', 'OpenLocker'].includes(name));
    const withoutPizza = shared.map((intent) => ({
      ...intent,
      samples: intent.samples.filter((sample) => !sample.includes('pizza')),
    }));
    expect(ours.filter(({ name }) => name !== 'TransferMoney')).toEqual(withoutPizza);
  });
});

/** What the guide has one do, done. */
const copyWithBank = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'sayso-bank-'));
  for (const name of ['src', 'sandbox', 'deploy', 'package.json', 'tsconfig.json'])
    await cp(join(repository, name), join(directory, name), { recursive: true });
  await symlink(join(repository, 'node_modules'), join(directory, 'node_modules'));

  await rm(join(directory, 'src/pizzeria'), { recursive: true });
  await cp(join(example, 'bank'), join(directory, 'src/bank'), { recursive: true });
  await cp(join(example, 'en-US.json'), modelIn(directory));
  const application = join(directory, 'src/application.ts');
  const text = await readFile(application, 'utf8');
  if (text.split(line.before).length !== 2) fail('application.ts has not just one line for the business');
  await writeFile(application, text.replace(line.before, line.after));

  await writeFile(
    join(directory, 'tsconfig.bank.json'),
    JSON.stringify({
      extends: './tsconfig.json',
      include: ['src/runtimes/*.ts', 'src/bank'],
      exclude: ['src/runtimes/*.test.ts'],
    }),
  );
  return directory;
};

const modelIn = (directory: string): string =>
  join(directory, 'src/alexa/skill-package/interactionModels/custom/en-US.json');

type Intent = { readonly name: string; readonly samples: readonly string[] };

const readModel = async (path: string): Promise<readonly Intent[]> => {
  const model: { interactionModel: { languageModel: { intents: readonly Intent[] } } } = JSON.parse(
    await readFile(path, 'utf8'),
  );
  return model.interactionModel.languageModel.intents;
};
