import { describe, expect, it } from 'vitest';
import { readScreen } from '../../../sandbox/echo/apl.ts';
import { succeed } from '../../transactions/failures.ts';
import type { Answer } from '../answer.ts';
import { toResponse } from '../answer.ts';
import { fakeOperations, requested, startConversation } from '../testing/conversation.ts';
import { challenge, stateOf, transaction } from '../testing/stored.ts';
import { screenDocument } from './document.ts';
import { renderScreen } from './render-screen.ts';
import type { Screen } from './screen.ts';

const screen: Screen = {
  payee: 'Pizza on Demand',
  status: 'Waiting for your code',
  summary: 'A large pizza',
  lines: ['delivered home', '$16.50'],
};

const code = '482109';

const ordering = (changes: Parameters<typeof transaction>[0] = {}) =>
  fakeOperations({ request: async () => requested(stateOf(transaction(changes), [challenge()])) });

describe('an Echo with a screen', () => {
  it('shows what waits for its code, the same as the card and where the code went', async () => {
    const { say } = startConversation({ operations: ordering() });
    const { response } = await say('OrderPizza', {}, { hasScreen: true });
    expect(response.directives).toEqual([
      {
        type: 'Alexa.Presentation.APL.RenderDocument',
        token: 'transaction',
        document: screenDocument,
        datasources: {
          screen: {
            type: 'object',
            properties: {
              payee: 'Pizza on Demand',
              status: 'Waiting for your code',
              summary: 'A large pizza with pepperoni and mushrooms',
              lines: ['delivered home', '$16.50', 'A code was sent to the phone ending 42.'],
            },
          },
        },
      },
    ]);
    const card = response.card?.type === 'Simple' ? `${response.card.title}\n${response.card.content}` : '';
    for (const line of ['Pizza on Demand', 'delivered home', '$16.50', 'ending 42']) {
      expect(card).toContain(line);
    }
  });

  it.each([
    ['done', 'Confirmed'],
    ['confirmed', 'Confirmed, and under way'],
  ] as const)('shows that it is %s, and never the code that was spoken', async (state, status) => {
    const operations = fakeOperations({ confirm: async () => succeed(stateOf(transaction({ state }))) });
    const { say } = startConversation({ operations });
    const answer = await say('ConfirmCode', { code }, { hasScreen: true });
    expect(answer.response.directives).toMatchObject([
      {
        datasources: {
          screen: { properties: { status, lines: ['delivered home', '$16.50'] } },
        },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain(code);
    expect(answer.response.shouldEndSession).toBe(true);
  });

  it('changes nothing of what is said, asked and remembered', async () => {
    const answers = await Promise.all(
      [true, false].map((hasScreen) =>
        startConversation({ operations: ordering() }).say('OrderPizza', {}, { hasScreen }),
      ),
    );
    const [seen, unseen] = answers.map(({ response: { directives: _, ...response }, ...answer }) => ({
      ...answer,
      response,
    }));
    expect(seen).toEqual(unseen);
    expect(seen?.response.shouldEndSession).toBe(false);
  });

  it('has a line less where nothing is delivered and nothing costs', async () => {
    const { say } = startConversation({ operations: ordering({ destination: null, amount: null }) });
    const { response } = await say('OrderPizza', {}, { hasScreen: true });
    expect(response.directives).toMatchObject([
      { datasources: { screen: { properties: { lines: ['A code was sent to the phone ending 42.'] } } } },
    ]);
  });
});

it('an Echo without one gets no directive for it', async () => {
  const { say } = startConversation({ operations: ordering() });
  expect((await say('OrderPizza')).response).not.toHaveProperty('directives');
  const silent: Answer = { type: 'silent' };
  expect(toResponse(silent, true)).toEqual({ version: '1.0', response: {} });
});

describe('the document', () => {
  it('is the same for every screen: text is data, and cannot become markup or an expression', () => {
    const expression = `$\{payload.screen}`;
    const hostile = `<audio src="https://evil.test"/> & ${expression} <b>`;
    const { document, datasources } = renderScreen({ ...screen, summary: hostile, lines: [hostile] });
    expect(document).toBe(screenDocument);
    const { summary, lines } = datasources?.screen.properties ?? {};
    expect(summary).toBe('&lt;audio src="https://evil.test"/> &amp; &#36;{payload.screen} &lt;b>');
    expect(lines).toEqual([summary]);
  });

  it('shows every text word for word, also where a device evaluates it once more', () => {
    const hostile = `$\{payload.screen.properties.payee} $$\{1+1} <br>{x} & &#36;{y} &lt;`;
    const read = readScreen(
      renderScreen({ payee: hostile, status: hostile, summary: hostile, lines: [hostile] }),
    );
    const texts = read.ok ? read.texts.map(({ text }) => text) : read.problem;
    expect(texts).toEqual([hostile, hostile, hostile, hostile]);
  });

  it('is of a version that every device with a screen knows, and needs nothing fetched', () => {
    expect(screenDocument).toMatchObject({ type: 'APL', version: '1.0' });
    expect(JSON.stringify(screenDocument)).not.toMatch(/https?:|import/);
  });

  it('keeps to the square inside a round screen, in shares of whatever viewport there is', () => {
    const text = JSON.stringify(screenDocument);
    for (const side of ['Left', 'Right']) expect(text).toContain(`"padding${side}":"15vw"`);
    for (const side of ['Top', 'Bottom']) expect(text).toContain(`"padding${side}":"15vh"`);
    expect(text).not.toMatch(/\d(dp|px)"/);
  });
});
