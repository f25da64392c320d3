/** Matching words against sample utterances such as "get me a {size} pizza with {toppings}". */
import type { InteractionModel, SlotDefinition } from './interaction-model.ts';
import { type HeardSlot, hearSlot } from './slot-values.ts';
import { toWords } from './words.ts';

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
  const parts = parseSample(sample, slots);
  const literalWords = parts.filter((part) => 'word' in part).length;
  let best: SampleMatch | null = null;
  for (const { heard, unknownWords } of readParts(model, parts, words)) {
    // A carrier phrase must outweigh what was not understood; else anything would be an order.
    if (unknownWords > 0 && unknownWords > literalWords) continue;
    const valueWords = words.length - literalWords - unknownWords;
    const score = 3 * literalWords + 2 * valueWords - 4 * unknownWords;
    if (best === null || score > best.score) best = { slots: heard, score, unknownWords };
  }
  return best;
};

/** A sample's own text is split at its slots; what stands between them is read like speech. */
const parseSample = (sample: string, slots: readonly SlotDefinition[]): readonly Part[] =>
  sample.split(/(\{[^}]*\})/).flatMap((piece): readonly Part[] => {
    const slot = slots.find(({ name }) => piece === `{${name}}`);
    return slot ? [{ slot }] : toWords(piece).map((word) => ({ word }));
  });

type Reading = { readonly heard: readonly HeardSlot[]; readonly unknownWords: number };

const readParts = (
  model: InteractionModel,
  parts: readonly Part[],
  words: readonly string[],
): readonly Reading[] => {
  const [part, ...others] = parts;
  if (part === undefined) return words.length === 0 ? [{ heard: [], unknownWords: 0 }] : [];
  if ('word' in part) return part.word === words[0] ? readParts(model, others, words.slice(1)) : [];
  const readings: Reading[] = [];
  for (let length = 1; length <= words.length - others.length; length += 1) {
    const hearing = hearSlot(model, part.slot, words.slice(0, length));
    if (hearing === null) continue;
    for (const rest of readParts(model, others, words.slice(length))) {
      readings.push({
        heard: [{ definition: part.slot, values: hearing.values }, ...rest.heard],
        unknownWords: hearing.unknownWords + rest.unknownWords,
      });
    }
  }
  return readings;
};
