/** Faults 63 to 81: what goes wrong with codes, one test each. */
import { describe, expect, test } from 'vitest';
import { createWorld, ending } from '../../test/confirmation-world.ts';

describe('codes', () => {
  test('63 three wrong, then the right one: refused, and a new order is needed', async () => {
    const world = createWorld();
    await world.order();
    for (const expected of ['code_wrong', 'code_wrong', 'refused', 'ended']) {
      const code = expected === 'ended' ? world.rightCode() : world.wrongCode();
      expect(await ending(world.say(code))).toBe(expected);
    }
    await world.order();
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test('64 the right one after the code ran out: the transaction stands, a new code confirms it', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(180);
    expect(await ending(world.say(world.rightCode()))).toBe('code_expired');
    expect((await world.waiting()).tries).toBe(0);
    expect(await ending(world.resend())).toBe('requested');
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test.each([
    [179, 'done'],
    [180, 'code_expired'],
    [181, 'code_expired'],
  ])('65 a code is taken for 180 s: after %i s %s', async (after, expected) => {
    const world = createWorld();
    await world.order();
    world.clock.pass(after);
    expect(await ending(world.say(world.rightCode()))).toBe(expected);
  });

  test.each([
    [899, 'done'],
    [900, 'ended'],
    [901, 'ended'],
  ])('65 a transaction waits for 900 s: after %i s %s', async (after, expected) => {
    const world = createWorld();
    await world.order();
    world.clock.pass(800);
    await world.resend();
    world.clock.pass(after - 800);
    expect(await ending(world.say(world.rightCode()))).toBe(expected);
  });

  test('66 after a resend the old code is wrong', async () => {
    const world = createWorld();
    await world.order();
    const old = world.rightCode();
    world.clock.pass(60);
    await world.resend();
    expect(await ending(world.say(old))).toBe('code_wrong');
  });

  test.each([
    [59, 'resend_too_soon'],
    [60, 'requested'],
    [61, 'requested'],
  ])('67 a resend inside the pause of 60 s: after %i s %s', async (after, expected) => {
    const world = createWorld();
    await world.order();
    world.clock.pass(after);
    expect(await ending(world.resend())).toBe(expected);
  });

  test('68 a fourth sending for one transaction', async () => {
    const world = createWorld();
    await world.order();
    for (const expected of ['requested', 'requested', 'sends_spent']) {
      world.clock.pass(60);
      expect(await ending(world.resend())).toBe(expected);
    }
    expect(world.issuer.calls.start).toBe(3);
  });

  test('69 the code of one order on another', async () => {
    const world = createWorld();
    await world.order('a small pizza');
    const codeOfA = world.rightCode();
    await world.order('a large pizza');
    expect(await ending(world.say(codeOfA))).toBe('code_wrong');
    expect((await world.waiting()).summary).toBe('a large pizza');
  });

  test('70 the code of one person used by another', async () => {
    const world = createWorld();
    await world.order('a small pizza', { person: 'ana' });
    await world.order('a large pizza', { person: 'ben' });
    expect(await ending(world.say(world.rightCode('ana'), { person: 'ben' }))).toBe('code_wrong');
    const { transaction } = await world.state('ana');
    expect(
      await ending(
        world.say(world.rightCode('ana'), { person: 'ben', transactionId: transaction?.id ?? '' }),
      ),
    ).toBe('not_found');
    expect(await ending(world.say(world.rightCode('ana'), { person: 'ana' }))).toBe('done');
  });

  test('71 a code vouched for by another tenant', async () => {
    const world = createWorld();
    await world.order();
    world.issuer.answerNextCheck({ type: 'unverified' }, true);
    expect(await ending(world.say(world.rightCode()))).toBe('contact_lost');
    expect((await world.state()).transaction?.state).toBe('cancelled');
  });

  test('72 a superseded order', async () => {
    const world = createWorld();
    await world.order('a small pizza');
    const superseded = (await world.waiting()).id;
    await world.order('a large pizza');
    expect(await ending(world.say(world.rightCode(), { transactionId: superseded }))).toBe('not_found');
    expect((await world.store.transactions.find('ana', superseded))?.transaction.state).toBe('superseded');
  });

  test('73 a cancelled order', async () => {
    const world = createWorld();
    await world.order();
    await world.cancel();
    expect(await ending(world.say(world.rightCode()))).toBe('ended');
    expect(await ending(world.resend())).toBe('ended');
    expect(await ending(world.cancel())).toBe('ended');
    expect(world.issuer.calls.check).toBe(0);
  });

  test('74 confirmed twice', async () => {
    const world = createWorld();
    await world.order();
    const code = world.rightCode();
    expect(await ending(world.say(code))).toBe('done');
    expect(await ending(world.say(code))).toBe('already_confirmed');
    expect(await ending(world.cancel())).toBe('already_confirmed');
    expect(world.issuer.calls.check).toBe(1);
    expect(world.store.events.filter(({ type }) => type === 'transaction.confirmed')).toHaveLength(1);
  });

  // 75 to 78 are races: races.test.ts.

  test('79 limits lowered while a transaction waits hold at once, and take nothing back', async () => {
    const before = createWorld({ limits: { triesPerTransaction: 3 } });
    await before.order();
    await before.say(before.wrongCode());
    await before.say(before.wrongCode());
    const after = before.withLimits({ triesPerTransaction: 2, sendsPerTransaction: 1 });
    expect(await ending(after.say(after.rightCode()))).toBe('tries_spent');
    after.clock.pass(60);
    expect(await ending(after.resend())).toBe('sends_spent');
    expect(await ending(after.cancel())).toBe('cancelled');
  });

  test('79 a code lives as long as it was told when it was sent', async () => {
    const before = createWorld();
    await before.order();
    const after = before.withLimits({ challengeLifetimeSeconds: 60 });
    after.clock.pass(179);
    expect(await ending(after.say(after.rightCode()))).toBe('done');
    await after.order();
    after.clock.pass(60);
    expect(await ending(after.say(after.rightCode()))).toBe('code_expired');
  });

  test('80 the clock goes back an hour: time stands still, nothing lives longer or twice', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(100);
    await world.say(world.wrongCode());
    world.clock.pass(-3600);
    expect(await ending(world.resend())).toBe('requested');
    const { account, challenges } = await world.state();
    expect(challenges.at(-1)?.startedAt).toBe(account.updatedAt);
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test('81 the count of wrong codes survives a restart and a second node', async () => {
    const first = createWorld();
    await first.order();
    await first.say(first.wrongCode());
    const second = first.secondNode();
    expect(await ending(second.say(second.wrongCode()))).toBe('code_wrong');
    expect(await ending(first.say(first.wrongCode()))).toBe('refused');
    expect((await second.state()).account.wrongInARow).toBe(3);
  });
});
