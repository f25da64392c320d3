import { describe, expect, test } from 'vitest';
import { readScreen } from './apl.ts';

const document = (items: readonly unknown[], more: object = {}) => ({
  type: 'APL',
  version: '1.4',
  mainTemplate: { parameters: ['payload'], items },
  ...more,
});

const render = (item: unknown, datasources: object = {}, more: object = {}) =>
  readScreen({
    type: 'Alexa.Presentation.APL.RenderDocument',
    token: 'cake',
    document: document([item], more),
    datasources,
  });

/** An expression, which is no template of JavaScript's. */
const bound = (path: string) => `$\{${path}}`;
const text = (content: string, more: object = {}) => ({ type: 'Text', text: content, ...more });

describe('a screen', () => {
  test('shows its texts in order, with what the data gives them', () => {
    const item = {
      type: 'Frame',
      item: {
        type: 'Container',
        items: [
          text(bound('payload.cake.name'), { fontWeight: 'bold' }),
          text(`From ${bound('payload.cake.by')}, ${bound('payload.cake.unknown')}`),
          { type: 'Container', data: bound('payload.cake.lines'), items: [text(bound('data'))] },
        ],
      },
    };
    const cake = { name: 'A cake', by: 'the bakery', lines: ['large', 'cherries', ''] };
    expect(render(item, { cake })).toEqual({
      ok: true,
      texts: [
        { text: 'A cake', isTitle: true },
        { text: 'From the bakery, ', isTitle: false },
        { text: 'large', isTitle: false },
        { text: 'cherries', isTitle: false },
      ],
    });
  });

  test('takes markup for markup, and entities for what they stand for; data is not evaluated again', () => {
    const name = `<b>A</b> &lt;cake&gt; &amp;lt; &#36;{payload.secret} ${bound('payload.secret')}`;
    expect(render(text(bound('payload.name')), { name, secret: 'x' })).toEqual({
      ok: true,
      texts: [
        { text: `A <cake> &lt; ${bound('payload.secret')} ${bound('payload.secret')}`, isTitle: false },
      ],
    });
  });

  test('evaluates the values of a list that inflates children once more, as devices do', () => {
    const item = { type: 'Container', data: bound('payload.lines'), items: [text(bound('data'))] };
    expect(render(item, { lines: [bound('payload.other'), '&#36;{payload.other}'], other: 'other' })).toEqual(
      {
        ok: true,
        texts: [
          { text: 'other', isTitle: false },
          { text: bound('payload.other'), isTitle: false },
        ],
      },
    );
  });

  test.each([
    ['no document', readScreen({ type: 'Alexa.Presentation.APL.RenderDocument', token: 'x' })],
    ['a version that is none', render(text('A'), {}, { version: '3' })],
    ['a version that is too new', render(text('A'), {}, { version: '2099.1' })],
    ['a component unknown here', render({ type: 'Video', source: 'x' })],
    ['an expression unknown here', render(text(bound('Math.random()')))],
    ['data that is no list', render({ type: 'Container', data: bound('payload.x'), items: [] })],
  ])('%s is refused', (_name, read) => {
    expect(read).toMatchObject({ ok: false, problem: expect.stringMatching(/^The screen is /) });
  });
});
