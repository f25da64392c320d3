/** What one tenant answered, claim by claim: each has a name that is the same for every tenant. */
import type { Party, Reply } from './party.ts';
import { type AnswerShape, maskFor, shapeOf } from './shape.ts';

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

/** Plays every chapter against one tenant. Rejects where the tenant does not answer at all. */
export const recordContract = async (
  party: Party,
  chapters: readonly Chapter[],
  onChapter: (title: string) => void,
): Promise<Recording> => {
  const mask = maskFor(party);
  const claims: Claim[] = [];
  const notes: string[] = [];
  for (const { title, run } of chapters) {
    onChapter(title);
    const note = await run(party, (id, asked, reply) => {
      claims.push({ id, title: asked, answer: shapeOf(reply, mask) });
      return reply;
    });
    if (note !== null) notes.push(`${title}: ${mask(note)}`);
  }
  return { claims, notes };
};
