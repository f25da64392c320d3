import { describe, expect, test } from 'vitest';
import { type After, createSessions, type Session } from './sessions.ts';
import { model } from './testing/model.ts';

const session = (isConversation: boolean): Session => ({
  id: 'amzn1.echo-api.session.1',
  model,
  attributes: {},
  expected: null,
  known: {},
  reprompt: null,
  isConversation,
});

/** A timer that a test lets run out by hand. */
const createTimer = () => {
  const waiting: { readonly milliseconds: number; readonly run: () => void }[] = [];
  const after: After = (milliseconds, run) => {
    const entry = { milliseconds, run };
    waiting.push(entry);
    return () => void waiting.splice(waiting.indexOf(entry), 1);
  };
  return { after, waiting };
};

describe('the Echo waits', () => {
  test('30 seconds for the next command, 10 minutes in a conversation that is typed', () => {
    const { after, waiting } = createTimer();
    const sessions = createSessions(after);
    sessions.keep('dana', session(false), () => undefined);
    sessions.keep('milo', session(true), () => undefined);
    expect(waiting.map(({ milliseconds }) => milliseconds)).toEqual([30_000, 600_000]);
  });

  test('anew after each turn, and no longer once a session is closed', () => {
    const { after, waiting } = createTimer();
    const sessions = createSessions(after);
    let silences = 0;
    sessions.keep('dana', session(false), () => expect.fail('this turn was answered'));
    sessions.keep('dana', session(false), () => {
      silences += 1;
    });
    expect(waiting).toHaveLength(1);
    waiting[0]?.run();
    expect(silences).toBe(1);
    sessions.close('dana');
    expect(waiting).toEqual([]);
    expect(sessions.find('dana')).toBeNull();
  });
});
