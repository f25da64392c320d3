import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../contract.ts';
import { findCode, splitMessage } from './codes.ts';
import { exchangeAsCurl, exchangeAsJson, skillRequestsPath } from './copies.ts';
import { currentChoice, faultGroups, faultsInWords } from './fault-choices.ts';
import { answerHighlights, isWell, outcomeOf, requestHighlights, titleOf } from './highlights.ts';
import { relativeTime } from './times.ts';

describe('messages', () => {
  test('a code is six digits that stand alone, zeros in front included', () => {
    expect(findCode('Your code is 048210.')).toBe('048210');
    expect(findCode('Call +12025550142 about order 12345.')).toBeNull();
  });

  test('fall into text, codes and addresses, nothing lost', () => {
    const text = 'Code 048210, or see https://localhost:7101/u/verify?t=1234567.\nBye';
    const pieces = splitMessage(text);
    expect(pieces).toEqual([
      { type: 'text', text: 'Code ' },
      { type: 'code', code: '048210' },
      { type: 'text', text: ', or see ' },
      { type: 'link', url: 'https://localhost:7101/u/verify?t=1234567' },
      { type: 'text', text: '.\nBye' },
    ]);
    expect(splitMessage('javascript:alert(1)')).toEqual([{ type: 'text', text: 'javascript:alert(1)' }]);
  });
});

test('times are relative', () => {
  const now = 1_800_000_000_000;
  const ago = (seconds: number) => relativeTime(now - seconds * 1000, now);
  expect([-3, 4, 12, 60, 3_700, 200_000].map(ago)).toEqual([
    'just now',
    'just now',
    '12 seconds ago',
    '1 minute ago',
    '1 hour ago',
    '2 days ago',
  ]);
});

const exchange: Exchange = {
  number: 7,
  at: 0,
  milliseconds: 12,
  url: 'https://localhost:7100/wt/alexa',
  user: 'dana',
  request: {
    session: { new: true },
    context: { System: { user: { userId: 'u', accessToken: '(masked)' } } },
    request: {
      type: 'IntentRequest',
      intent: {
        name: 'BakeIntent',
        slots: {
          size: { name: 'size', value: 'large' },
          fillings: { name: 'fillings', slotValue: { type: 'List', values: [{ value: 'cherries' }, {}] } },
          code: { name: 'code' },
        },
      },
    },
  },
  answer: {
    type: 'answered',
    status: 200,
    body: { response: { outputSpeech: { text: "It's baked" }, shouldEndSession: false } },
  },
};

describe('an exchange', () => {
  test('shows what matters first', () => {
    expect(titleOf(exchange)).toBe('BakeIntent');
    expect(requestHighlights(exchange)).toEqual([
      { label: 'Type', value: 'IntentRequest' },
      { label: 'Intent', value: 'BakeIntent' },
      { label: 'Slots', value: 'size = large; fillings = cherries, ?' },
      { label: 'Session', value: 'new' },
      { label: 'Echo of', value: 'dana' },
      { label: 'Token', value: 'that of the linked account' },
    ]);
    expect(answerHighlights(exchange)).toEqual([
      { label: 'Status', value: '200' },
      { label: 'Says', value: "It's baked" },
      { label: 'Session', value: 'stays open' },
    ]);
  });

  test('that is none of this is shown all the same', () => {
    const odd: Exchange = {
      ...exchange,
      request: 'no JSON',
      answer: { type: 'timeout', message: 'Too late.' },
    };
    expect([titleOf(odd), outcomeOf(odd), isWell(odd)]).toEqual(['Not an envelope', 'timed out', false]);
    expect(answerHighlights(odd)).toEqual([{ label: 'Problem', value: 'Too late.' }]);
    expect(exchangeAsJson(odd)).toContain('"no JSON"');
  });

  test('as curl survives a shell, quotes included', () => {
    const tricky: Exchange = { ...exchange, request: { text: 'it\'s $HOME `id` "quoted"' } };
    const command = exchangeAsCurl(tricky, 'http://localhost:7102');
    const printed = execFileSync('sh', ['-c', command.replace(/^curl/, 'printf "%s\\n"')], {
      encoding: 'utf8',
    });
    expect(printed).toContain('http://localhost:7102/skill-requests?user=dana\n');
    expect(printed.endsWith(`${JSON.stringify(tricky.request, null, 2)}\n`)).toBe(true);
  });

  test('goes out as somebody’s, as nobody’s, or exactly as written', () => {
    expect(skillRequestsPath({ user: 'dana', raw: false })).toBe('/skill-requests?user=dana');
    expect(skillRequestsPath({ user: null, raw: false })).toBe('/skill-requests?unlinked=');
    expect(skillRequestsPath({ user: 'dana', raw: true })).toBe('/skill-requests?raw=');
  });
});

describe('faults', () => {
  const off = () => {
    const switches: Record<string, Record<string, boolean | number | string>> = {};
    for (const { choices } of faultGroups({ tenant: {}, echo: {}, locker: {} }))
      for (const [board, values] of Object.entries(choices[0].settings))
        switches[board] = { ...switches[board], ...values };
    return switches;
  };

  test('every choice is found again in the switches it turned', () => {
    for (const group of faultGroups(off()))
      for (const [index, { settings }] of group.choices.entries()) {
        const turned = off();
        for (const [board, values] of Object.entries(settings))
          turned[board] = { ...turned[board], ...values };
        expect(currentChoice(turned, group)).toBe(index);
      }
  });

  test('are said in words, those set elsewhere too', () => {
    const switches = off();
    expect(faultsInWords(switches, [])).toEqual([]);
    switches.tenant = { ...switches.tenant, smsLost: true, smsLateSeconds: 99, mfaRequired: true };
    expect(
      faultsInWords(switches, ['tenant.smsLost', 'tenant.smsLateSeconds', 'tenant.mfaRequired']),
    ).toEqual(['Text messages (set elsewhere)', 'tenant.mfaRequired']);
  });

  test('of a tenant that is a real one cannot be turned', () => {
    expect(faultGroups({ echo: {}, locker: {} }).map(({ id }) => id)).toEqual(['echo', 'locker']);
  });
});
