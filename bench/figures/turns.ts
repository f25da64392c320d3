import type { Figure } from '../figure.ts';
import { createLoad, type Load } from '../load.ts';
import { measured } from '../measured-settings.ts';
import { median } from '../median.ts';
import type { Person } from '../people.ts';
import type { RecordedTurn } from '../recording.ts';
import type { Spoken } from '../requests.ts';
import type { World } from '../world.ts';

const path = `${measured.rootPath}/alexa`;
const warmRounds = 4;
const measuredRounds = 9;
const rounds = warmRounds + measuredRounds;
const people = 80;
const connections = 4;

type Round = { readonly [spoken in 'order' | 'confirm']: readonly RecordedTurn[] };

/**
 * CPU of an order and of a confirm turn against the sum of their parts. A first server notes what each turn asks of
 * the database and the tenant; a bare server then plays the same requests and notes on a copy of the database, turn
 * by turn with the application on another copy.
 */
export const measureTurns = async (world: World, progress: (text: string) => void): Promise<Figure[]> => {
  const speakers = world.people.slice(0, people);
  progress(`noting what ${rounds * people} orders and confirmations ask of others`);
  const recorded = await record(world, speakers);

  const server = await world.server();
  const parts = await world.parts();
  const ours = createLoad(server.port, connections);
  const bare = createLoad(parts.port, connections);
  const spent = {
    order: { ours: [] as number[], bare: [] as number[] },
    confirm: { ours: [] as number[], bare: [] as number[] },
  };
  for (const [number, round] of recorded.entries()) {
    progress(`round ${number + 1} of ${rounds}`);
    await say(world, ours, 'launch', speakers);
    for (const spoken of ['order', 'confirm'] as const) {
      const requests = speakers.map((person) => world.sign(spoken, person));
      const before = await server.child.call('cpu', null);
      check(
        spoken,
        (await ours.send(path, requests)).map(({ text }) => text),
      );
      const between = await server.child.call('cpu', null);
      await parts.child.call('load', round[spoken]);
      const beforeParts = await parts.child.call('cpu', null);
      await bare.send(path, requests);
      const after = await parts.child.call('cpu', null);
      if (number < warmRounds) continue;
      spent[spoken].ours.push((between - before) / people);
      spent[spoken].bare.push((after - beforeParts) / people);
    }
  }
  for (const end of [ours.close, bare.close, server.child.stop, parts.child.stop]) await end();

  return (['order', 'confirm'] as const).map((spoken) => {
    const pairs = spent[spoken];
    const first = recorded[0]?.[spoken][0]?.asked ?? [];
    const statements = first.filter(({ type }) => type === 'statement').length;
    return {
      name: `${spoken} turn: CPU of it / of the sum of its parts`,
      value: median(pairs.ours.map((cpu, index) => cpu / (pairs.bare[index] ?? 0))),
      unit: '×',
      goal: { atMost: 2 },
      detail: `${Math.round(median(pairs.ours))} / ${Math.round(median(pairs.bare))} µs; ${statements} statements, ${first.length - statements} call; later goal 1.8`,
    };
  });
};

/** One at a time, so that it is plain which turn asked what. */
const record = async (world: World, speakers: readonly Person[]): Promise<readonly Round[]> => {
  const server = await world.server({ records: true });
  const load = createLoad(server.port, 1);
  const turnsOf = async (spoken: 'order' | 'confirm'): Promise<RecordedTurn[]> => {
    const turns: RecordedTurn[] = [];
    for (const person of speakers) {
      await server.child.call('recorded', null);
      const [answer = ''] = await say(world, load, spoken, [person]);
      turns.push({ asked: await server.child.call('recorded', null), answer });
    }
    return turns;
  };
  const noted: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await say(world, load, 'launch', speakers);
    noted.push({ order: await turnsOf('order'), confirm: await turnsOf('confirm') });
  }
  await load.close();
  await server.child.stop();
  return noted;
};

/** Everybody says it; what they hear. */
export const say = async (
  world: World,
  load: Load,
  spoken: Spoken,
  speakers: readonly Person[],
): Promise<readonly string[]> => {
  const answers = await load.send(
    path,
    speakers.map((person) => world.sign(spoken, person)),
  );
  const texts = answers.map(({ text }) => text);
  check(spoken, texts);
  return texts;
};

const expected: { readonly [spoken in Spoken]: RegExp } = {
  launch: /Welcome/,
  order: /sent/,
  confirm: /is ordered/,
};

/** A figure of turns that did not do what they should is worth nothing. */
export const check = (spoken: Spoken, texts: readonly string[]): void => {
  for (const text of texts) {
    if (!expected[spoken].test(text)) throw new Error(`"${spoken}" was answered by ${text}`);
  }
};
