import { describe, expect, it } from 'vitest';
import type { Failure, FailureType } from '../transactions/failures.ts';
import type { CancelReason, TransactionState } from '../transactions/model.ts';
import type { Answer } from './answer.ts';
import { prompts } from './prompts/en-US.ts';
import { textIn } from './prompts/prompts.ts';
import {
  askLeaveOrCancel,
  askWish,
  sayConfirmed,
  sayFailure,
  sayNoCode,
  sayResent,
  sayState,
  type Voice,
} from './say.ts';
import { countWords } from './speech.ts';
import { business } from './testing/business.ts';
import { challenge, noon, stateOf, transaction } from './testing/stored.ts';

const voice: Voice = { business, locale: 'en-US', now: noon };

/** The longest a summary may be: twelve words, a pizza with six toppings. */
const longSummary = 'a medium pizza with pepperoni, mushrooms, onions, olives, peppers, and extra cheese';
const longReplaced = 'a medium pizza with anchovies, jalapeños, onions, olives, peppers, and extra cheese';
const longest = transaction({
  summary: longSummary,
  amount: { minorUnits: 123450, currency: 'USD' },
});
const replacing = transaction({
  ...longest,
  replaced: {
    transactionId: 'transaction-0',
    summary: longReplaced,
    otherSession: true,
    toldIn: null,
  },
});

/** Every failure, with the values that make the most words. */
const failures: { readonly [type in FailureType]: readonly Extract<Failure, { type: type }>[] } = {
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
  resend_too_soon: [{ type: 'resend_too_soon', transaction: longest, at: noon + 59_000 }],
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
    { type: 'replacement_told', transaction: replacing, replacedSummary: longReplaced },
    {
      type: 'replacement_told',
      transaction: transaction({ ...replacing, destination: null, amount: null }),
      replacedSummary: longReplaced,
    },
  ],
  contact_lost: [{ type: 'contact_lost', transaction: longest }],
  replayed: [
    { type: 'replayed', transaction: null },
    { type: 'replayed', transaction: longest },
  ],
  idempotency_conflict: [{ type: 'idempotency_conflict' }],
  busy: [{ type: 'busy' }],
};

const challengeStates = ['sending', 'live', 'used', 'send_failed', 'expired', 'replaced'] as const;
const settledStates = ['confirmed', 'done', 'failed'] as const satisfies TransactionState[];

const told: readonly (readonly [string, Answer])[] = [
  ...Object.values(failures)
    .flat()
    .map((failure): [string, Answer] => [JSON.stringify(failure).slice(0, 60), sayFailure(failure, voice)]),
  ...(['three_digits', 'five_digits'] as const).map((type): [string, Answer] => [
    type,
    sayNoCode({ type, digits: type === 'three_digits' ? '482' : '48210' }, voice),
  ]),
  ...(['incomplete', 'too_long', 'unclear'] as const).map((type): [string, Answer] => [
    type,
    sayNoCode({ type }, voice),
  ]),
  ...[longest, replacing].flatMap((waiting) =>
    (['sms', 'email'] as const).flatMap((channel) => [
      ...challengeStates.map((state): [string, Answer] => [
        `waiting, ${channel} ${state}`,
        sayState(stateOf(waiting, [challenge({ channel, state })]), voice),
      ]),
      ['resent', sayResent(stateOf(waiting, [challenge({ channel }), challenge({ channel })]), voice)] as [
        string,
        Answer,
      ],
    ]),
  ),
  ['waiting, nothing sent', sayState(stateOf(longest, []), voice)],
  ['nothing', sayState(stateOf(null), voice)],
  ...settledStates.flatMap((state): [string, Answer][] => [
    [`just ${state}`, sayConfirmed(stateOf({ ...longest, state }), voice)],
    [`${state} without amount`, sayConfirmed(stateOf({ ...longest, state, amount: null }), voice)],
    [state, sayState(stateOf({ ...longest, state }), voice)],
  ]),
  ['leave or cancel', askLeaveOrCancel(longest, voice)],
  ['wish', askWish(voice, textIn('en-US')('welcome', { seller: business.name }))],
];

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.?!])\s+/);

const keepsTheLimits = (text: string): void => {
  expect(countWords(text), text).toBeLessThanOrEqual(35);
  for (const sentence of sentencesOf(text)) expect(countWords(sentence), sentence).toBeLessThanOrEqual(20);
  const questions = sentencesOf(text).filter((sentence) => sentence.endsWith('?'));
  expect(questions.length, text).toBeLessThanOrEqual(1);
  if (questions.length === 1) expect(text.endsWith('?'), text).toBe(true);
};

describe('whatever is said', () => {
  it.each(told)('keeps the limits of a voice: %s', (_title, answer) => {
    if (answer.type === 'silent') throw new Error('expected words');
    keepsTheLimits(answer.speech);
    expect(answer.speech).toMatch(/[.?]$/);
    expect(answer.speech).not.toMatch(/\{|\}|undefined|null|\$t|\.\.|,,/);
    if (answer.type === 'ask') {
      expect(answer.speech, 'an open microphone follows a question').toMatch(/\?$/);
      keepsTheLimits(answer.reprompt);
      expect(answer.reprompt.length).toBeGreaterThan(10);
    } else {
      expect(answer.speech, 'a closed turn asks nothing').not.toContain('?');
    }
  });

  it('bears no code and no more of a contact than its hint, on cards too', () => {
    for (const [, answer] of told) {
      const shown = answer.type === 'silent' ? '' : JSON.stringify({ ...answer, asked: null });
      expect(shown.replaceAll('$1,234.50', '')).not.toMatch(/\d{3}|@/);
    }
  });

  it('never leaves out item, place and amount of what waits', () => {
    for (const waiting of [longest, replacing]) {
      for (const channel of ['sms', 'email'] as const) {
        const answer = sayState(stateOf(waiting, [challenge({ channel })]), voice);
        const speech = answer.type === 'ask' ? answer.speech.toLowerCase() : '';
        expect(speech).toContain(longSummary);
        expect(speech).toContain('delivered home');
        expect(speech).toContain('$1,234.50');
        if (waiting === replacing) expect(speech).toContain(longReplaced);
      }
    }
  });

  it('has no prompt whose own sentences are too long', () => {
    for (const prompt of Object.values(prompts)) {
      for (const sentence of sentencesOf(prompt))
        expect(countWords(sentence), sentence).toBeLessThanOrEqual(20);
    }
  });
});

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
