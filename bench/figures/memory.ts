import type { Figure } from '../figure.ts';
import { createLoad } from '../load.ts';
import { median } from '../median.ts';
import type { World } from '../world.ts';
import { say } from './turns.ts';

const connections = 8;
const megabyte = 1024 * 1024;
/** Readings at the end, a tenth of the interactions apart; the median of them is the figure. */
const readings = 5;

/** Resident memory of the bundled server, with the flags it is shipped with, after so many interactions. */
export const measureMemory = async (
  world: World,
  interactions: number,
  progress: (text: string) => void,
): Promise<Figure[]> => {
  const server = await world.server();
  const load = createLoad(server.port, connections);
  const atStart = await server.child.call('residentBytes', null);
  const sizes: number[] = [];
  const rounds = Math.ceil(interactions / world.people.length);
  for (let round = 0; round < rounds; round += 1) {
    await say(world, load, 'launch', world.people);
    await say(world, load, 'order', world.people);
    await say(world, load, 'confirm', world.people);
    sizes.push(await server.child.call('residentBytes', null));
    if (round % 10 === 9) progress(`${(round + 1) * world.people.length} interactions`);
  }
  await load.close();
  await server.child.stop();
  const most = Math.max(...sizes);
  return [
    {
      name: `resident memory after ${rounds * world.people.length} interactions`,
      value: median(sizes.slice(-readings)) / megabyte,
      unit: 'MB',
      goal: { atMost: 120 },
      detail: `${Math.round(atStart / megabyte)} MB at the start, at most ${Math.round(most / megabyte)} MB`,
    },
  ];
};
