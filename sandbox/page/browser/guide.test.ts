import { expect, test } from 'vitest';
import { at, shownMessage, shownTurn, shownWorld } from '../testing/shown-world.ts';
import { freshCode, sayCode, stepOf, suggestionsFor } from './guide.ts';
import { applyEvent } from './state.ts';

const examples = {
  locale: 'en-US',
  invocationName: 'corner bakery',
  opening: 'open corner bakery',
  question: 'ask corner bakery {request}',
  statement: 'tell corner bakery {request}',
  codePhrase: 'my code is {code}',
  codeAt: 1,
  commands: [
    { intent: 'Bake', text: 'bake me a cake', addressed: 'ask corner bakery to bake me a cake' },
    { intent: 'Resend', text: 'send a new code', addressed: 'ask corner bakery to send a new code' },
    { intent: 'Status', text: 'what is my order', addressed: 'ask corner bakery what is my order' },
  ],
};
const step = (world: Parameters<typeof stepOf>[0], now = at) => stepOf(world, 'dana', now);

test('a first order, step by step', () => {
  expect(step(shownWorld())).toBe('ask');
  const asked = shownWorld({ session: 'open', turns: [shownTurn()] });
  expect(step(asked)).toBe('wait');
  const arrived = { ...asked, messages: [shownMessage()] };
  expect(step(arrived)).toBe('confirm');
  const said = shownTurn({ number: 2, at: at + 1, utterance: 'my code is 048 210', sessionOpen: false });
  expect(step(shownWorld({ turns: [shownTurn(), said], messages: [shownMessage()] }))).toBe('done');
});

test('a code that was refused is not called done, nor is leaving', () => {
  const refused = shownTurn({ utterance: 'my code is 048210', sessionOpen: false, card: null });
  expect(step(shownWorld({ turns: [refused], messages: [shownMessage()] }))).toBe('ask');
  const stopped = shownTurn({ utterance: 'stop', sessionOpen: false });
  expect(step(shownWorld({ turns: [stopped] }))).toBe('ask');
});

test('an Echo without an account is to be linked first', () => {
  expect(step(shownWorld({ link: 'unlinked' }))).toBe('link');
  const card = shownTurn({ card: { type: 'LinkAccount' }, sessionOpen: false });
  expect(step(shownWorld({ link: 'at_first_use', turns: [card] }))).toBe('link');
  expect(step(shownWorld({ link: 'linked', turns: [card] }))).toBe('ask');
});

test('a code is fresh for three minutes, until it is said, and for its owner alone', () => {
  const world = shownWorld({ messages: [shownMessage()] });
  expect(freshCode(world, 'dana', at + 180_000)?.code).toBe('048210');
  expect(freshCode(world, 'dana', at + 180_001)).toBeNull();
  expect(freshCode(world, 'milo', at)).toBeNull();
  const said = shownTurn({ at: at + 5, utterance: 'authorize 0 4 8 2 1 0' });
  expect(freshCode({ ...world, turns: [said] }, 'dana', at)).toBeNull();
  expect(freshCode(shownWorld({ messages: [shownMessage({ text: 'Welcome!' })] }), 'dana', at)).toBeNull();
});

test('suggestions begin with the code, and address the skill outside a session', () => {
  const texts = (world: Parameters<typeof stepOf>[0]) =>
    suggestionsFor(world, examples, 'dana', at).map(({ text }) => text);
  expect(texts(shownWorld())).toEqual([
    'ask corner bakery to bake me a cake',
    'ask corner bakery what is my order',
    'open corner bakery',
  ]);
  expect(texts(shownWorld({ session: 'open', turns: [shownTurn()], messages: [shownMessage()] }))).toEqual([
    'my code is 048210',
    'send a new code',
    'what is my order',
  ]);
  expect(sayCode(examples, '048210', false)).toBe('tell corner bakery my code is 048210');
});

test('events change what is shown; before the snapshot they are part of it', () => {
  const turn = { type: 'turn', turn: shownTurn() } as const;
  expect(applyEvent(null, turn)).toBeNull();
  const world = shownWorld();
  expect(applyEvent(applyEvent(null, { type: 'snapshot', snapshot: world }), turn)?.turns).toHaveLength(1);
  const many = Array.from({ length: 120 }, (_, number) => shownTurn({ number }));
  expect(applyEvent({ ...world, turns: many }, turn)?.turns).toHaveLength(100);
});
