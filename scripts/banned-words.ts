/** Words that must not stand in our code: each turns a check off or is no source of randomness. */
import type { SourceFile, Violation } from './import-rule.ts';

const bannedWords: readonly { readonly pattern: RegExp; readonly sentence: string }[] = [
  { pattern: /Math\.random/, sentence: 'not random enough for anything here: use node:crypto, passed in' },
  { pattern: /rejectUnauthorized\s*:\s*false/, sentence: 'turns TLS verification off: trust a root instead' },
  { pattern: /NODE_TLS_REJECT_\w+/, sentence: 'turns TLS verification off: trust a root instead' },
  { pattern: /\b(biome|eslint)-(ignore|disable)/, sentence: 'turns a check off: mend what it found' },
  { pattern: /@ts-(ignore|nocheck|expect-error)/, sentence: 'turns the types off: mend what they found' },
];

export const findBannedWords = (files: readonly SourceFile[]): readonly Violation[] =>
  files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) =>
      bannedWords
        .filter(({ pattern }) => pattern.test(line))
        .map(({ pattern, sentence }) => ({
          path,
          line: index + 1,
          sentence: `"${pattern.exec(line)?.[0]}" ${sentence}`,
        })),
    ),
  );
