/**
 * `npm run bench`: measures, and prints each figure beside its goal. `-- --only verify,launch` runs some of them,
 * `-- --full` measures memory after 10,000 interactions, `-- --profile folder` leaves CPU profiles there. Exit 0 whatever the figures are; 1 where a turn went wrong.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Figure, isMet, table } from './figure.ts';
import { measureLatency } from './figures/latency.ts';
import { measureLaunch } from './figures/launch.ts';
import { measureMemory } from './figures/memory.ts';
import { measureTurns } from './figures/turns.ts';
import { measureVerification } from './figures/verify.ts';
import { createWorld, type World } from './world.ts';

type Measure = (world: World, progress: (text: string) => void) => Promise<readonly Figure[]>;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});

const measures: { readonly [name: string]: Measure } = {
  verify: measureVerification,
  launch: measureLaunch,
  turns: measureTurns,
  latency: measureLatency,
  memory: (world, progress) => measureMemory(world, values.full ? 10_000 : 2000, progress),
};

const began = performance.now();
const say = (text: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
};

const wanted = values.only?.split(',') ?? Object.keys(measures);
const unknown = wanted.filter((name) => measures[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(
    `No such figure: ${unknown.join(', ')}. There are ${Object.keys(measures).join(', ')}.\n`,
  );
  process.exit(1);
}

const world = await createWorld(say, values.profile ?? null);
try {
  const figures: Figure[] = [];
  for (const name of wanted) {
    say(name);
    const measure = measures[name];
    figures.push(...((await measure?.(world, (text) => say(`${name}: ${text}`))) ?? []));
  }
  const [processor] = cpus();
  process.stdout.write(
    `\n${table(figures)}\n\n${figures.filter(isMet).length} of ${figures.length} goals met; Node ${process.version}, ${cpus().length} × ${processor?.model.trim()}\n`,
  );
} finally {
  await world.close();
}
