import type { Figure } from '../figure.ts';
import { createLoad, type Load } from '../load.ts';
import { measured } from '../measured-settings.ts';
import { median } from '../median.ts';
import type { Person } from '../people.ts';
import type { World } from '../world.ts';

const connections = 8;
const repeats = 5;
const repeatMilliseconds = 1000;

/** `busy`: the share of one core; `cpuOfOne`: microseconds. */
type Measured = { readonly perSecond: number; readonly busy: number; readonly cpuOfOne: number };

/**
 * The launch turn ("open pizza on demand") of a linked speaker, which reads the account from PostgreSQL, and of one who is
 * not linked, which asks nobody, each against a bare `node:http` server that does one
 * `crypto.verify` and answers the same bytes: requests a second, and CPU a request of the server's process.
 */
export const measureLaunch = async (world: World): Promise<Figure[]> => {
  const [linked] = world.people;
  if (linked === undefined) throw new Error('nobody speaks');
  return [
    await measureLaunchOf(world, 'not linked', { ...linked, accessToken: null }),
    await measureLaunchOf(world, 'linked', linked),
  ];
};

const measureLaunchOf = async (world: World, who: string, person: Person): Promise<Figure> => {
  const path = `${measured.rootPath}/alexa`;
  const server = await world.server();
  const ours = createLoad(server.port, connections);
  const [answered] = await ours.send(path, [world.sign('launch', person)]);
  const parts = await world.parts({ answer: answered?.text ?? '' });
  const bare = createLoad(parts.port, connections);

  const ourCpu = () => server.child.call('cpu', null);
  const bareCpu = () => parts.child.call('cpu', null);
  const measure = async (
    load: Load,
    readCpu: () => Promise<number>,
    milliseconds: number,
  ): Promise<Measured> => {
    const request = world.sign('launch', person);
    const before = await readCpu();
    const began = performance.now();
    const perSecond = await load.repeat(path, request, milliseconds);
    const microseconds = performance.now() * 1000 - began * 1000;
    const cpu = (await readCpu()) - before;
    return { perSecond, busy: cpu / microseconds, cpuOfOne: cpu / ((perSecond * microseconds) / 1e6) };
  };
  await measure(ours, ourCpu, 2 * repeatMilliseconds);
  await measure(bare, bareCpu, repeatMilliseconds);
  const pairs: { readonly ours: Measured; readonly bare: Measured }[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    pairs.push({
      ours: await measure(ours, ourCpu, repeatMilliseconds),
      bare: await measure(bare, bareCpu, repeatMilliseconds),
    });
  }
  for (const end of [ours.close, bare.close, server.child.stop, parts.child.stop]) await end();

  const of = (read: (pair: (typeof pairs)[number]) => number): number => median(pairs.map(read));
  const rates = [of(({ ours }) => ours.perSecond), of(({ bare }) => bare.perSecond)].map(Math.round);
  const costs = [of(({ ours }) => ours.cpuOfOne), of(({ bare }) => bare.cpuOfOne)].map(Math.round);
  const busy = of(({ bare }) => bare.busy);
  return {
    name: `launch turn, ${who}: requests/s of it / of a bare server that only verifies`,
    value: of(({ ours, bare }) => ours.perSecond / bare.perSecond),
    unit: '',
    goal: { atLeast: 0.6 },
    detail: `${rates.join(' / ')} a second; CPU ${costs.join(' / ')} µs a request; the bare server was busy ${Math.round(busy * 100)} % of the time`,
  };
};
