/** HTML by template: what is put in is escaped, unless it is HTML made here. */

declare const made: unique symbol;

/** Markup that is safe to send. Only `html` makes it. */
export type Html = { readonly markup: string; readonly [made]: true };

export type Content = Html | string | number | null | readonly Html[];

/** `null` puts nothing in. Attribute values must stand in double quotes. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Html => {
  const markup = parts.reduce((text, part, index) => text + render(contents[index - 1] ?? null) + part);
  return { markup } as Html;
};

const render = (content: Content): string => {
  if (content === null) return '';
  if (typeof content === 'string' || typeof content === 'number') return escapeText(String(content));
  return isHtml(content) ? content.markup : content.map((one) => one.markup).join('');
};

const isHtml = (content: Html | readonly Html[]): content is Html => !Array.isArray(content);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
