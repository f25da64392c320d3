/** What every Echo understands by itself, whatever the skill: wake words, ways to address a skill, the built-in intents. */
import { toWords } from './words.ts';

/** A phrase as its words. */
export type Phrase = readonly string[];

export type Phrases = {
  /** "open …", followed by the invocation name: opens the skill. */
  readonly openings: readonly Phrase[];
  /** "ask …", followed by the invocation name and a request. */
  readonly addressings: readonly Phrase[];
  /** Between the invocation name and the request: "ask … to", "tell … that". */
  readonly connectors: ReadonlySet<string>;
  /** Before an invocation name at the end: "order a pizza from …". */
  readonly endings: ReadonlySet<string>;
  /** Said in a session, they end it without a turn: the skill only hears that it is over. */
  readonly leavings: readonly Phrase[];
  readonly courtesies: readonly Phrase[];
  /** Words before a value that do not belong to it: "the large". */
  readonly articles: ReadonlySet<string>;
  /** Between the last two values of a list. */
  readonly conjunctions: ReadonlySet<string>;
  readonly builtInIntents: ReadonlyMap<string, readonly Phrase[]>;
  /** How examples address a skill; `{name}` and `{request}` are filled in. */
  readonly invocations: {
    readonly open: string;
    readonly command: string;
    readonly question: string;
    readonly statement: string;
    /** First words of a request that asks. */
    readonly questionWords: ReadonlySet<string>;
  };
};

/** The wake words are the same in every language. */
export const wakeWords: ReadonlySet<string> = new Set(['alexa', 'echo', 'computer', 'amazon', 'ziggy']);

/** Phrases as they are written, one after another with commas: "open, talk to". */
export const phrases = (texts: string): readonly Phrase[] => texts.split(',').map(toWords);

/** Single words, written with spaces between them. */
export const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
