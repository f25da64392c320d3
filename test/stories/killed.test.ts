/** Processes die between any two steps: what was acknowledged is still there, and nothing happens twice. */
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clusterPath } from '../../src/database/data-directory.ts';
import { engines } from '../databases.ts';
import { findPorts } from './outside.ts';
import { type Running, runProgram, startRunning } from './processes.ts';
import { makePlace, type Place, startWorld, type World } from './world.ts';

let place: Place;
let running: Running | null = null;
let world: World | null = null;
afterEach(async () => {
  await running?.close();
  await running?.end('SIGKILL');
  running = null;
  await world?.close();
  world = null;
  await place.remove();
});

const start = async (): Promise<Running> => {
  running = await startRunning(place);
  return running;
};

const kill = async ({ end, close }: Running): Promise<void> => {
  await close();
  expect(await end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
};

/** The same data in another process, whose clock a story can move. */
const goOn = async (): Promise<World> => {
  world = await startWorld({ former: place });
  return world;
};

describe.each(engines)('on the %s database', (engine) => {
  beforeEach(async () => {
    place = await makePlace(engine);
  });

  it('killed after the order’s answer, and again while its code is checked: the code still works, once', async () => {
    const first = await start();
    expect((await first.order()).speech).toContain("What's the code?");
    const code = await first.newestCode();
    await kill(first);

    const second = await start();
    expect(await second.latest()).toMatchObject({ state: 'requested', triesLeft: 3 });
    await second.faults({ tenant: { slowMilliseconds: 60_000 } });
    const unheard = second.tell(`my code is ${code}`).catch(() => null);
    await expect.poll(async () => (await second.latest()).triesLeft).toBe(2);
    await kill(second);
    expect(await unheard).toBeNull();

    const after = await goOn();
    expect(await after.latest()).toMatchObject({ state: 'requested', triesLeft: 2 });
    expect((await after.tell(`my code is ${code}`)).speech).toMatch(/^Done\. /);
    expect((await after.transactions()).map(({ state, sends }) => [state, sends])).toEqual([['done', 1]]);
  });
});

describe('with the embedded database', () => {
  beforeEach(async () => {
    place = await makePlace('embedded');
  });

  it('killed while a code is sent: nothing can be confirmed by it, and a new order goes through', async () => {
    const first = await start();
    await first.order();
    await first.tell('cancel my order');
    await first.faults({ tenant: { slowMilliseconds: 60_000 } });
    const unheard = first.order('open my pickup locker').catch(() => null);
    await expect.poll(async () => (await first.latest()).command).toBe('OpenLocker');
    await kill(first);
    expect(await unheard).toBeNull();

    const after = await goOn();
    expect((await after.confirm('482109')).speech).toContain('A code is being sent this very moment.');
    after.advance(11);
    expect((await after.confirm('482109')).speech).toContain("Your last code couldn't be sent");
    expect(await after.latest()).toMatchObject({ state: 'requested', triesLeft: 3 });
    after.advance(61);
    await after.order();
    expect((await after.confirm(await after.newestCode())).speech).toContain('Your large pizza');
    expect(await after.openings()).toEqual([]);
  });

  it('killed after the confirmation’s answer, before its effect: the next process delivers it, once', async () => {
    const first = await start();
    await first.order('open my pickup locker');
    const code = await first.newestCode();
    await first.faults({ locker: { down: true } });
    expect((await first.tell(`my code is ${code}`)).speech).toMatch(/^Confirmed, and under way/);
    await kill(first);

    const after = await goOn();
    expect(await after.latest()).toMatchObject({ state: 'confirmed' });
    expect((await after.tell(`my code is ${code}`)).speech).toContain("That's already confirmed.");
    expect(await after.openings()).toEqual([]);
    for (let round = 0; round < 3; round += 1) {
      after.advance(60);
      await after.work();
    }
    const { id, state } = await after.latest();
    expect(state).toBe('done');
    expect((await after.openings()).map(({ key }) => key)).toEqual([id]);
  });

  it('a second start on the same data, a taken port, and Ctrl-C', async () => {
    const first = await start();
    const elsewhere = await makePlace('embedded');
    const { application } = place.ports;
    const second = runProgram(place.dataDirectory, elsewhere.ports);
    const third = runProgram(elsewhere.dataDirectory, { ...elsewhere.ports, application });
    expect(await second.ended).toMatchObject({ status: 1 });
    expect(second.output()).toContain('Sayso did not start:');
    expect(second.output()).toContain('Sayso is already running on');
    expect(await third.ended).toMatchObject({ status: 1 });
    expect(third.output()).toContain(`Port ${application} is taken by another program.`);
    await elsewhere.remove();

    await first.order();
    const code = await first.newestCode();
    await first.close();
    expect(await first.end('SIGINT')).toEqual({ status: 0, signal: null });
    for (const secret of [code, '2025550142', 'dana@sayso.test', 'eyJ', 'public-sandbox-secret']) {
      expect(first.output()).not.toContain(secret);
    }
    const after = await goOn();
    expect((await after.tell(`my code is ${code}`)).speech).toMatch(/^Done\. /);
  });

  it('a data directory that is somebody else’s, or cut short, is refused and left as it is', async () => {
    const database = join(place.dataDirectory, 'database');
    const control = join(clusterPath(database), 'global', 'pg_control');
    await truncate(control, 100);
    const foreign = join(place.dataDirectory, 'elsewhere');
    const thesis = join(foreign, 'database', 'thesis.txt');
    await mkdir(join(foreign, 'database'), { recursive: true });
    await writeFile(thesis, 'years of work');

    const cut = runProgram(place.dataDirectory, place.ports);
    const refused = runProgram(foreign, await findPorts());
    expect(await cut.ended).toMatchObject({ status: 1 });
    expect(cut.output()).toMatch(
      /is damaged \(.*pg_control is missing or cut short\), and nothing was removed/,
    );
    expect((await readFile(control)).length).toBe(100);
    expect(await refused.ended).toMatchObject({ status: 1 });
    expect(refused.output()).toContain("holds files that are not Sayso's, and nothing was touched");
    expect(await readFile(thesis, 'utf8')).toBe('years of work');
  });
});
