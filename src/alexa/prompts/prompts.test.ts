/** The prompts of all locales side by side. That their ids and values are the same, the compiler says. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readInteractionModels } from '../../../sandbox/echo/interaction-model.ts';
import { understand } from '../../../sandbox/echo/understand.ts';
import { prompts as enUs } from './en-US.ts';
import { textIn, translations } from './prompts.ts';

const others = Object.entries(translations).filter(([locale]) => !locale.startsWith('en'));
const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.?!])\s+/);

describe.each(Object.entries(translations))('the prompts of %s', (locale, prompts) => {
  it('are those of en-US, in the same order', () => {
    expect(Object.keys(prompts)).toEqual(Object.keys(enUs));
  });

  it('have both forms of a plural, or none', () => {
    const ids = Object.keys(prompts);
    const named = (form: string) =>
      ids.filter((id) => id.endsWith(`_${form}`)).map((id) => id.replace(/_[a-z]+$/, ''));
    expect(named('one')).toEqual(named('other'));
    expect(named('one')).toEqual(['tries_left', 'again_in_minutes', 'again_in_hours', 'resend_in']);
  });

  it('ask where en-US asks, and tell where it tells', () => {
    for (const [id, text] of Object.entries(enUs))
      expect(Reflect.get(prompts, id).endsWith('?'), id).toBe(text.endsWith('?'));
  });

  it('bear no digit, no markup, and no space too many', () => {
    for (const text of Object.values(prompts)) {
      expect(text).not.toMatch(/[0-9<>&]/);
      expect(text).not.toMatch(/^\s|\s$|\s\s|\s[.,]/);
      expect(text.replaceAll(/\{\{\w+\}\}/g, '')).not.toMatch(/[{}$]/);
    }
  });

  it('count as the language counts, whole millions and nothing at all too', () => {
    const text = textIn(locale);
    const said = [0, 1, 2, 21, 1_000_000].map((count) => text('again_in_minutes', { count }));
    const [none, one, two] = said;
    expect(one).not.toContain('2');
    expect(two).toContain('2');
    for (const minutes of [none, ...said]) {
      expect(minutes).not.toMatch(/again_in_minutes|\{/);
      const isEnglish = /please try again/i.test(minutes ?? '');
      expect(isEnglish).toBe(locale.startsWith('en'));
    }
  });
});

describe('a translation', () => {
  it.each(others)('to %s leaves no sentence in English', (_locale, prompts) => {
    const english = new Set(Object.values(enUs).flatMap(sentencesOf));
    const kept = Object.values(prompts)
      .flatMap(sentencesOf)
      .filter((sentence) => english.has(sentence));
    // Of these only the values are words.
    expect(kept.filter((sentence) => !['{{done}}.', '{{done}}: {{amount}}.'].includes(sentence))).toEqual([]);
  });

  it('to en-GB says nothing that is American', () => {
    for (const text of Object.values(translations['en-GB']))
      expect(text).not.toMatch(/\b(phone|mailbox|pickup|canceled|at the \{\{seller\}\} website)\b/i);
  });

  it.each([
    ['de-DE', /\b(Sie|Ihr|Ihre|Ihren|Ihnen)\b/],
    ['fr-FR', /\b(tu|toi|te|ton|ta|tes)\b/],
    ['es-ES', /\b(usted|su|sus)\b/],
    ['it-IT', /\b(Lei|Suo|Sua|Suoi|Sue)\b/],
  ] as const)('to %s keeps to one way of addressing people', (locale, otherWay) => {
    // In these the word belongs to a thing, not to the person.
    const ofThings = ['quiet', 'still_waits'];
    for (const [id, text] of Object.entries(translations[locale]))
      if (!ofThings.includes(id)) expect(text).not.toMatch(otherWay);
  });
});

it('is listed in docs/locales.md, which says that no native speaker reviewed the translations', () => {
  const page = readFileSync(new URL('../../../docs/locales.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| ([a-z]{2}-[A-Z]{2}) \|.*\| ([^|]+) \|$/gm)];
  expect(rows.map(([, locale]) => locale)).toEqual(Object.keys(translations));
  for (const [, locale, reviewed] of rows) expect(reviewed === '**no**', locale).toBe(locale !== 'en-US');
});

describe('a locale without prompts of its own', () => {
  it.each([
    ['fr-CA', 'fr-FR'],
    ['de-AT', 'de-DE'],
    ['es', 'es-ES'],
    ['en-AU', 'en-US'],
    ['ja-JP', 'en-US'],
    ['constructor', 'en-US'],
  ])('%s is answered as %s is', (locale, answeredAs) => {
    expect(textIn(locale)('goodbye')).toBe(textIn(answeredAs)('goodbye'));
  });
});

const models = await readInteractionModels(
  fileURLToPath(new URL('../skill-package/interactionModels/custom', import.meta.url)),
);

const leaveOrCancel: ReadonlyMap<string, readonly [leave: string, cancel: string]> = new Map([
  ['en-US', ['leave it', 'cancel it']],
  ['en-GB', ['leave it', 'cancel it']],
  ['de-DE', ['warten lassen', 'stornieren']],
  ['fr-FR', ['garde', 'annule']],
  ['es-ES', ['déjalo así', 'cancélalo']],
  ['it-IT', ['lascia in attesa', 'annulla']],
]);

describe.each([...models])('what people are told to say in %s', (locale, model) => {
  const text = textIn(locale);
  const seller = model.invocationName;

  /** The name of the intent that an utterance is taken for. */
  const intentOf = (utterance: string, inSession: boolean): string => {
    const understood = understand(model, utterance, { inSession, expected: null });
    return understood.type === 'intent' ? understood.intent.name : understood.type;
  };

  const fromAlexa = (prompt: string): string => prompt.replace(/^.*(?=Alexa, )/, '');
  /** "my code is, then the numbers." with a code in the place of the last words. */
  const withCode = (prompt: string): string => prompt.replace(/, [^,]*\.$/, ' 482109');

  it('has prompts of its own', () => {
    expect(Object.keys(translations)).toContain(locale);
  });

  it('is understood as a code, in a session and without one', () => {
    for (const prompt of [
      text('reprompt_code', { seller }),
      text('check_failed_again', { seller }),
      text('left', { seller }),
    ])
      expect(intentOf(withCode(fromAlexa(prompt)), false), prompt).toBe('ConfirmCode');
    expect(intentOf(withCode(text('help_code').replace(/^.*: /, '')), true)).toBe('ConfirmCode');
  });

  it('is understood as a wish for a new code', () => {
    for (const prompt of [
      text('later_new_code', { seller, count: 2 }),
      text('left_without_code', { seller }),
    ])
      expect(intentOf(fromAlexa(prompt), false), prompt).toBe('ResendCode');
  });

  it('is understood as an answer to "leave it, or cancel it?", in the words of the question', () => {
    const [leave, cancel] = leaveOrCancel.get(locale) ?? expect.fail(`no answers for ${locale}`);
    expect(intentOf(leave, true)).toBe('LeaveTransaction');
    // Alexa's own "cancel" answers this question too.
    expect(['CancelTransaction', 'AMAZON.CancelIntent']).toContain(intentOf(cancel, true));
  });
});
