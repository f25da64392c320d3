/** Holds the drawing in states.md to the tables in machine.ts. That the rules keep to them: model.test.ts. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { challengeMoves, transactionMoves } from './machine.ts';

type Moves = { readonly [from: string]: readonly string[] };

/** The moves inside `state NAME { … }`; an aliased state (`state "expired" as ended`) bears its shown name. */
const drawnMoves = (drawing: string, name: string): Moves => {
  const aliases = new Map(
    [...drawing.matchAll(/^ *state "([^"]+)" as (\w+)$/gm)].map(([, shown = '', alias = '']) => [
      alias,
      shown,
    ]),
  );
  const shown = (state: string): string => aliases.get(state) ?? state;
  const body = new RegExp(`state ${name} \\{([^}]*)\\}`).exec(drawing)?.[1] ?? '';
  const moves: Record<string, string[]> = {};
  for (const [, from = '', to = ''] of body.matchAll(/^ *(\S+) --> ([^\s:]+)/gm)) {
    moves[shown(from)] = [...(moves[shown(from)] ?? []), ...(to === '[*]' ? [] : [shown(to)])];
  }
  return moves;
};

const sorted = (moves: Moves): Moves =>
  Object.fromEntries(
    Object.keys(moves)
      .sort()
      .map((from) => [from, [...(moves[from] ?? [])].sort()]),
  );

test.each([
  ['transaction', transactionMoves, 'requested'],
  ['challenge', challengeMoves, 'sending'],
] as const)(
  'the drawing of a %s shows the moves of the table, no more and no fewer',
  async (name, table, first) => {
    const drawing = await readFile(new URL('./states.md', import.meta.url), 'utf8');
    expect(sorted(drawnMoves(drawing, name))).toEqual(sorted({ ...table, '[*]': [first] }));
  },
);
