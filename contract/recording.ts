/** What one tenant answered, claim by claim: each has a name that is the same for every tenant. */
import { maskFor, namesIn } from './mask.ts';
import type { Party, Reply } from './party.ts';
import { type AnswerShape, shapeOf } from './shape.ts';

export type Claim = {
  readonly id: string;
  /** What was asked, in words. */
  readonly title: string;
  readonly answer: AnswerShape;
};

export type Recording = {
  readonly claims: readonly Claim[];
  /** Why something could not be asked. */
  readonly notes: readonly string[];
};

/** Keeps an answer and hands it on. */
export type Record = (id: string, title: string, reply: Reply) => Reply;

export type Chapter = {
  readonly title: string;
  /** Where it breaks off it says why, for people; null where it went to its end. */
  readonly run: (party: Party, record: Record) => Promise<string | null>;
};

/**
 * Plays every chapter against one tenant, up to where somebody stops it: a chapter that has begun goes to its end. Rejects
 * where the tenant does not answer; each chapter takes its effects back before that.
 */
export const recordContract = async (
  party: Party,
  chapters: readonly Chapter[],
  onChapter: (title: string) => void,
  stop: AbortSignal,
): Promise<Recording> => {
  const answered: { readonly id: string; readonly title: string; readonly reply: Reply }[] = [];
  const notes: string[] = [];
  for (const { title, run } of chapters) {
    if (stop.aborted) {
      notes.push(`${title}: stopped before it.`);
      continue;
    }
    onChapter(title);
    const note = await run(party, (id, asked, reply) => {
      answered.push({ id, title: asked, reply });
      return reply;
    });
    if (note !== null) notes.push(`${title}: ${note}`);
  }
  // Names are known once everything was answered.
  const mask = maskFor(party, namesIn(answered.map(({ reply }) => reply)));
  return {
    claims: answered.map(({ id, title, reply }) => ({ id, title, answer: shapeOf(reply, mask) })),
    notes,
  };
};
