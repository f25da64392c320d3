import { describe, expect, it } from 'vitest';
import type { Business, Command } from '../transactions/command.ts';
import { type Failure, type FailureType, fail } from '../transactions/failures.ts';
import type { CancelReason, Transaction, TransactionState } from '../transactions/model.ts';
import type { Answer } from './answer.ts';
import { askWish, type Voice } from './ask-or-tell.ts';
import type { Envelope } from './envelope-types.ts';
import { type Text, textIn, type translations } from './prompts/prompts.ts';
import { askLeaveOrCancel, sayConfirmed, sayFailure, sayNoCode, sayResent, sayState } from './say.ts';
import { capital, countWords, formatMoney } from './speech.ts';
import { business } from './testing/business.ts';
import { fakeOperations, repromptOf, speechOf, startConversation } from './testing/conversation.ts';
import { challenge, noon, stateOf, transaction } from './testing/stored.ts';

type Told = {
  /** Twelve words, the longest that a summary may be: a pizza with six toppings. */
  readonly summary: string;
  readonly replaced: string;
  readonly destination: string;
  readonly done: string;
  /** Of a command that has neither place nor price. */
  readonly effect: string;
  readonly example: string;
};

type Known = keyof typeof translations;

const told: { readonly [locale in Known]: Told } = {
  'en-US': {
    summary: 'a medium pizza with pepperoni, mushrooms, onions, olives, peppers, and extra cheese',
    replaced: 'a medium pizza with anchovies, jalapeños, onions, olives, peppers, and extra cheese',
    destination: 'delivered home',
    done: 'Your medium pizza with pepperoni, mushrooms, onions, olives, peppers, and extra cheese is ordered',
    effect: 'opening your pickup locker',
    example: 'get me a large pizza with pepperoni and mushrooms',
  },
  'en-GB': {
    summary: 'a medium pizza with pepperoni, mushrooms, onions, olives, peppers and extra cheese',
    replaced: 'a medium pizza with anchovies, jalapeños, onions, olives, peppers and extra cheese',
    destination: 'delivered home',
    done: 'Your medium pizza with pepperoni, mushrooms, onions, olives, peppers and extra cheese is ordered',
    effect: 'opening your collection locker',
    example: 'get me a large pizza with pepperoni and mushrooms',
  },
  'de-DE': {
    summary: 'eine mittlere Pizza mit Salami, Pilzen, Zwiebeln, Oliven, Paprika und Extrakäse',
    replaced: 'eine mittlere Pizza mit Sardellen, Jalapeños, Zwiebeln, Oliven, Paprika und Extrakäse',
    destination: 'nach Hause geliefert',
    done: 'Deine mittlere Pizza mit Salami, Pilzen, Zwiebeln, Oliven, Paprika und Extrakäse ist bestellt',
    effect: 'das Öffnen deines Abholfachs',
    example: 'bestell mir eine große Pizza mit Salami und Pilzen',
  },
  'fr-FR': {
    summary: 'une pizza moyenne pepperoni, champignons, oignons, olives, poivrons et supplément fromage',
    replaced: 'une pizza moyenne anchois, jalapeños, oignons, olives, poivrons et supplément fromage',
    destination: 'livrée à domicile',
    done: 'Votre pizza moyenne pepperoni, champignons, oignons, olives, poivrons et supplément fromage est commandée',
    effect: "l'ouverture de votre casier de retrait",
    example: 'commande-moi une grande pizza avec du pepperoni et des champignons',
  },
  'es-ES': {
    summary: 'una pizza mediana con pepperoni, champiñones, cebolla, aceitunas, pimiento y queso extra',
    replaced: 'una pizza mediana con anchoas, jalapeños, cebolla, aceitunas, pimiento y queso extra',
    destination: 'a domicilio',
    done: 'Tu pizza mediana con pepperoni, champiñones, cebolla, aceitunas, pimiento y queso extra ya está pedida',
    effect: 'la apertura de tu taquilla de recogida',
    example: 'pídeme una pizza grande con pepperoni y champiñones',
  },
  'it-IT': {
    summary: 'una pizza media con salame, funghi, cipolla, olive, peperoni e doppia mozzarella',
    replaced: 'una pizza media con acciughe, jalapeño, cipolla, olive, peperoni e doppia mozzarella',
    destination: 'a domicilio',
    done: 'La tua pizza media con salame, funghi, cipolla, olive, peperoni e doppia mozzarella è stata ordinata',
    effect: "l'apertura del tuo armadietto di ritiro",
    example: 'ordinami una pizza grande con salame e funghi',
  },
};

const locales = Object.keys(told) as Known[];
const amount = { minorUnits: 123450, currency: 'USD' } as const;

/** What makes the most words in a locale. */
const longestIn = (locale: Known) => {
  const { summary, replaced, destination, effect } = told[locale];
  const longest = transaction({ locale, summary, destination, amount });
  const former = { transactionId: 'transaction-0', summary: replaced, otherSession: true, toldIn: null };
  return {
    longest,
    replacing: { ...longest, replaced: former },
    withoutAmount: { ...longest, summary: effect, destination: null, amount: null },
  };
};

/** The business for tests, in a locale's words. */
const businessIn = (locale: Known): Business => ({
  ...business,
  commands: business.commands.map((command): Command => ({ ...command, doneText: () => told[locale].done })),
  examples: () => [told[locale].example],
});

/** Every failure, with the values that make the most words. */
const failuresOf = ({
  longest,
  replacing,
}: {
  readonly longest: Transaction;
  readonly replacing: Transaction;
}): { readonly [type in FailureType]: readonly Extract<Failure, { type: type }>[] } => ({
  locked: [
    { type: 'locked', lock: 'wrong_codes' },
    { type: 'locked', lock: 'owner' },
  ],
  frozen: [{ type: 'frozen', until: noon + 600_000 }],
  no_contact: [{ type: 'no_contact' }],
  contact_unavailable: [{ type: 'contact_unavailable' }],
  nothing_waiting: [{ type: 'nothing_waiting' }],
  not_found: [{ type: 'not_found' }],
  ended: [
    ...(['expired', 'refused', 'superseded'] as const).map((state) => ({
      type: 'ended' as const,
      transaction: { ...longest, state },
    })),
    ...(['asked', 'not_me', 'contact_changed', 'link_ended', 'erased'] satisfies CancelReason[]).map(
      (cancelReason) => ({
        type: 'ended' as const,
        transaction: { ...longest, state: 'cancelled' as const, cancelReason },
      }),
    ),
  ],
  already_confirmed: (['confirmed', 'done', 'failed'] as const).map((state) => ({
    type: 'already_confirmed',
    transaction: { ...longest, state },
  })),
  code_malformed: [{ type: 'code_malformed', transaction: longest }],
  code_wrong: [0, 1, 2].map((triesLeft) => ({ type: 'code_wrong', transaction: longest, triesLeft })),
  refused: [true, false].map((locked) => ({ type: 'refused', transaction: longest, locked })),
  code_expired: [{ type: 'code_expired', transaction: longest }],
  no_code: [{ type: 'no_code', transaction: longest }],
  still_sending: [{ type: 'still_sending' }],
  quiet: [{ type: 'quiet', until: noon + 60_000 }],
  resend_too_soon: [1000, 59_000].map((ms) => ({
    type: 'resend_too_soon',
    transaction: longest,
    at: noon + ms,
  })),
  sends_spent: [true, false].map((codeStands) => ({
    type: 'sends_spent' as const,
    transaction: longest,
    codeStands,
  })),
  sends_limited: [{ type: 'sends_limited', until: noon + 86_400_000 }],
  sending_failed: [
    { type: 'sending_failed', transaction: longest, certain: true, formerStands: false },
    { type: 'sending_failed', transaction: longest, certain: false, formerStands: false },
    { type: 'sending_failed', transaction: longest, certain: true, formerStands: true },
  ],
  check_failed: [true, false].map((counted) => ({ type: 'check_failed', transaction: longest, counted })),
  check_in_progress: [{ type: 'check_in_progress', transaction: longest }],
  tries_spent: [{ type: 'tries_spent', transaction: longest }],
  replacement_told: [
    {
      type: 'replacement_told',
      transaction: replacing,
      replacedSummary: replacing.replaced?.summary ?? '',
    },
    {
      type: 'replacement_told',
      transaction: { ...replacing, destination: null, amount: null },
      replacedSummary: replacing.replaced?.summary ?? '',
    },
  ],
  contact_lost: [{ type: 'contact_lost', transaction: longest }],
  replayed: [
    { type: 'replayed', transaction: null },
    { type: 'replayed', transaction: longest },
  ],
  idempotency_conflict: [{ type: 'idempotency_conflict' }],
  busy: [{ type: 'busy' }],
});

const challengeStates = ['sending', 'live', 'used', 'send_failed', 'expired', 'replaced'] as const;
const settledStates = ['confirmed', 'done', 'failed'] as const satisfies TransactionState[];

type Titled = readonly [title: string, answer: Answer];

/** Every answer there is, in a locale. */
const answersIn = (locale: Known): readonly Titled[] => {
  const voice: Voice = { business: businessIn(locale), locale, now: noon };
  const { longest, replacing, withoutAmount } = longestIn(locale);
  const text = textIn(locale);
  return [
    ...Object.values(failuresOf({ longest, replacing }))
      .flat()
      .map((failure): Titled => [JSON.stringify(failure).slice(0, 60), sayFailure(failure, voice)]),
    ...(['three_digits', 'five_digits'] as const).map(
      (type): Titled => [type, sayNoCode({ type, digits: type === 'three_digits' ? '482' : '48210' }, voice)],
    ),
    ...(['two_readings', 'incomplete', 'too_long', 'unclear'] as const).map(
      (type): Titled => [type, sayNoCode({ type }, voice)],
    ),
    ...[longest, replacing].flatMap((waiting) =>
      (['sms', 'email'] as const).flatMap((channel): Titled[] => [
        ...challengeStates.map(
          (state): Titled => [
            `waiting, ${channel} ${state}`,
            sayState(stateOf(waiting, [challenge({ channel, state })]), voice),
          ],
        ),
        ['resent', sayResent(stateOf(waiting, [challenge({ channel }), challenge({ channel })]), voice)],
      ]),
    ),
    ['waiting, nothing sent', sayState(stateOf(longest, []), voice)],
    ['nothing', sayState(stateOf(null), voice)],
    ...settledStates.flatMap((state): Titled[] => [
      [`just ${state}`, sayConfirmed(stateOf({ ...longest, state }), voice)],
      [`${state} without amount`, sayConfirmed(stateOf({ ...withoutAmount, state }), voice)],
      [state, sayState(stateOf({ ...longest, state }), voice)],
    ]),
    ['leave or cancel', askLeaveOrCancel(longest, voice)],
    ['wish', askWish(voice, text('welcome', { seller: business.name }))],
  ];
};

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.?!])\s+/);

const keepsTheLimits = (text: string): void => {
  expect(countWords(text), text).toBeLessThanOrEqual(35);
  for (const sentence of sentencesOf(text)) expect(countWords(sentence), sentence).toBeLessThanOrEqual(20);
  const questions = sentencesOf(text).filter((sentence) => sentence.endsWith('?'));
  expect(questions.length, text).toBeLessThanOrEqual(1);
  if (questions.length === 1) expect(text.endsWith('?'), text).toBe(true);
};

/** Answered from the prompts of one language: no word of these is one of another of ours. */
const englishWords = /\b(the|your|my|with|and|code's|again|delivered|something)\b/i;

describe.each(locales)('whatever is said in %s', (locale) => {
  const answers = answersIn(locale);

  it.each(answers)('keeps the limits of a voice: %s', (_title, answer) => {
    if (answer.type === 'silent') throw new Error('expected words');
    keepsTheLimits(answer.speech);
    expect(answer.speech).toMatch(/[.?]$/);
    expect(answer.speech).not.toMatch(/\{|\}|\b(undefined|null)\b|\$t|\.\.|,,|_/);
    if (answer.type === 'ask') {
      expect(answer.speech, 'an open microphone follows a question').toMatch(/\?$/);
      keepsTheLimits(answer.reprompt);
      expect(answer.reprompt.length).toBeGreaterThan(10);
    } else {
      expect(answer.speech, 'a closed turn asks nothing').not.toContain('?');
    }
    const isEnglish = englishWords.test(answer.speech);
    expect(isEnglish && !locale.startsWith('en'), answer.speech).toBe(false);
  });

  it('bears no code and no more of a contact than its hint, on cards and screens too', () => {
    const money = formatMoney(amount, locale);
    for (const [, answer] of answers) {
      const shown = answer.type === 'silent' ? '' : JSON.stringify({ ...answer, asked: null });
      expect(shown.replaceAll(money, '')).not.toMatch(/\d{3}|@/);
    }
  });

  it('never leaves out item, place and amount of what waits', () => {
    const { longest, replacing } = longestIn(locale);
    const lower = (text: string | undefined) => (text ?? '').toLocaleLowerCase(locale);
    for (const waiting of [longest, replacing]) {
      for (const channel of ['sms', 'email'] as const) {
        const voice: Voice = { business, locale, now: noon };
        const answer = sayState(stateOf(waiting, [challenge({ channel })]), voice);
        const speech = lower(answer.type === 'ask' ? answer.speech : '');
        expect(speech).toContain(lower(waiting.summary));
        expect(speech).toContain(lower(waiting.destination ?? 'a place'));
        expect(speech).toContain(lower(formatMoney(amount, locale)));
        expect(speech).toContain(lower(waiting.replaced?.summary));
      }
    }
  });

  it('begins with a capital letter, each sentence of it', () => {
    for (const [, answer] of answers) {
      for (const sentence of sentencesOf(answer.type === 'silent' ? '' : answer.speech)) {
        const words = sentence.replace(/^¿/, '');
        expect(words).toBe(capital(words, locale));
      }
    }
  });

  it('keeps the limits where an intent says it', async () => {
    const said = await sayEveryIntent(locale);
    expect(said.length).toBeGreaterThan(15);
    for (const [speech, reprompt] of said) {
      keepsTheLimits(speech);
      keepsTheLimits(reprompt);
      expect(speech).toMatch(/[.?]$/);
      expect(englishWords.test(`${speech} ${reprompt}`) && !locale.startsWith('en'), speech).toBe(false);
    }
  });

  it('keeps them while an answer is still being made, in one short sentence without a question', () => {
    const text: Text = textIn(locale);
    for (const said of [text('one_moment_sending'), text('one_moment_checking')]) {
      expect(sentencesOf(said)).toHaveLength(1);
      expect(countWords(said)).toBeLessThanOrEqual(10);
      expect(said).toMatch(/[^?]\.$/);
    }
  });
});

/** What the intents say that say.ts alone does not: help, what is not understood, goodbye, accounts not linked. */
const sayEveryIntent = async (locale: Known): Promise<readonly (readonly [string, string])[]> => {
  const said: (readonly [string, string])[] = [];
  const { longest } = longestIn(locale);
  const begin = (operations = fakeOperations()) => {
    const conversation = startConversation({ business: businessIn(locale), operations });
    const hear = async (name: string, code: string | null = null, changes: Partial<Envelope> = {}) => {
      const answer = await conversation.say(name, { code }, { locale, ...changes });
      said.push([speechOf(answer), repromptOf(answer)]);
    };
    const launch = async () => conversation.hear({ type: 'launch' }, { locale });
    return { hear, launch };
  };

  const nobody = begin();
  await nobody.hear('OrderPizza', null, { accessToken: null });
  for (const name of ['HelpIntent', 'FallbackIntent', 'StopIntent', 'NavigateHomeIntent', 'NoIntent'])
    await nobody.hear(`AMAZON.${name}`, null, { accessToken: null });
  await nobody.hear('ReciteAPoem');

  for (const state of ['live', 'expired'] as const) {
    const current = async () => ({ ok: true as const, value: stateOf(longest, [challenge({ state })]) });
    const waiting = begin(fakeOperations({ current }));
    for (const then of ['AMAZON.HelpIntent', 'AMAZON.FallbackIntent', 'AMAZON.NoIntent']) {
      await waiting.launch();
      await waiting.hear(then);
    }
    for (const then of ['AMAZON.YesIntent', 'AMAZON.FallbackIntent', 'LeaveTransaction']) {
      await waiting.hear('AMAZON.CancelIntent');
      await waiting.hear(then);
    }
  }

  const confirm = async () => fail({ type: 'code_malformed' as const, transaction: longest });
  const confirming = begin(fakeOperations({ confirm }));
  for (const code of ['482', '48210']) {
    await confirming.hear('ConfirmCode', code);
    await confirming.hear('AMAZON.FallbackIntent');
  }
  return said;
};

/** An ordinary order as it is told where its code was sent, where it replaced another one, and when it is done. */
const ordinary: {
  readonly [locale in Exclude<Known, 'en-US'>]: readonly [Partial<Told>, string, string, string];
} = {
  'en-GB': [
    {
      summary: 'a large pizza with pepperoni and mushrooms',
      replaced: 'a small pizza with olives',
      done: 'Your large pizza with pepperoni and mushrooms is ordered',
    },
    "From Pizza on Demand: a large pizza with pepperoni and mushrooms, delivered home, US$16.50. I've texted the mobile ending 42. What's the code?",
    "A large pizza with pepperoni and mushrooms instead of a small pizza with olives, delivered home, US$16.50. The old code won't work; I've texted a new one. What's the new code?",
    'Done. Your large pizza with pepperoni and mushrooms is ordered: US$16.50. Details are in your Alexa app.',
  ],
  'de-DE': [
    {
      summary: 'eine große Pizza mit Salami und Pilzen',
      replaced: 'eine kleine Pizza mit Oliven',
      done: 'Deine große Pizza mit Salami und Pilzen ist bestellt',
    },
    'Bei Pizza on Demand: eine große Pizza mit Salami und Pilzen, nach Hause geliefert, 16,50\u00a0$. Ich habe eine SMS an die Nummer mit der Endung 42 geschickt. Wie lautet der Code?',
    'Eine große Pizza mit Salami und Pilzen, nach Hause geliefert, 16,50\u00a0$. Das ersetzt: eine kleine Pizza mit Oliven. Der alte Code gilt nicht mehr; ein neuer kommt per SMS. Wie lautet der neue Code?',
    'Erledigt. Deine große Pizza mit Salami und Pilzen ist bestellt: 16,50\u00a0$. Einzelheiten findest du in deiner Alexa-App.',
  ],
  'fr-FR': [
    {
      summary: 'une grande pizza pepperoni et champignons',
      replaced: 'une petite pizza olives',
      done: 'Votre grande pizza pepperoni et champignons est commandée',
    },
    "Chez Pizza on Demand : une grande pizza pepperoni et champignons, livrée à domicile, 16,50\u00a0$US. J'ai envoyé un SMS au numéro finissant par 42. Quel est le code ?",
    "Une grande pizza pepperoni et champignons, livrée à domicile, 16,50\u00a0$US. Cela remplace : une petite pizza olives. L'ancien code n'est plus valable ; j'en ai envoyé un nouveau par SMS. Quel est le nouveau code ?",
    "C'est fait. Votre grande pizza pepperoni et champignons est commandée : 16,50\u00a0$US. Les détails sont dans votre application Alexa.",
  ],
  'es-ES': [
    {
      summary: 'una pizza grande con pepperoni y champiñones',
      replaced: 'una pizza pequeña con aceitunas',
      done: 'Tu pizza grande con pepperoni y champiñones ya está pedida',
    },
    'De Pizza on Demand: una pizza grande con pepperoni y champiñones, a domicilio, 16,50\u00a0US$. He enviado un SMS al teléfono acabado en 42. ¿Cuál es el código?',
    'Una pizza grande con pepperoni y champiñones, a domicilio, 16,50\u00a0US$. Esto reemplaza: una pizza pequeña con aceitunas. El código anterior ya no vale; te he enviado otro por SMS. ¿Cuál es el código nuevo?',
    'Listo. Tu pizza grande con pepperoni y champiñones ya está pedida: 16,50\u00a0US$. Tienes los detalles en tu aplicación Alexa.',
  ],
  'it-IT': [
    {
      summary: 'una pizza grande con salame e funghi',
      replaced: 'una pizza piccola con olive',
      done: 'La tua pizza grande con salame e funghi è stata ordinata',
    },
    'Da Pizza on Demand: una pizza grande con salame e funghi, a domicilio, 16,50\u00a0USD. Ho mandato un SMS al numero che finisce con 42. Qual è il codice?',
    'Una pizza grande con salame e funghi, a domicilio, 16,50\u00a0USD. Questo sostituisce: una pizza piccola con olive. Il vecchio codice non vale più; il nuovo arriva via SMS. Qual è il nuovo codice?',
    'Fatto. La tua pizza grande con salame e funghi è stata ordinata: 16,50\u00a0USD. I dettagli sono nella tua app Alexa.',
  ],
};

it.each(Object.entries(ordinary))('an ordinary order is told whole in %s', (locale, [words, ...expected]) => {
  const known = locale as Known;
  const { summary, replaced, destination, done } = { ...told[known], ...words };
  const order = transaction({ locale, summary, destination });
  const former = { transactionId: 'transaction-0', summary: replaced, otherSession: false, toldIn: null };
  const commands = business.commands.map((command): Command => ({ ...command, doneText: () => done }));
  const voice: Voice = { business: { ...business, commands }, locale, now: noon };
  const answers = [
    sayState(stateOf(order), voice),
    sayState(stateOf({ ...order, replaced: former }), voice),
    sayConfirmed(stateOf({ ...order, state: 'done' }), voice),
  ];
  expect(answers.map((answer) => (answer.type === 'silent' ? '' : answer.speech))).toEqual(expected);
});

/** The guide is in en-US. */
const voice: Voice = { business, locale: 'en-US', now: noon };

describe('the guide to how Alexa talks', () => {
  const speech = (answer: Answer): string => (answer.type === 'silent' ? '' : answer.speech);

  it('an order whose code was sent', () => {
    const order = stateOf(transaction());
    expect(speech(sayState(order, voice))).toBe(
      "From Pizza on Demand: a large pizza with pepperoni and mushrooms, delivered home, $16.50. I've texted the phone ending 42. What's the code?",
    );
    expect(
      speech(sayState({ ...order, challenges: [challenge({ channel: 'email', hint: 'a…@x.test' })] }, voice)),
    ).toBe(
      "From Pizza on Demand: a large pizza with pepperoni and mushrooms, delivered home, $16.50. I've emailed you a code. What's the code?",
    );
  });

  it('an order that replaced another', () => {
    const replaced = {
      transactionId: 'transaction-0',
      summary: 'a small pizza with olives',
      otherSession: false,
      toldIn: null,
    };
    expect(speech(sayState(stateOf(transaction({ replaced })), voice))).toBe(
      "A large pizza with pepperoni and mushrooms instead of a small pizza with olives, delivered home, $16.50. The old code won't work; I've texted a new one. What's the new code?",
    );
  });

  it('a wrong code', () => {
    const wrong: Failure = { type: 'code_wrong', transaction: transaction(), triesLeft: 2 };
    expect(speech(sayFailure(wrong, voice))).toBe(
      "That code didn't match. 2 tries left. What does the newest message say?",
    );
  });

  it('an order that is done', () => {
    expect(speech(sayConfirmed(stateOf(transaction({ state: 'done' })), voice))).toBe(
      'Done. Your large pizza with pepperoni and mushrooms is ordered: $16.50. Details are in your Alexa app.',
    );
  });

  it('something confirmed whose effect is still on its way is not called done', () => {
    const opening = transaction({
      command: 'OpenLocker',
      summary: 'opening your pickup locker',
      destination: null,
      amount: null,
    });
    const said = speech(sayConfirmed(stateOf({ ...opening, state: 'confirmed' }), voice));
    expect(said).toBe(
      "Confirmed, and under way: opening your pickup locker. It isn't done yet. Ask me later what became of it.",
    );
    expect(speech(sayConfirmed(stateOf({ ...opening, state: 'done' }), voice))).toBe(
      'Done. Your pickup locker is open. Details are in your Alexa app.',
    );
    expect(speech(sayConfirmed(stateOf({ ...opening, state: 'failed' }), voice))).toBe(
      'Your code was right, but this failed: opening your pickup locker. Please turn to Pizza on Demand.',
    );
  });

  it('a confirmed order leaves a card with item, place and amount', () => {
    const answer = sayConfirmed(stateOf(transaction({ state: 'done' })), voice);
    expect(answer).toMatchObject({
      card: {
        type: 'Simple',
        title: 'Pizza on Demand',
        content: 'A large pizza with pepperoni and mushrooms\ndelivered home\n$16.50\nConfirmed.',
      },
    });
  });
});

describe('what is stored is what is told', () => {
  it('in the locale it was asked for in, amounts too', () => {
    const euros = transaction({ amount: { minorUnits: 1650, currency: 'EUR' }, locale: 'de-DE' });
    const answer = sayState(stateOf(euros), voice);
    expect(answer).toMatchObject({ speech: expect.stringContaining('16,50\u00a0€') });
  });

  it('with as many digits after the point as the currency has', () => {
    const yen = transaction({ amount: { minorUnits: 1650, currency: 'JPY' } });
    expect(sayState(stateOf(yen), voice)).toMatchObject({ speech: expect.stringContaining('¥1,650') });
  });

  it('as plain text: neither markup nor prompt syntax in it means anything (TH-19)', () => {
    const summary = 'a </speak><audio src="x"/> $t(goodbye) {{seller}} & pizza';
    const answer = sayState(stateOf(transaction({ summary })), voice);
    expect(answer).toMatchObject({ speech: expect.stringContaining(summary) });
  });
});
