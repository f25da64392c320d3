/** What must not compile; `npm run check:types` holds it, for an error that is expected and missing is one itself. */
import { expect, it } from 'vitest';
import { prompts as enUs } from './en-US.ts';
import { textIn } from './prompts.ts';
import { translation } from './translation.ts';

const { goodbye: _, ...withoutGoodbye } = enUs;

it('refuses, while compiling, what is not the same as en-US', () => {
  const refused = [
    // @ts-expect-error a prompt is missing
    () => translation(withoutGoodbye),
    // @ts-expect-error an unknown prompt
    () => translation({ ...enUs, farewell: 'Bis bald.' }),
    // @ts-expect-error a value is missing
    () => translation({ ...enUs, welcome: 'Willkommen.' }),
    // @ts-expect-error an unknown value
    () => translation({ ...enUs, goodbye: 'Bis bald, {{name}}.' }),
    // @ts-expect-error only "one" may say its count as a word
    () => translation({ ...enUs, tries_left_other: 'Du hast noch Versuche.' }),
    // @ts-expect-error a value is missing where it is said
    () => textIn('en-US')('welcome'),
    // @ts-expect-error an unknown prompt where it is said
    () => textIn('en-US')('farewell'),
  ];
  expect(refused).toHaveLength(7);
});

it('takes a "one" that says its count as a word', () => {
  const { tries_left_one } = translation({ ...enUs, tries_left_one: 'Du hast noch einen Versuch.' });
  expect(tries_left_one).toBe('Du hast noch einen Versuch.');
});
