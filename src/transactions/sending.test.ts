/** Rule 1: only a live code can be used. And rule 4 where it speaks of sendings. */
import { describe, expect, test } from 'vitest';
import { createWorld, ending, mailboxOf, phoneOf } from '../../test/confirmation-world.ts';

describe('a challenge is live only after its own sending was answered well', () => {
  test('while the code is on its way nothing can be confirmed, though it has arrived already', async () => {
    const world = createWorld();
    const answer = world.issuer.hold();
    const ordering = world.order();
    await settleDown();
    expect(await world.challenges()).toEqual(['sending']);
    expect(await ending(world.say(world.rightCode()))).toBe('still_sending');
    answer();
    expect(await ending(ordering)).toBe('requested');
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test('a sending that certainly failed leaves nothing confirmable, and another may be tried at once', async () => {
    const world = createWorld();
    world.issuer.answerNextStart({ type: 'not_sent', cause: 'rate_limited' });
    expect(await world.order()).toMatchObject({
      failure: { type: 'sending_failed', certain: true, formerStands: false },
    });
    expect(await ending(world.say('482109'))).toBe('no_code');
    expect(world.issuer.calls.check).toBe(0);
    expect(await ending(world.resend())).toBe('requested');
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test('after a sending of unknown outcome nothing is confirmable and none is sent for 60 s', async () => {
    const world = createWorld();
    world.issuer.answerNextStart({ type: 'unknown' }, true);
    expect(await world.order()).toMatchObject({ failure: { type: 'sending_failed', certain: false } });
    expect(await ending(world.say(world.rightCode()))).toBe('no_code');
    world.clock.pass(59);
    expect(await ending(world.resend())).toBe('quiet');
    expect(await ending(world.order('another'))).toBe('quiet');
    world.clock.pass(1);
    expect(await ending(world.resend())).toBe('requested');
    expect(world.issuer.calls.start).toBe(2);
  });

  test('a sending nobody answered reads as failed after 10 s, with the same quiet after it', async () => {
    const world = createWorld();
    world.issuer.hold();
    world.order();
    await settleDown();
    world.clock.pass(9.999);
    expect(await world.challenges()).toEqual(['sending']);
    world.clock.pass(0.001);
    expect(await world.challenges()).toEqual(['send_failed']);
    world.clock.pass(59.999);
    expect(await ending(world.resend())).toBe('quiet');
    world.clock.pass(0.001);
    world.resend();
    await settleDown();
    expect(await world.challenges()).toEqual(['send_failed', 'sending']);
  });

  test('a good answer that comes after 10 s brings nothing to life', async () => {
    const world = createWorld();
    const answer = world.issuer.hold();
    const ordering = world.order();
    await settleDown();
    world.clock.pass(11);
    answer();
    expect(await ending(ordering)).toBe('sending_failed');
    expect(await ending(world.say(world.rightCode()))).toBe('no_code');
  });

  test('a good answer to a sending whose transaction was cancelled brings nothing to life', async () => {
    const world = createWorld();
    const answer = world.issuer.hold();
    const ordering = world.order();
    await settleDown();
    expect(await ending(world.cancel())).toBe('cancelled');
    answer();
    expect(await ending(ordering)).toBe('ended');
    expect(await world.challenges()).toEqual(['expired']);
    expect(await ending(world.say(world.rightCode()))).toBe('ended');
  });
});

describe('one start per contact is in flight', () => {
  test('neither a resend nor a new request starts a second one', async () => {
    const world = createWorld();
    world.issuer.hold();
    world.order();
    await settleDown();
    expect(await ending(world.order('another'))).toBe('still_sending');
    expect(await ending(world.resend())).toBe('still_sending');
    expect(world.issuer.calls.start).toBe(1);
  });

  test('cancelling does not make room for one: the late code would confirm the next transaction', async () => {
    const world = createWorld();
    const answer = world.issuer.hold();
    const ordering = world.order();
    await settleDown();
    await world.cancel();
    expect(await ending(world.order('another'))).toBe('quiet');
    answer();
    await ordering;
    expect(await ending(world.order('another'))).toBe('requested');
  });

  test('cancelled and never answered: quiet follows, as after any unknown sending', async () => {
    const world = createWorld();
    world.issuer.hold();
    world.order();
    await settleDown();
    await world.cancel();
    world.clock.pass(69.999);
    expect(await ending(world.order('another'))).toBe('quiet');
    world.clock.pass(0.001);
    world.issuer.hold()();
    expect(await ending(world.order('another'))).toBe('requested');
  });

  test('a late answer for a cancelled one lifts its own quiet, not that of another', async () => {
    const world = createWorld();
    const answer = world.issuer.hold();
    const late = world.order();
    await settleDown();
    await world.cancel();
    world.issuer.hold()();
    world.clock.pass(70);
    world.issuer.answerNextStart({ type: 'unknown' });
    expect(await ending(world.order('another'))).toBe('sending_failed');
    answer();
    await late;
    expect(await ending(world.order('a third'))).toBe('quiet');
  });

  test('nor does a right code, settled while a new one is on its way', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(60);
    const answerCheck = world.issuer.hold();
    const saying = world.say(world.rightCode());
    await settleDown();
    const answerStart = world.issuer.hold();
    const resending = world.resend();
    await settleDown();
    answerCheck();
    expect(await ending(saying)).toBe('done');
    expect(await ending(world.order('another'))).toBe('quiet');
    answerStart();
    expect(await ending(resending)).toBe('already_confirmed');
    expect(await ending(world.order('another'))).toBe('requested');
  });
});

describe('a resend', () => {
  test('replaces the code: the one before no longer counts', async () => {
    const world = createWorld();
    await world.order();
    const former = world.rightCode();
    world.clock.pass(60);
    expect(await ending(world.resend())).toBe('requested');
    expect(await world.challenges()).toEqual(['replaced', 'live']);
    expect(await ending(world.say(former))).toBe('code_wrong');
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test('that certainly never left lets the former code stand again', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(60);
    world.issuer.answerNextStart({ type: 'not_sent', cause: 'unreachable' });
    expect(await world.resend()).toMatchObject({ failure: { certain: true, formerStands: true } });
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test('that certainly never left does not bring back a code that ran out meanwhile', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(179);
    const answer = world.issuer.hold();
    world.issuer.answerNextStart({ type: 'not_sent', cause: 'unreachable' });
    const resending = world.resend();
    await settleDown();
    world.clock.pass(1);
    answer();
    expect(await resending).toMatchObject({ failure: { certain: true, formerStands: false } });
    expect(await ending(world.say(world.rightCode()))).toBe('no_code');
  });

  test('whose outcome is unknown leaves the former code dead', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(60);
    world.issuer.answerNextStart({ type: 'unknown' });
    expect(await world.resend()).toMatchObject({ failure: { certain: false, formerStands: false } });
    expect(await ending(world.say(world.rightCode()))).toBe('no_code');
  });

  test('after one of unknown outcome that certainly never left brings back neither', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(60);
    world.issuer.answerNextStart({ type: 'unknown' });
    await world.resend();
    world.clock.pass(60);
    world.issuer.answerNextStart({ type: 'not_sent', cause: 'refused' });
    expect(await world.resend()).toMatchObject({ failure: { certain: true, formerStands: false } });
    expect(await world.challenges()).not.toContain('live');
  });

  test('after one that nobody ever answered, which certainly never left, brings back neither', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(60);
    world.issuer.hold();
    world.resend();
    await settleDown();
    world.issuer.hold()();
    world.clock.pass(70);
    world.issuer.answerNextStart({ type: 'not_sent', cause: 'refused' });
    expect(await world.resend()).toMatchObject({ failure: { certain: true, formerStands: false } });
    expect(await world.challenges()).toEqual(['expired', 'send_failed', 'send_failed']);
  });

  test('that certainly failed but says so late does not touch the code sent since', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(60);
    const answer = world.issuer.hold();
    world.issuer.answerNextStart({ type: 'not_sent', cause: 'refused' });
    const late = world.resend();
    await settleDown();
    const slow = world.issuer.hold();
    slow();
    world.clock.pass(80);
    expect(await ending(world.resend())).toBe('requested');
    answer();
    await late;
    expect(await world.challenges()).toEqual([expect.not.stringMatching('live'), 'send_failed', 'live']);
  });

  test('goes to the preferred channel, and to the other where that is all there is', async () => {
    const both = createWorld({ contacts: (person) => [mailboxOf(person), phoneOf(person)] });
    await both.order();
    expect(both.issuer.messages.map(({ contactId }) => contactId)).toEqual(['ana-phone']);
    const mailOnly = createWorld({ contacts: (person) => [mailboxOf(person)] });
    await mailOnly.order();
    expect(mailOnly.issuer.messages.map(({ contactId }) => contactId)).toEqual(['ana-mailbox']);
    const none = createWorld({ contacts: () => [] });
    expect(await ending(none.order())).toBe('no_contact');
    expect((await none.state()).transaction).toBeNull();
  });

  test('resets neither tries nor sendings', async () => {
    const world = createWorld();
    await world.order();
    await world.say(world.wrongCode());
    await world.say(world.wrongCode());
    world.clock.pass(60);
    await world.resend();
    expect(await world.waiting()).toMatchObject({ tries: 2, wrong: 2 });
    expect(await ending(world.say(world.wrongCode()))).toBe('refused');
  });
});

describe('sendings are limited', () => {
  test('five in an hour since the last confirmed order, then none until the oldest is an hour old', async () => {
    const world = createWorld();
    for (let count = 0; count < 5; count += 1) {
      expect(await ending(world.order())).toBe('requested');
      await world.cancel();
      world.clock.pass(60);
    }
    expect(await ending(world.order())).toBe('sends_limited');
    world.clock.pass(60 * 60 - 5 * 60 - 1);
    expect(await ending(world.order())).toBe('sends_limited');
    world.clock.pass(1);
    expect(await ending(world.order())).toBe('requested');
  });

  test('ten in a day', async () => {
    const world = createWorld();
    for (let count = 0; count < 10; count += 1) {
      expect(await ending(world.order())).toBe('requested');
      world.clock.pass(16 * 60);
    }
    world.clock.pass(60 * 60);
    expect(await ending(world.order())).toBe('sends_limited');
    world.clock.pass(24 * 60 * 60 - 160 * 60 - 60 * 60 - 1);
    expect(await ending(world.order())).toBe('sends_limited');
    world.clock.pass(1);
    expect(await ending(world.order())).toBe('requested');
  });

  test('whoever confirms is not limited', async () => {
    const world = createWorld();
    for (let count = 0; count < 12; count += 1) {
      expect(await ending(world.order())).toBe('requested');
      expect(await ending(world.say(world.rightCode()))).toBe('done');
    }
  });

  test('what certainly never left does not count', async () => {
    const world = createWorld();
    world.issuer.answerNextStart({ type: 'not_sent', cause: 'unreachable' });
    await world.order();
    expect((await world.state()).account.sentAt).toEqual([]);
  });
});

/** Lets everything that does not wait for a held answer come to rest. */
const settleDown = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
