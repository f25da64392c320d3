/** Rule 10: what is written here is written in the confirming commit; what happens elsewhere comes after it. */
import { describe, expect, test } from 'vitest';
import { createWorld, ending, openLocker, orderPizza, type World } from '../../test/confirmation-world.ts';
import type { Command, Delivery } from './command.ts';
import { limits } from './limits.ts';
import { deliverDueEffects, deliverEffectOf } from './steps/deliver-effects.ts';

const confirmed = async (command: Command): Promise<{ world: World; id: string }> => {
  const world = createWorld({ commands: [command] });
  await world.order('', {}, command);
  const { id } = await world.waiting();
  await world.say(world.rightCode());
  return { world, id };
};

const portsOf = (world: World, command: Command) => ({
  accounts: world.store.accounts,
  effects: world.store.effects,
  now: world.clock.now,
  limits,
  findCommand: (name: string) => (name === command.name ? command : undefined),
});

/** A locker that answers as told, and notes under which keys it was asked. */
const lockerAnswering = (...answers: readonly (Delivery | 'breaks')[]) => {
  const keys: string[] = [];
  const command: Command = {
    ...openLocker,
    deliver: async (_effect, idempotencyKey) => {
      const answer = answers[Math.min(keys.length, answers.length - 1)] ?? 'retry';
      keys.push(idempotencyKey);
      if (answer === 'breaks') throw new Error('the locker broke');
      return answer;
    },
  };
  return { command, keys };
};

describe('a command that writes to our own database', () => {
  test('is written in the confirming commit, and in no other', async () => {
    const { world, id } = await confirmed(orderPizza);
    const writing = world.store.changes.filter(({ writes }) => writes.length > 0);
    expect(writing).toHaveLength(1);
    expect(writing[0]).toMatchObject({
      transactions: [{ id, state: 'done' }],
      happenings: [
        { type: 'transaction.confirmed' },
        { type: 'transaction.done' },
        { type: 'challenge.used' },
      ],
      effect: null,
    });
  });

  test('is not written where the code was wrong', async () => {
    const world = createWorld();
    await world.order();
    await world.say(world.wrongCode());
    expect(world.store.changes.flatMap(({ writes }) => writes)).toEqual([]);
  });
});

describe('an effect elsewhere', () => {
  test('is noted in the confirming commit, and the transaction is not done before it is', async () => {
    const { command, keys } = lockerAnswering('done');
    const { world, id } = await confirmed(command);
    expect((await world.state()).transaction?.state).toBe('confirmed');
    expect(keys).toEqual([]);
    expect(await deliverEffectOf(portsOf(world, command), id)).toBe('done');
    expect((await world.state()).transaction?.state).toBe('done');
    expect(await deliverDueEffects(portsOf(world, command))).toBe(0);
  });

  test('is kept where its outcome could not be stored, and delivered again with the same key', async () => {
    const { command, keys } = lockerAnswering('done');
    const { world, id } = await confirmed(command);
    const ports = portsOf(world, command);
    const crowded = { ...ports.accounts, write: async () => 'stale' as const };
    expect(await deliverEffectOf({ ...ports, accounts: crowded }, id)).toBe('retry');
    world.clock.pass(20);
    expect(await deliverEffectOf(ports, id)).toBe('done');
    expect((await world.state()).transaction?.state).toBe('done');
    expect(keys).toEqual([id, id]);
  });

  test('is retried with the same key until it is answered', async () => {
    const { command, keys } = lockerAnswering('retry', 'breaks', 'done');
    const { world, id } = await confirmed(command);
    const ports = portsOf(world, command);
    expect(await deliverEffectOf(ports, id)).toBe('retry');
    expect(await deliverEffectOf(ports, id)).toBe('not_due');
    for (const pause of [1, 2]) {
      world.clock.pass(pause);
      await deliverDueEffects(ports);
    }
    expect(keys).toEqual([id, id, id]);
    expect((await world.state()).transaction?.state).toBe('done');
  });

  test('ends `failed` where it is refused for good', async () => {
    const { command } = lockerAnswering('failed');
    const { world, id } = await confirmed(command);
    expect(await deliverEffectOf(portsOf(world, command), id)).toBe('failed');
    expect((await world.state()).transaction?.state).toBe('failed');
  });

  test('is delivered though a new order was asked for meanwhile, and leaves that one alone', async () => {
    const { command } = lockerAnswering('done');
    const { world, id } = await confirmed(command);
    await world.order('', {}, command);
    expect(await deliverDueEffects(portsOf(world, command))).toBe(1);
    expect((await world.store.transactions.find('ana', id))?.transaction.state).toBe('done');
    expect((await world.waiting()).id).not.toBe(id);
  });

  test('of a worker that died is taken by another when its lease is over', async () => {
    const { command, keys } = lockerAnswering('done');
    const { world, id } = await confirmed(command);
    const ports = portsOf(world, command);
    await world.store.effects.takeOne(id, world.clock.now(), world.clock.now() + 20_000);
    expect(await deliverDueEffects(ports)).toBe(0);
    world.clock.pass(20);
    expect(await deliverDueEffects(ports)).toBe(1);
    expect(keys).toEqual([id]);
  });

  test('of a confirmed transaction cannot be cancelled', async () => {
    const { command } = lockerAnswering('retry');
    const { world } = await confirmed(command);
    expect(await ending(world.cancel())).toBe('already_confirmed');
  });
});
