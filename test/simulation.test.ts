/**
 * A thousand owners whose Echo mishears one spoken code in ten, and a thousand strangers who guess: the rules' numbers
 * (three tries, three codes, ten wrong in a row) must be wide enough for the ones and too narrow for the others.
 */
import { expect, it } from 'vitest';
import { type Mishearing, mishear } from '../sandbox/echo/mishearing.ts';
import { readSpokenCode } from '../src/alexa/spoken-code.ts';
import { limits } from '../src/transactions/limits.ts';
import { createWorld, ending, phoneOf, type World } from './confirmation-world.ts';
import { numbersFrom } from './numbers.ts';

type Pick = {
  readonly oneOf: <Value>(values: readonly Value[]) => Value;
  readonly below: (end: number) => number;
};

const pickBy = (seed: number): Pick => {
  const next = numbersFrom(seed);
  const below = (end: number): number => next() % end;
  return {
    below,
    oneOf: (values) => {
      const [value] = values.slice(below(values.length));
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
};

/** All that the sandbox's switch can do, and the one that costs a try each time. */
const anyMishearing = [
  'drops_leading_zero',
  'misses_last_digit',
  'hears_wrong_digit',
  'hears_nothing',
] as const;
const wrongDigits = ['hears_wrong_digit'] as const;

/** What the Echo makes of a code: in one case of ten not what was said. */
const hear = (code: string, mishearings: readonly Mishearing[], pick: Pick): string | null => {
  const mishearing = pick.below(10) === 0 ? pick.oneOf(mishearings) : 'none';
  const definition = { name: 'code', type: 'AMAZON.NUMBER', samples: [], takesSeveral: false };
  const values = [{ text: code, resolution: 'open' as const }];
  const heard = mishear({ name: 'ConfirmCode', slots: [{ definition, values }] }, mishearing);
  return heard.slots[0]?.values[0]?.text ?? null;
};

/** How the skill takes it; five digits are asked about, and the owner knows whether the code begins with a zero. */
const understand = (heard: string | null, code: string): string | null => {
  const spoken = readSpokenCode([heard]);
  if (spoken.type === 'code') return spoken.code;
  return spoken.type === 'five_digits' && code.startsWith('0') ? `0${spoken.digits}` : null;
};

const mostTurns = 30;

/** Orders once and reads the code out until the order is done, or is beyond saving: how it ended. */
const orderAsOwner = async (
  world: World,
  person: string,
  mishearings: readonly Mishearing[],
  pick: Pick,
): Promise<string> => {
  await world.order('a large pizza', { person });
  // One in twenty looks for the phone until the code has run out.
  world.clock.pass(pick.below(20) === 0 ? limits.challengeLifetimeSeconds : 10 + pick.below(30));
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const code = world.rightCode(person);
    const given = understand(hear(code, mishearings, pick), code);
    // Not six digits: asked for again, no try spent.
    const end = given === null ? 'code_malformed' : await ending(world.say(given, { person }));
    world.clock.pass(5 + pick.below(15));
    if (end === 'code_expired') await world.resend({ person });
    else if (end !== 'code_wrong' && end !== 'code_malformed') return end;
  }
  return 'gave up';
};

/** In front of somebody else's Echo for a day: orders, guesses, and asks for new codes, until a lock ends it. */
const guessAsStranger = async (world: World, person: string, pick: Pick) => {
  const ends: string[] = [];
  let guesses = 0;
  const dayEnds = world.clock.now() + 24 * 3_600_000;
  while (world.clock.now() < dayEnds && ends.at(-1) !== 'locked') {
    ends.push(await ending(world.order('a large pizza', { person })));
    while (ends.at(-1) === 'requested' || ends.at(-1) === 'code_wrong') {
      const guess = String(pick.below(1_000_000)).padStart(6, '0');
      ends.push(await ending(world.say(guess, { person })));
      guesses += 1;
      world.clock.pass(5);
    }
    world.clock.pass(60);
  }
  return { ends, guesses };
};

const people = 1000;
const inOneStreet = 50;

/** A thousand people, fifty to a world of their own. */
const visitAll = async <Seen>(
  visit: (world: World, person: string) => Promise<Seen>,
): Promise<readonly Seen[]> => {
  const seen: Seen[] = [];
  let world = createWorld();
  for (let number = 0; number < people; number += 1) {
    if (number % inOneStreet === 0) world = createWorld();
    const { account } = await world.state('ana');
    const person = `person${number}`;
    world.store.add({ ...account, id: person, subject: `auth0|${person}` }, [phoneOf(person)]);
    seen.push(await visit(world, person));
  }
  return seen;
};

it.each([
  { what: 'anything', mishearings: anyMishearing, seed: 1 },
  { what: 'a wrong digit', mishearings: wrongDigits, seed: 2 },
])('an Echo that mishears one code in ten, as $what, keeps no owner from an order', async (echo) => {
  const pick = pickBy(echo.seed);
  const ends = await visitAll((world, person) => orderAsOwner(world, person, echo.mishearings, pick));
  expect(ends).toHaveLength(people);
  expect(ends.filter((end) => end === 'done').length).toBeGreaterThanOrEqual(0.995 * people);
});

it('none of a thousand guessing strangers gets an order, and each locks the Echo after ten tries', async () => {
  const pick = pickBy(3);
  const visits = await visitAll((world, person) => guessAsStranger(world, person, pick));
  expect(visits).toHaveLength(people);
  for (const { ends, guesses } of visits) {
    expect(ends).not.toContain('done');
    expect(ends.at(-1)).toBe('locked');
    expect(guesses).toBe(limits.wrongCodesInARow);
  }
});
