/** Rule 3: any number of racers, on any surface, and one winner. Each race runs in forty interleavings. */
import { describe, expect, test } from 'vitest';
import { createWorld, ending, type Voice, type World } from '../../test/confirmation-world.ts';
import { numbersFrom } from '../../test/numbers.ts';

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
const surfaces = ['alexa', 'api', 'app'] as const;
const voiceOf = (index: number): Voice => ({ surface: surfaces[index % 3] ?? 'alexa' });

/** A world in which every call to the store or the issuer takes its own while. */
const racingWorld = async (seed: number, order = true): Promise<World> => {
  const next = numbersFrom(seed);
  const world = createWorld({
    pause: async () => {
      for (let ticks = next() % 12; ticks > 0; ticks -= 1) await null;
    },
  });
  if (order) await world.order();
  return world;
};

const race = (racers: readonly Promise<unknown>[]): Promise<unknown[]> => Promise.all(racers);
const sixteen = Array.from({ length: 16 }, (_, index) => index);

const count = (endings: readonly unknown[], wanted: string): number =>
  endings.filter((one) => one === wanted).length;

const confirmations = (world: World): number => world.store.changes.flatMap(({ writes }) => writes).length;

describe.each(seeds)('interleaving %i', (seed) => {
  test('75 sixteen who are all right: one wins, and the order is placed once', async () => {
    const world = await racingWorld(seed);
    const code = world.rightCode();
    const endings = await race(sixteen.map((index) => ending(world.say(code, voiceOf(index)))));
    expect(count(endings, 'done')).toBe(1);
    expect(confirmations(world)).toBe(1);
    expect(world.issuer.calls.check).toBeLessThanOrEqual(3);
    expect((await world.state()).account.wrongInARow).toBe(0);
  });

  test('76 sixteen who are all wrong: three are evaluated, then the order is refused', async () => {
    const world = await racingWorld(seed);
    const endings = await race(sixteen.map((index) => ending(world.say(world.wrongCode(), voiceOf(index)))));
    expect(world.issuer.calls.check).toBe(3);
    expect(count(endings, 'code_wrong')).toBe(2);
    expect(count(endings, 'refused')).toBe(1);
    expect(await world.state()).toMatchObject({
      account: { wrongInARow: 3 },
      transaction: { state: 'refused' },
    });
  });

  test('right and wrong mixed: at most one wins, and three are evaluated at most', async () => {
    const world = await racingWorld(seed);
    const code = world.rightCode();
    const endings = await race(
      sixteen.map((index) =>
        ending(world.say(index % 4 === seed % 4 ? code : world.wrongCode(), voiceOf(index))),
      ),
    );
    const state = (await world.state()).transaction?.state;
    expect(world.issuer.calls.check).toBeLessThanOrEqual(3);
    expect(count(endings, 'done')).toBe(state === 'done' ? 1 : 0);
    expect(['done', 'refused']).toContain(state);
    expect(confirmations(world)).toBe(count(endings, 'done'));
  });

  test('77 right codes and a cancellation: one of both, never both', async () => {
    const world = await racingWorld(seed);
    const code = world.rightCode();
    const endings = await race([
      ...sixteen.slice(1).map((index) => ending(world.say(code, voiceOf(index)))),
      ending(world.cancel()),
    ]);
    expect(count(endings, 'done') + count(endings, 'cancelled')).toBe(1);
    expect(confirmations(world)).toBe(count(endings, 'done'));
  });

  test('78 right codes and a new order: the old code never confirms the new order', async () => {
    const world = await racingWorld(seed);
    const code = world.rightCode();
    const { id } = await world.waiting();
    await race([
      ...sixteen.slice(1).map((index) => ending(world.say(code, voiceOf(index)))),
      ending(world.order('another')),
    ]);
    const old = await world.store.transactions.find('ana', id);
    const { transaction } = await world.state();
    expect(['done', 'superseded']).toContain(old?.transaction.state);
    if (transaction?.id !== id) expect(transaction?.state).not.toBe('done');
    expect(confirmations(world)).toBe(old?.transaction.state === 'done' ? 1 : 0);
  });

  test('right codes and a resend: one confirmation at most, and no code left open after it', async () => {
    const world = await racingWorld(seed);
    const code = world.rightCode();
    world.clock.pass(60);
    const endings = await race([
      ...sixteen.slice(1).map((index) => ending(world.say(code, voiceOf(index)))),
      ending(world.resend()),
    ]);
    expect(count(endings, 'done')).toBe(confirmations(world));
    expect(count(endings, 'done')).toBeLessThanOrEqual(1);
    if (confirmations(world) === 1) expect(await world.challenges()).not.toContain('live');
  });

  test('sixteen new orders at once: one start is in flight at a time, one order waits', async () => {
    const world = await racingWorld(seed, false);
    const endings = await race(sixteen.map((index) => ending(world.order(`order ${index}`, voiceOf(index)))));
    expect(count(endings, 'requested')).toBe(world.issuer.calls.start);
    expect(
      count(endings, 'requested') + count(endings, 'still_sending') + count(endings, 'frozen'),
    ).toBeGreaterThan(0);
    expect(await ending(world.say(world.rightCode(), { surface: 'app' }))).toBe('done');
  });

  test('sixteen racers on the tenth wrong code: the account is locked, and no later one is evaluated', async () => {
    const world = await racingWorld(seed);
    for (let wrong = 0; wrong < 9; wrong += 1) {
      if ((await world.state()).transaction?.state !== 'requested') await world.order();
      await world.say(world.wrongCode());
    }
    await world.order();
    await race(sixteen.map((index) => ending(world.say(world.wrongCode(), voiceOf(index)))));
    expect(world.issuer.calls.check).toBe(10);
    expect((await world.state()).account).toMatchObject({
      wrongInARow: 10,
      lockedAt: { wrong_codes: world.clock.now() },
    });
  });
});
