/** Speech as the Echo takes it down: lower-case words without punctuation. */

/**
 * "Alexa, a LARGE pizza with ham!" → alexa a large pizza with ham; "482-109" → 482 109. What French and Italian elide is
 * a word of its own, its apostrophe kept: "l'ordine" → l' ordine.
 */
export const toWords = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .split(' ')
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .flatMap(splitElision)
    .filter((word) => word !== '');

const elision =
  /^(l|d|c|j|m|n|s|t|qu|un|dell|dall|all|nell|sull|quell|quest|com|dov|cos|lorsqu|puisqu|jusqu)'(.+)$/;

const splitElision = (word: string): readonly string[] => {
  const [, elided, rest] = elision.exec(word) ?? [];
  return elided === undefined || rest === undefined ? [word] : [`${elided}'`, rest];
};

/** Words written as a text again: l' ordine → "l'ordine". */
export const toText = (words: readonly string[]): string => words.join(' ').replaceAll("' ", "'");

/**
 * A word without its accents, ß as ss: who types "codigo" or "grosse" said what the Echo would have written "código",
 * "große". A word of one letter keeps its accent: Italian "e" is "and", "è" is "is".
 */
export const foldWord = (word: string): string =>
  word.length === 1 ? word : word.replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');

export const isWord = (word: string, other: string | undefined): boolean =>
  word === other ||
  (other !== undefined && (hasAccents(word) || hasAccents(other)) && foldWord(word) === foldWord(other));

const hasAccents = (word: string): boolean => /[^ -~]/.test(word);

export const startsWith = (words: readonly string[], beginning: readonly string[]): boolean =>
  beginning.every((word, index) => isWord(word, words[index]));

export const isSame = (words: readonly string[], others: readonly string[]): boolean =>
  words.length === others.length && startsWith(words, others);
