/** HTML by a tagged template that escapes: text cannot become markup unless it was made by `html` itself. */

declare const safe: unique symbol;

export type Html = { readonly markup: string; readonly [safe]: true };

export type HtmlPart = Html | string | number | null | false | readonly HtmlPart[];

/** Values are escaped; `null` and `false` are left out; lists are joined. Attribute values must stand in double quotes. */
export const html = (strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html =>
  ({
    markup: strings.map((text, index) => text + (index < parts.length ? render(parts[index]) : '')).join(''),
  }) as Html;

const render = (part: HtmlPart | undefined): string => {
  if (part === null || part === false || part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part));
  return 'markup' in part ? part.markup : part.map(render).join('');
};

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities.get(character) ?? '');
