/** Rule 2: one transaction waits per account, and whoever speaks a code has heard what it is for. */
import { describe, expect, test } from 'vitest';
import { createWorld, ending } from '../../test/confirmation-world.ts';

describe('a new request', () => {
  test('supersedes the waiting one, whose code is dead for both', async () => {
    const world = createWorld();
    await world.order('a small pizza');
    const first = (await world.waiting()).id;
    const formerCode = world.rightCode();
    expect(await ending(world.order('a large pizza'))).toBe('requested');
    expect((await world.store.transactions.find('ana', first))?.transaction.state).toBe('superseded');
    expect((await world.store.transactions.find('ana', first))?.challenges[0]?.state).toBe('replaced');
    expect(await ending(world.say(formerCode))).toBe('code_wrong');
    expect(await ending(world.say(world.rightCode(), { transactionId: first }))).toBe('not_found');
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test('says then and there what it replaced', async () => {
    const world = createWorld();
    await world.order('a small pizza');
    const answer = await world.order('a large pizza');
    expect(answer).toMatchObject({
      value: { transaction: { replaced: { summary: 'a small pizza', otherSession: false } } },
    });
  });

  test('replaces nothing where the one before has run out', async () => {
    const world = createWorld();
    await world.order('a small pizza');
    world.clock.pass(15 * 60);
    await world.order('a large pizza');
    expect((await world.waiting()).replaced).toBeNull();
    expect(world.store.events.map(({ type }) => type)).toContain('transaction.expired');
  });
});

describe('a replacement from another session', () => {
  const replaced = async () => {
    const world = createWorld();
    await world.order('a small pizza', { session: 'owner' });
    await world.order('ten large pizzas', { session: 'guest' });
    return world;
  };

  test('is told at the first code spoken, which is neither counted nor checked', async () => {
    const world = await replaced();
    expect(await world.say(world.rightCode(), { session: 'owner' })).toMatchObject({
      failure: {
        type: 'replacement_told',
        replacedSummary: 'a small pizza',
        transaction: { summary: 'ten large pizzas', tries: 0 },
      },
    });
    expect(world.issuer.calls.check).toBe(0);
    expect((await world.state()).account.wrongInARow).toBe(0);
    expect(await ending(world.say(world.rightCode(), { session: 'owner' }))).toBe('done');
  });

  test('is told to the owner even where the guest drew the notice upon himself', async () => {
    const world = await replaced();
    expect(await ending(world.say('000000', { session: 'guest' }))).toBe('replacement_told');
    expect(await ending(world.say(world.rightCode(), { session: 'owner' }))).toBe('replacement_told');
  });

  test('is told where the guest cancelled the owner’s order before making his own', async () => {
    const world = createWorld();
    await world.order('a small pizza', { session: 'owner' });
    await world.cancel({ session: 'guest' });
    await world.order('ten large pizzas', { session: 'guest' });
    expect(await world.say(world.rightCode(), { session: 'owner' })).toMatchObject({
      failure: { type: 'replacement_told', replacedSummary: 'a small pizza' },
    });
  });

  test('is told where the guest used up the tries of the owner’s order before making his own', async () => {
    const world = createWorld();
    await world.order('a small pizza', { session: 'owner' });
    for (let tries = 0; tries < 3; tries += 1) await world.say(world.wrongCode(), { session: 'guest' });
    await world.order('ten large pizzas', { session: 'guest' });
    expect(await ending(world.say(world.rightCode(), { session: 'owner' }))).toBe('replacement_told');
  });

  test('is none where somebody cancels and orders anew in one conversation', async () => {
    const world = createWorld();
    await world.order('a small pizza');
    await world.cancel();
    await world.order('a large pizza');
    expect((await world.waiting()).replaced).toBeNull();
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test('is told to the owner though the guest replaced his own replacement', async () => {
    const world = await replaced();
    await world.order('twenty large pizzas', { session: 'guest' });
    expect(await world.say(world.rightCode(), { session: 'owner' })).toMatchObject({
      failure: { type: 'replacement_told', replacedSummary: 'a small pizza' },
    });
  });

  test('is told to the owner though the guest heard it first and then replaced his own replacement', async () => {
    const world = await replaced();
    await world.say('000000', { session: 'guest' });
    await world.order('twenty large pizzas', { session: 'guest' });
    expect(await ending(world.say(world.rightCode(), { session: 'owner' }))).toBe('replacement_told');
    expect(world.issuer.calls.check).toBe(0);
  });

  test('is told again where the guest replaces it after the owner heard of it', async () => {
    const world = await replaced();
    await world.say('000000', { session: 'owner' });
    await world.order('twenty large pizzas', { session: 'guest' });
    expect(await ending(world.say(world.rightCode(), { session: 'owner' }))).toBe('replacement_told');
  });

  test('is told to a caller of the API too; the web application shows it beside the field', async () => {
    const world = await replaced();
    expect(await ending(world.say('000000', { session: 'script', surface: 'api' }))).toBe('replacement_told');
    expect(await ending(world.say(world.rightCode(), { session: 'browser', surface: 'app' }))).toBe('done');
  });

  test('the same session that replaced its own order is asked nothing twice', async () => {
    const world = createWorld();
    await world.order('a small pizza');
    await world.order('a large pizza');
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });
});

describe('three replacements in ten minutes', () => {
  const replaceThrice = async () => {
    const world = createWorld();
    await world.order();
    for (let count = 0; count < 3; count += 1) {
      world.clock.pass(1);
      expect(await ending(world.order())).toBe('requested');
    }
    return world;
  };

  test('freeze voice requests for ten minutes', async () => {
    const world = await replaceThrice();
    expect(await ending(world.order())).toBe('frozen');
    world.clock.pass(10 * 60 - 1);
    expect(await ending(world.order())).toBe('frozen');
    world.clock.pass(1);
    expect(await ending(world.order())).toBe('requested');
    expect(world.store.events.filter(({ type }) => type === 'account.frozen')).toHaveLength(1);
  });

  test.each(['app', 'api'] as const)('do not freeze requests by %s', async (surface) => {
    const world = await replaceThrice();
    expect(await ending(world.order('a large pizza', { surface }))).toBe('requested');
    expect((await world.state()).account.frozenUntil).not.toBeNull();
  });

  test('do not keep the last from being confirmed', async () => {
    const world = await replaceThrice();
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test('spread over more than ten minutes freeze nothing', async () => {
    const world = createWorld();
    await world.order();
    for (let count = 0; count < 3; count += 1) {
      world.clock.pass(5 * 60 + 1);
      expect(await ending(world.order())).toBe('requested');
    }
    expect((await world.state()).account.frozenUntil).toBeNull();
  });
});
