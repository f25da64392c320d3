/** Rules 4 and 5: ten wrong in a row lock, and neither lock opens by itself. */
import { describe, expect, test } from 'vitest';
import { createWorld, ending, type World } from '../../test/confirmation-world.ts';

/** Says wrong codes, with new orders where one is refused; returns how the last one ended. */
const sayWrong = async (world: World, times: number): Promise<string> => {
  let last = '';
  for (let count = 0; count < times; count += 1) {
    if ((await world.state()).transaction?.state !== 'requested') await world.order();
    last = await ending(world.say(world.wrongCode()));
  }
  return last;
};

describe('ten wrong codes in a row', () => {
  test('NI-5: 2 wrong, a resend, 1 wrong, new orders, 7 wrong: locked at the tenth, not later', async () => {
    const world = createWorld();
    await world.order();
    expect(await sayWrong(world, 2)).toBe('code_wrong');
    world.clock.pass(60);
    await world.resend();
    expect(await sayWrong(world, 1)).toBe('refused');
    expect(await sayWrong(world, 6)).toBe('refused');
    expect((await world.state()).account).toMatchObject({ wrongInARow: 9, lockedAt: { wrong_codes: null } });
    expect(await sayWrong(world, 1)).toBe('locked');
    expect(await ending(world.say(world.rightCode()))).toBe('locked');
    expect(world.store.events.filter(({ type }) => type === 'account.locked')).toMatchObject([
      { data: { lock: 'wrong_codes' } },
    ]);
  });

  test('a right code before the tenth begins the count anew', async () => {
    const world = createWorld();
    await sayWrong(world, 8);
    expect(await ending(world.say(world.rightCode()))).toBe('done');
    expect(await sayWrong(world, 9)).toBe('refused');
    expect((await world.state()).account).toMatchObject({ wrongInARow: 9, lockedAt: { wrong_codes: null } });
  });

  test('lock though the outcome of the tenth is unknown', async () => {
    const world = createWorld();
    await sayWrong(world, 9);
    await world.order();
    world.issuer.answerNextCheck({ type: 'unknown' }, true);
    expect(await ending(world.say(world.wrongCode()))).toBe('check_failed');
    expect(await ending(world.resend())).toBe('locked');
  });

  test('lock though the tenth was spent on a transaction that was cancelled meanwhile', async () => {
    const world = createWorld();
    await sayWrong(world, 9);
    await world.order();
    const answer = world.issuer.hold();
    const tenth = world.say(world.wrongCode());
    await settleDown();
    await world.cancel();
    answer();
    expect(await ending(tenth)).toBe('ended');
    expect(await ending(world.order())).toBe('locked');
  });

  test('lock though nobody ever settled the tenth, and the lock can be opened', async () => {
    const world = createWorld();
    await sayWrong(world, 9);
    await world.order();
    world.issuer.hold();
    world.say(world.wrongCode());
    await settleDown();
    expect(await ending(world.say(world.wrongCode()))).toBe('check_in_progress');
    world.clock.pass(10);
    expect(await ending(world.say(world.wrongCode()))).toBe('locked');
    await world.take({ type: 'unlock', lock: 'wrong_codes' });
    expect((await world.state()).account).toMatchObject({ wrongInARow: 0, lockedAt: { wrong_codes: null } });
  });

  test('a lock that fell while the right code was being checked opens with it', async () => {
    const world = createWorld();
    await sayWrong(world, 9);
    await world.order();
    const answer = world.issuer.hold();
    const right = world.say(world.rightCode());
    await settleDown();
    world.clock.pass(11);
    await world.take({ type: 'catch_up' });
    expect((await world.state()).account.lockedAt.wrong_codes).not.toBeNull();
    answer();
    expect(await ending(right)).toBe('done');
    expect((await world.state()).account).toMatchObject({ wrongInARow: 0, lockedAt: { wrong_codes: null } });
  });

  test('wait for a try that is being checked: it may be the right one', async () => {
    const world = createWorld();
    await sayWrong(world, 8);
    const answer = world.issuer.hold();
    const right = world.say(world.rightCode());
    await settleDown();
    expect((await world.state()).account).toMatchObject({ wrongInARow: 9, lockedAt: { wrong_codes: null } });
    answer();
    expect(await ending(right)).toBe('done');
  });
});

describe.each(['wrong_codes', 'owner'] as const)('the lock %s', (lock) => {
  const locked = async (): Promise<World> => {
    const world = createWorld();
    if (lock === 'wrong_codes') await sayWrong(world, 10);
    else {
      await world.order();
      await world.take({ type: 'lock' });
    }
    return world;
  };

  test.each(['alexa', 'api', 'app'] as const)(
    'refuses everything before anything is sent: %s',
    async (surface) => {
      const world = await locked();
      const { start, check } = world.issuer.calls;
      expect(await world.order('another', { surface })).toMatchObject({ failure: { type: 'locked', lock } });
      expect(await world.resend({ surface })).toMatchObject({ failure: { type: 'locked', lock } });
      expect(await world.say(world.rightCode(), { surface })).toMatchObject({
        failure: { type: 'locked', lock },
      });
      expect(world.issuer.calls).toEqual({ start, check });
    },
  );

  test('leaves cancelling and asking for the state alone', async () => {
    const world = await locked();
    expect((await world.state()).transaction?.state).toBe('requested');
    expect(await ending(world.cancel())).toBe('cancelled');
  });

  test('opens by its own step alone, however long one waits', async () => {
    const world = await locked();
    world.clock.pass(365 * 24 * 60 * 60);
    const other = lock === 'owner' ? 'wrong_codes' : 'owner';
    await world.take({ type: 'unlock', lock: other });
    expect(await ending(world.order())).toBe('locked');
    await world.take({ type: 'unlock', lock });
    expect(await ending(world.order())).toBe('requested');
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });
});

const settleDown = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
