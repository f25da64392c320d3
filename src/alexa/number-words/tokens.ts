/** Heard text as the tokens that a language's rules read: digits plain, accents gone, compound words divided. */
import type { Language } from './language.ts';
import type { Token } from './rules.ts';

/** First code points of the runs of ten digits we read: ASCII, full-width, Arabic-Indic, its extension, Devanagari. */
const digitRuns = [0x30, 0xff10, 0x660, 0x6f0, 0x966];

/** Tokens of each slot's text. A word of which a part is not known stays whole, and no rule will know it. */
export const readTokens = (heard: readonly string[], language: Language): readonly (readonly Token[])[] => {
  const longest = Math.max(...Array.from(language.words, ({ length }) => length));
  return heard.map((text, slot) =>
    plainText(text)
      .split(/[\s,，.．;:_/()٬‐‑‒–—·-]+/)
      .filter((word) => word !== '')
      .flatMap((word, wordAt) =>
        partsOf(word, language, longest).map((part, partAt) => ({
          text: part,
          opensWord: partAt === 0,
          opensSlot: slot > 0 && wordAt === 0 && partAt === 0,
        })),
      ),
  );
};

const plainText = (text: string): string =>
  plainDigits(text)
    .normalize('NFD')
    .replaceAll(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/['’]/g, '');

const plainDigits = (text: string): string =>
  Array.from(text, (character) => {
    const point = character.codePointAt(0) ?? 0;
    const run = digitRuns.find((start) => point >= start && point < start + 10);
    return run === undefined ? character : String(point - run);
  }).join('');

const partsOf = (word: string, { words, fillers }: Language, longest: number): readonly string[] =>
  fillers.has(word) || words.has(word) ? [word] : divide(word, words, longest);

/** Into known parts, each as long as it can be, that leave no rest; the word itself where there are none. */
const divide = (word: string, words: ReadonlySet<string>, longest: number): readonly string[] => {
  // Found from the end, each place once: where the part that begins there ends.
  const ends: (number | null)[] = Array.from({ length: word.length }, () => null);
  for (let at = word.length - 1; at >= 0; at -= 1) {
    for (let end = Math.min(word.length, at + longest); end > at; end -= 1) {
      const restIsKnown = end === word.length || typeof ends[end] === 'number';
      if (!restIsKnown || !words.has(word.slice(at, end))) continue;
      ends[at] = end;
      break;
    }
  }
  const parts: string[] = [];
  for (let at = 0; at < word.length; ) {
    const end = ends[at] ?? word.length;
    parts.push(word.slice(at, end));
    at = end;
  }
  return parts;
};
