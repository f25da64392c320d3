/**
 * TA-2.5: random histories of an account (steps, answers held back, clocks that jump) against what must always hold.
 * The store refuses every move outside the tables of machine.ts; the rest is said here. SEED and RUNS search further.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld, ending, phoneOf, type Voice, type World } from '../../test/confirmation-world.ts';
import type { FakeIssuer } from '../../test/fake-issuer.ts';
import { limits } from './limits.ts';
import type { CodeIssuer, StartOutcome } from './ports.ts';

const voices = [
  { session: 'owner', surface: 'alexa' },
  { session: 'guest', surface: 'alexa' },
  { session: 'script', surface: 'api' },
  { session: 'browser', surface: 'app' },
] as const satisfies readonly Voice[];

/** When the issuer sends a code, and what we hear of it. `late`: after it was answered `unknown`, within 60 s. */
const startPlans = [
  { sends: 'at_once', answer: 'sent' },
  { sends: 'at_once', answer: 'unknown' },
  { sends: 'when_answered', answer: 'sent' },
  { sends: 'never', answer: 'not_sent' },
  { sends: 'late', answer: 'unknown' },
] as const;
type StartPlan = (typeof startPlans)[number];

const checkPlans = ['true', 'true', 'not_evaluated', 'unknown', 'unverified'] as const;
type CheckPlan = (typeof checkPlans)[number];

const voice = fc.constantFrom(...voices);
/** Most answers come at once; `held` ones when the history says so, or never. */
const held = fc.oneof(
  { weight: 3, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);
const start = fc.record({
  plan: fc.oneof(
    { weight: 4, arbitrary: fc.constant<StartPlan>(startPlans[0]) },
    { weight: 3, arbitrary: fc.constantFrom<StartPlan>(...startPlans) },
  ),
  held,
});
const check = fc.record({ plan: fc.constantFrom<CheckPlan>(...checkPlans), held });

const events = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('order' as const), voice, start }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('resend' as const), voice, start }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('say' as const),
      voice,
      code: fc.constantFrom('latest', 'latest', 'former', 'wrong', 'malformed'),
      check,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('cancel' as const), voice }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('answer' as const), which: fc.nat(5) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('wait' as const),
      seconds: fc.constantFrom(0.001, 1, 9, 10, 59, 60, 61, 70, 179, 180, 600, 900, 3600, 86_400, -3600),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constantFrom('lock' as const, 'unlock' as const, 'sweep' as const, 'change_phone' as const),
    }),
  },
);
type Event = typeof events extends fc.Arbitrary<infer Value> ? Value : never;

const comeToRest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One account's history, its issuer held on strings, and the books kept on both. */
const createHistory = () => {
  let issuer: FakeIssuer | undefined;
  let startPlan: { plan: StartPlan; held: boolean } = { plan: startPlans[0], held: false };
  let checkPlan: { plan: CheckPlan; held: boolean } = { plan: 'true', held: false };
  let speaker: Voice = voices[0];
  let strings: { pull: () => Promise<void> | void }[] = [];
  /** Until when another start could be taken for this one. */
  const startsUntil: number[] = [];
  /** For which transaction each code was sent, and which transactions a right code was given for. */
  const sentFor = new Map<string, string>();
  const provenIds = new Set<string>();
  /** Sessions that took part and have not heard what replaced what. */
  const uninformed = new Set<string>();
  const involved = new Set<string>();

  const send = async (sender: FakeIssuer, transactionId: string): Promise<void> => {
    sender.answerNextStart({ type: 'sent' });
    await sender.start(phoneOf('ana'), new AbortController().signal);
    sentFor.set(sender.latestCode('ana-phone'), transactionId);
  };

  /** Time as the account has it: it never runs backwards. */
  const accountNow = async (): Promise<number> =>
    Math.max(world.clock.now(), (await world.state()).account.updatedAt);

  const unlocked = async (): Promise<void> => {
    const { lockedAt } = (await world.state()).account;
    expect(lockedAt, 'nothing is asked of the issuer under a lock').toEqual({
      wrong_codes: null,
      owner: null,
    });
  };

  const codes = (sender: FakeIssuer): CodeIssuer => {
    issuer = sender;
    return {
      start: async () => {
        const { plan, held } = startPlan;
        const calledAt = await accountNow();
        expect(
          startsUntil.every((until) => until <= calledAt),
          'one start in flight, and quiet after one',
        ).toBe(true);
        await unlocked();
        const { id } = await world.waiting();
        const index = startsUntil.push(calledAt + 70_000) - 1;
        if (plan.sends === 'at_once') await send(sender, id);
        if (held) await pulled();
        const answeredAt = await accountNow();
        const inTime = answeredAt - calledAt < 10_000;
        if (plan.sends === 'when_answered' && inTime) await send(sender, id);
        if (plan.sends === 'late' && inTime) {
          const untilThen = answeredAt + 60_000;
          strings.push({
            pull: async () => ((await accountNow()) < untilThen ? send(sender, id) : undefined),
          });
        }
        const outcome: StartOutcome['type'] = inTime ? plan.answer : 'unknown';
        startsUntil[index] = outcome === 'unknown' ? Math.min(answeredAt, calledAt + 10_000) + 60_000 : 0;
        return outcome === 'not_sent' ? { type: outcome, cause: 'refused' } : { type: outcome };
      },
      check: async (contact, code) => {
        const { plan, held } = checkPlan;
        await unlocked();
        const told = speaker.surface === 'app' || !uninformed.has(speaker.session ?? '');
        expect(told, 'who speaks a code has heard what replaced what').toBe(true);
        const outcome =
          plan === 'not_evaluated'
            ? { type: plan }
            : await sender.check(contact, code, new AbortController().signal);
        if (outcome.type === 'right' && plan === 'true') provenIds.add(sentFor.get(code) ?? '');
        if (held) await pulled();
        return plan === 'true' ? outcome : { type: plan };
      },
    };
  };
  const pulled = (): Promise<void> => new Promise((resolve) => strings.push({ pull: resolve }));
  const world: World = createWorld({ codes });

  const codeNamed = (name: 'latest' | 'former' | 'wrong' | 'malformed'): string => {
    const sent = issuer?.messages ?? [];
    switch (name) {
      case 'latest':
        return sent.at(-1)?.code ?? '000000';
      case 'former':
        return sent.at(-2)?.code ?? '000000';
      case 'wrong':
        return '999999';
      case 'malformed':
        return 'banana';
      default:
        return name satisfies never;
    }
  };

  const superseded = (): number =>
    world.store.events.filter(({ type }) => type === 'transaction.superseded').length;
  const requested = (): number =>
    world.store.events.filter(({ type }) => type === 'transaction.requested').length;

  const order = async (session: string): Promise<void> => {
    const before = { superseded: superseded(), requested: requested() };
    world.order('a large pizza', speaker).catch(fail);
    await comeToRest();
    if (requested() === before.requested) return;
    if (superseded() === before.superseded) involved.clear();
    uninformed.clear();
    for (const other of involved) if (other !== session) uninformed.add(other);
    involved.add(session);
  };

  const say = async (session: string, code: string): Promise<void> => {
    world
      .say(code, speaker)
      .then((result) => {
        if (result.ok || result.failure.type !== 'replacement_told') return;
        uninformed.delete(session);
        involved.add(session);
      })
      .catch(fail);
    await comeToRest();
  };

  let failure: unknown = null;
  const fail = (error: unknown): void => {
    failure ??= error;
  };

  const play = async (event: Event): Promise<void> => {
    if ('voice' in event) speaker = event.voice;
    switch (event.type) {
      case 'order':
        startPlan = event.start;
        return order(event.voice.session);
      case 'resend':
        startPlan = event.start;
        world.resend(speaker).catch(fail);
        return comeToRest();
      case 'say':
        checkPlan = event.check;
        return say(event.voice.session, codeNamed(event.code));
      case 'cancel':
        await world.cancel(speaker);
        return;
      case 'answer': {
        const string = strings[event.which % Math.max(1, strings.length)];
        strings = strings.filter((one) => one !== string);
        await string?.pull();
        return comeToRest();
      }
      case 'wait':
        return world.clock.pass(event.seconds);
      case 'lock':
        await world.take({ type: 'lock' });
        return;
      case 'unlock':
        await world.take({ type: 'unlock', lock: 'owner' });
        await world.take({ type: 'unlock', lock: 'wrong_codes' });
        return;
      case 'sweep':
        await world.take({ type: 'catch_up' });
        return;
      case 'change_phone':
        await world.take({
          type: 'store_contacts',
          contacts: [{ ...phoneOf('ana'), address: '+15550100077' }],
        });
        await world.take({ type: 'store_contacts', contacts: [phoneOf('ana')] });
        return;
      default:
        event satisfies never;
    }
  };

  /** What holds after every event; moves, counts below zero and second codes the store refuses by itself. */
  const mustHold = async (): Promise<void> => {
    if (failure !== null) throw failure;
    const { account, transaction, challenges } = await world.state();
    expect(account.wrongInARow).toBeLessThanOrEqual(limits.wrongCodesInARow);
    expect(transaction?.tries ?? 0).toBeLessThanOrEqual(limits.triesPerTransaction);
    expect(transaction?.wrong ?? 0).toBeLessThanOrEqual(limits.triesPerTransaction);
    expect(challenges.length).toBeLessThanOrEqual(limits.sendsPerTransaction);
    for (const change of world.store.changes.slice(-3)) {
      for (const { id, state } of change.transactions) {
        if (state !== 'done' && state !== 'confirmed') continue;
        expect(provenIds.has(id), 'only the right code of its own sending confirms a transaction').toBe(true);
      }
    }
  };

  /** Nobody is shut out for good: a year later, with open locks, an order can be confirmed. */
  const mustEndWell = async (): Promise<void> => {
    world.clock.pass(366 * 86_400);
    await play({ type: 'unlock' });
    await world.take({ type: 'store_contacts', contacts: [phoneOf('ana')] });
    speaker = voices[0];
    startPlan = { plan: startPlans[0], held: false };
    checkPlan = { plan: 'true', held: false };
    uninformed.clear();
    expect(await ending(world.order('a large pizza', speaker))).toBe('requested');
    expect(await ending(world.say(codeNamed('latest'), speaker))).toBe('done');
  };

  return { play, mustHold, mustEndWell };
};

test('whatever happens, in whatever order, only the right code of its own sending confirms', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(events, { maxLength: 60, size: 'max' }), async (history) => {
      const { play, mustHold, mustEndWell } = createHistory();
      for (const event of history) {
        await play(event);
        await mustHold();
      }
      await mustEndWell();
    }),
    { seed: Number(process.env.SEED ?? 2026), numRuns: Number(process.env.RUNS ?? 400) },
  );
}, 120_000);
