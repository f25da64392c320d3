/** Speech as the Echo takes it down: lower-case words without punctuation. */

/** "Alexa, a LARGE pizza with ham!" → alexa a large pizza with ham; "482-109" → 482 109. */
export const toWords = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .split(' ')
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter((word) => word !== '');

export const startsWith = (words: readonly string[], beginning: readonly string[]): boolean =>
  beginning.every((word, index) => words[index] === word);

export const isSame = (words: readonly string[], others: readonly string[]): boolean =>
  words.length === others.length && startsWith(words, others);
