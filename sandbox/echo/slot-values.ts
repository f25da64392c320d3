/** Hearing slot values and resolving them against the skill's own types ("entity resolution"). */
import type { InteractionModel, SlotDefinition, SlotValueDefinition } from './interaction-model.ts';
import type { Phrases } from './phrases.ts';
import type { ReadSpokenNumber } from './spoken-number.ts';
import { startsWith, toText } from './words.ts';

export type HeardValue = {
  /** As it was said; "?" where a number was expected and none was understood, as Alexa has it. */
  readonly text: string;
  /** `open`: the type knows no fixed values, so there is nothing to resolve. */
  readonly resolution: SlotValueDefinition | 'no_match' | 'open';
};

export type HeardSlot = { readonly definition: SlotDefinition; readonly values: readonly HeardValue[] };

export type Hearing = { readonly values: readonly HeardValue[]; readonly unknownWords: number };

/** What words mean as the value of a slot; null where they cannot stand there at all. */
export const hearSlot = (
  model: InteractionModel,
  slot: SlotDefinition,
  words: readonly string[],
): Hearing | null => {
  if (words.length === 0) return null;
  const { readSpokenNumber, phrases } = model.language;
  if (slot.type === 'AMAZON.NUMBER') return hearNumber(readSpokenNumber, words, null);
  if (slot.type === 'AMAZON.FOUR_DIGIT_NUMBER') return hearNumber(readSpokenNumber, words, 4);
  const values = model.types.get(slot.type);
  if (values === undefined) return { values: [{ text: toText(words), resolution: 'open' }], unknownWords: 0 };
  return slot.takesSeveral ? hearList(values, phrases, words) : hearOne(values, phrases, words);
};

const hearNumber = (
  readSpokenNumber: ReadSpokenNumber,
  words: readonly string[],
  length: number | null,
): Hearing => {
  const number = readSpokenNumber(words);
  return number !== null && (length === null || number.length === length)
    ? { values: [{ text: number, resolution: 'open' }], unknownWords: 0 }
    : { values: [{ text: '?', resolution: 'open' }], unknownWords: words.length };
};

const hearOne = (
  values: readonly SlotValueDefinition[],
  { articles }: Phrases,
  words: readonly string[],
): Hearing => {
  // Said with its article it may be a value as it stands, "des olives"; else the article is none of it.
  for (const said of [words, withoutArticle(articles, words)]) {
    const found = findLongest(values, said);
    if (found !== null && found.length === said.length) return { values: [resolved(found)], unknownWords: 0 };
  }
  return { values: [{ text: toText(words), resolution: 'no_match' }], unknownWords: words.length };
};

/** "pepperoni, mushrooms and extra cheese": values one after another, `and` between them or a pause. */
const hearList = (
  definitions: readonly SlotValueDefinition[],
  { articles, conjunctions }: Phrases,
  words: readonly string[],
): Hearing | null => {
  const values: HeardValue[] = [];
  let unknown: string[] = [];
  let unknownWords = 0;
  const finishUnknown = () => {
    if (unknown.length > 0) values.push({ text: toText(unknown), resolution: 'no_match' });
    unknownWords += unknown.length;
    unknown = [];
  };
  for (let at = 0; at < words.length; ) {
    const rest = words.slice(at);
    const found = findLongest(definitions, rest);
    if (found !== null) {
      finishUnknown();
      values.push(resolved(found));
      at += found.length;
    } else {
      const word = rest[0] ?? '';
      if (conjunctions.has(word)) finishUnknown();
      else if (!articles.has(word) || unknown.length > 0) unknown.push(word);
      at += 1;
    }
  }
  finishUnknown();
  const clean = !conjunctions.has(words[0] ?? '') && !conjunctions.has(words.at(-1) ?? '');
  return values.length > 0 && clean ? { values, unknownWords } : null;
};

type Found = { readonly value: SlotValueDefinition; readonly text: string; readonly length: number };

const resolved = ({ value, text }: Found): HeardValue => ({ text, resolution: value });

/** The value whose name or synonym is the longest beginning of the words. */
const findLongest = (values: readonly SlotValueDefinition[], words: readonly string[]): Found | null => {
  let best: Found | null = null;
  for (const value of values) {
    for (const spoken of value.spoken) {
      if (spoken.length > (best?.length ?? 0) && startsWith(words, spoken)) {
        best = { value, text: toText(spoken), length: spoken.length };
      }
    }
  }
  return best;
};

const withoutArticle = (articles: ReadonlySet<string>, words: readonly string[]): readonly string[] =>
  words.length > 1 && articles.has(words[0] ?? '') ? words.slice(1) : words;
