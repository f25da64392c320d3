/** Rules 3 and 4: a check is reserve, ask, settle; what counts and what does not. */
import { describe, expect, test } from 'vitest';
import { createWorld, ending, mailboxOf, phoneOf } from '../../test/confirmation-world.ts';
import type { CheckOutcome } from './ports.ts';

const ordered = async () => {
  const world = createWorld();
  await world.order();
  return world;
};

describe('reserving', () => {
  test('counts the try on the transaction and on the account before the issuer is asked', async () => {
    const world = await ordered();
    const answer = world.issuer.hold();
    const saying = world.say(world.wrongCode());
    await settleDown();
    const { account, transaction } = await world.state();
    expect(transaction).toMatchObject({ tries: 1, wrong: 0, checking: 1 });
    expect(account.wrongInARow).toBe(1);
    answer();
    expect(await saying).toMatchObject({ failure: { type: 'code_wrong', triesLeft: 2 } });
    expect(await world.waiting()).toMatchObject({ tries: 1, wrong: 1, checking: 0 });
  });

  test('is refused while three tries are being checked, and says so', async () => {
    const world = await ordered();
    const answer = world.issuer.hold();
    const three = [1, 2, 3].map(() => world.say(world.wrongCode()));
    await settleDown();
    expect(await ending(world.say(world.rightCode()))).toBe('check_in_progress');
    answer();
    expect((await Promise.all(three.map(ending))).sort()).toEqual(['code_wrong', 'code_wrong', 'refused']);
    expect(world.issuer.calls.check).toBe(3);
  });

  test.each([
    '12345',
    '1234567',
    '',
    'banana',
    '12345６',
    '1e5',
    ' 482109',
    '482109\n',
    '0x1234',
    '-12345',
    '9'.repeat(10_000),
  ])('what is no code costs nothing: %j', async (spoken) => {
    const world = await ordered();
    const version = (await world.state()).account.version;
    expect(await ending(world.say(spoken))).toBe('code_malformed');
    expect(await world.state()).toMatchObject({
      account: { version, wrongInARow: 0 },
      transaction: { tries: 0 },
    });
    expect(world.issuer.calls.check).toBe(0);
  });

  test('is not held open past the transaction’s end by another try', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(14 * 60);
    await world.resend();
    world.clock.pass(59);
    const answer = world.issuer.hold();
    const intime = world.say(world.wrongCode());
    await settleDown();
    world.clock.pass(2);
    expect(await ending(world.say(world.rightCode()))).toBe('check_in_progress');
    expect(await ending(world.resend())).toBe('check_in_progress');
    answer();
    expect(await ending(intime)).toBe('code_wrong');
    expect((await world.state()).transaction?.state).toBe('expired');
  });
});

describe('settling', () => {
  test('a right code confirms and zeroes the account’s count', async () => {
    const world = await ordered();
    await world.say(world.wrongCode());
    await world.say(world.wrongCode());
    expect(await ending(world.say(world.rightCode()))).toBe('done');
    expect(await world.state()).toMatchObject({
      account: { wrongInARow: 0, sentAt: [] },
      challenges: [{ state: 'used' }],
    });
  });

  test('a right code reserved in time confirms, whatever the clock says by then', async () => {
    const world = createWorld();
    await world.order();
    world.clock.pass(14 * 60);
    await world.resend();
    world.clock.pass(59);
    const answer = world.issuer.hold();
    const saying = world.say(world.rightCode());
    await settleDown();
    world.clock.pass(9);
    answer();
    expect(await ending(saying)).toBe('done');
  });

  test('a right code confirms though its challenge ran out while it was asked about', async () => {
    const world = await ordered();
    world.clock.pass(179);
    const answer = world.issuer.hold();
    const saying = world.say(world.rightCode());
    await settleDown();
    world.clock.pass(5);
    answer();
    expect(await ending(saying)).toBe('done');
  });

  test('`refused` follows the third settled wrong code, and ends the code', async () => {
    const world = await ordered();
    expect(await ending(world.say(world.wrongCode()))).toBe('code_wrong');
    expect(await ending(world.say(world.wrongCode()))).toBe('code_wrong');
    expect(await ending(world.say(world.wrongCode()))).toBe('refused');
    expect(await world.state()).toMatchObject({
      transaction: { state: 'refused' },
      challenges: [{ state: 'expired' }],
    });
    expect(await ending(world.say(world.rightCode()))).toBe('ended');
  });

  test('a wrong code settled after another try confirmed answers "already confirmed"', async () => {
    const world = await ordered();
    const answer = world.issuer.hold();
    const wrong = world.say(world.wrongCode());
    await settleDown();
    world.issuer.hold()();
    expect(await ending(world.say(world.rightCode()))).toBe('done');
    answer();
    expect(await ending(wrong)).toBe('already_confirmed');
    expect((await world.state()).transaction?.state).toBe('done');
  });

  test('a resend during a right check leaves no code behind', async () => {
    const world = await ordered();
    world.clock.pass(60);
    const answer = world.issuer.hold();
    const saying = world.say(world.rightCode());
    await settleDown();
    world.issuer.hold()();
    expect(await ending(world.resend())).toBe('requested');
    answer();
    expect(await ending(saying)).toBe('done');
    expect(await world.challenges()).toEqual(['replaced', 'expired']);
  });

  test.each<[string, CheckOutcome, boolean, string, { tries: number; wrongInARow: number }]>([
    [
      'certainly not evaluated: given back',
      { type: 'not_evaluated' },
      false,
      'check_failed',
      { tries: 0, wrongInARow: 0 },
    ],
    [
      'perhaps evaluated: stays counted',
      { type: 'unknown' },
      true,
      'check_failed',
      { tries: 1, wrongInARow: 1 },
    ],
    [
      'the issuer’s own tries or time used up',
      { type: 'spent' },
      false,
      'code_expired',
      { tries: 1, wrongInARow: 1 },
    ],
  ])('%s', async (_title, outcome, evaluated, failure, { tries, wrongInARow }) => {
    const world = await ordered();
    world.issuer.answerNextCheck(outcome, evaluated);
    expect(await ending(world.say(world.rightCode()))).toBe(failure);
    expect(await world.state()).toMatchObject({
      account: { wrongInARow },
      transaction: { state: 'requested', tries },
    });
  });

  test('a try given back can be made again with the same code', async () => {
    const world = await ordered();
    world.issuer.answerNextCheck({ type: 'not_evaluated' });
    await world.say(world.rightCode());
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test('after an unknown outcome the code is not asked about again; a new one confirms', async () => {
    const world = await ordered();
    world.issuer.answerNextCheck({ type: 'unknown' }, true);
    await world.say(world.rightCode());
    expect(await ending(world.say(world.rightCode()))).toBe('code_expired');
    expect(world.issuer.calls.check).toBe(1);
    world.clock.pass(60);
    await world.resend();
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });

  test.each<[string, CheckOutcome]>([
    ['of somebody else', { type: 'right', subject: 'auth0|ben' }],
    ['vouched for by nobody', { type: 'unverified' }],
  ])('a code taken as that %s confirms nothing and drops the contact', async (_title, outcome) => {
    const world = await ordered();
    world.issuer.answerNextCheck(outcome, true);
    expect(await ending(world.say(world.rightCode()))).toBe('contact_lost');
    expect(await world.state()).toMatchObject({
      contacts: [],
      transaction: { state: 'cancelled', cancelReason: 'contact_changed' },
      challenges: [{ state: 'used' }],
    });
    expect(world.store.events.map(({ type }) => type)).toContain('contact.lost');
  });

  test('the contact is dropped though the transaction was replaced while it was asked about', async () => {
    const world = await ordered();
    const answer = world.issuer.hold();
    world.issuer.answerNextCheck({ type: 'unverified' }, true);
    const saying = world.say(world.rightCode());
    await settleDown();
    world.issuer.hold()();
    await world.order('another');
    answer();
    expect(await ending(saying)).toBe('contact_lost');
    expect((await world.state()).contacts).toEqual([]);
    expect(await ending(world.say(world.rightCode()))).toBe('check_failed');
    expect(world.issuer.calls.check).toBe(1);
  });
});

describe('a contact that changes or loses its proof', () => {
  test('cancels what waits on it', async () => {
    const world = await ordered();
    await world.take({ type: 'store_contacts', contacts: [{ ...phoneOf('ana'), address: '+15550100077' }] });
    expect(await world.state()).toMatchObject({
      transaction: { state: 'cancelled', cancelReason: 'contact_changed' },
    });
    expect(await ending(world.say(world.rightCode()))).toBe('ended');
  });

  test('cancels what waits on it, though a later sending to another contact failed', async () => {
    const world = createWorld({ contacts: (person) => [mailboxOf(person)] });
    await world.order();
    world.clock.pass(60);
    await world.take({ type: 'store_contacts', contacts: [mailboxOf('ana'), phoneOf('ana')] });
    world.issuer.answerNextStart({ type: 'not_sent', cause: 'refused' });
    expect(await world.resend()).toMatchObject({ failure: { formerStands: true } });
    await world.take({ type: 'store_contacts', contacts: [phoneOf('ana')] });
    expect((await world.state()).transaction?.state).toBe('cancelled');
  });

  test('proven again leaves everything as it is', async () => {
    const world = await ordered();
    await world.take({
      type: 'store_contacts',
      contacts: [{ ...phoneOf('ana'), checkedAt: world.clock.now() }],
    });
    expect(await ending(world.say(world.rightCode()))).toBe('done');
  });
});

const settleDown = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('when no try is left', () => {
  test('nobody is offered another one, though not all were wrong', async () => {
    const world = createWorld({
      codes: (issuer) => ({
        start: issuer.start,
        check: async () => ({ type: 'unknown' as const }),
      }),
    });
    await world.order();
    expect(await ending(world.say(world.rightCode()))).toBe('check_failed');
    world.clock.pass(61);
    await world.resend();
    expect(await ending(world.say(world.rightCode()))).toBe('check_failed');
    world.clock.pass(61);
    await world.resend();
    expect(await ending(world.say(world.rightCode()))).toBe('tries_spent');
  });
});
