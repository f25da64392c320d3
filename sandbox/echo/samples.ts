/** Matching words against sample utterances such as "get me a {size} pizza with {toppings}". */
import type { InteractionModel, SlotDefinition } from './interaction-model.ts';
import { type HeardSlot, hearSlot } from './slot-values.ts';
import { isWord, toWords } from './words.ts';

export type SampleMatch = {
  readonly slots: readonly HeardSlot[];
  /** Greater is better: literal words count more than values, words that no value explains count against it. */
  readonly score: number;
  readonly unknownWords: number;
};

type Part = { readonly word: string } | { readonly slot: SlotDefinition };

/** The best way to read the words as this sample, or null. */
export const matchSample = (
  model: InteractionModel,
  sample: string,
  slots: readonly SlotDefinition[],
  words: readonly string[],
): SampleMatch | null => {
  const { parts, literalWords } = findParsed(sample, slots);
  if (parts.length > words.length) return null;
  const reading = readParts(model, parts, words);
  // A carrier phrase must outweigh what was not understood; else anything would be an order.
  if (reading === null || (reading.unknownWords > 0 && reading.unknownWords > literalWords)) return null;
  const { heard, unknownWords } = reading;
  const valueWords = words.length - literalWords - unknownWords;
  return { slots: heard, unknownWords, score: 3 * literalWords + 2 * valueWords - 4 * unknownWords };
};

type ParsedSample = { readonly parts: readonly Part[]; readonly literalWords: number };

/** Samples are parsed once: they are the model's own, a few hundred by intent, and stay as long as it does. */
const parsed = new WeakMap<readonly SlotDefinition[], Map<string, ParsedSample>>();

const findParsed = (sample: string, slots: readonly SlotDefinition[]): ParsedSample => {
  const before = parsed.get(slots)?.get(sample);
  if (before !== undefined) return before;
  const parts = parseSample(sample, slots);
  const made = { parts, literalWords: parts.filter((part) => 'word' in part).length };
  parsed.set(slots, (parsed.get(slots) ?? new Map<string, ParsedSample>()).set(sample, made));
  return made;
};

/** A sample's own text is split at its slots; what stands between them is read like speech. */
const parseSample = (sample: string, slots: readonly SlotDefinition[]): readonly Part[] =>
  sample.split(/(\{[^}]*\})/).flatMap((piece): readonly Part[] => {
    const slot = slots.find(({ name }) => piece === `{${name}}`);
    return slot ? [{ slot }] : toWords(piece).map((word) => ({ word }));
  });

type Reading = { readonly heard: readonly HeardSlot[]; readonly unknownWords: number };

/**
 * The reading of all words with the fewest unknown ones. What follows a slot is read once for each place it can begin
 * at, so that several slots side by side stay cheap.
 */
const readParts = (
  model: InteractionModel,
  parts: readonly Part[],
  words: readonly string[],
): Reading | null => {
  const known = new Map<string, Reading | null>();

  const readFrom = (partAt: number, wordAt: number): Reading | null => {
    const key = `${partAt}/${wordAt}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const reading = readAfresh(partAt, wordAt);
    known.set(key, reading);
    return reading;
  };

  const readAfresh = (partAt: number, wordAt: number): Reading | null => {
    const part = parts[partAt];
    if (part === undefined) return wordAt === words.length ? { heard: [], unknownWords: 0 } : null;
    if ('word' in part) return isWord(part.word, words[wordAt]) ? readFrom(partAt + 1, wordAt + 1) : null;
    let best: Reading | null = null;
    const partsLeft = parts.length - partAt - 1;
    for (let end = wordAt + 1; end <= words.length - partsLeft; end += 1) {
      const rest = readFrom(partAt + 1, end);
      const hearing = rest === null ? null : hearSlot(model, part.slot, words.slice(wordAt, end));
      if (rest === null || hearing === null) continue;
      const unknownWords = hearing.unknownWords + rest.unknownWords;
      if (best !== null && best.unknownWords <= unknownWords) continue;
      best = { heard: [{ definition: part.slot, values: hearing.values }, ...rest.heard], unknownWords };
    }
    return best;
  };

  return readFrom(0, 0);
};
