/** A switch for what real Echos do to spoken digits now and then. */
import type { HeardIntent } from './understand.ts';

export const mishearings = [
  'none',
  'drops_leading_zero',
  'misses_last_digit',
  'hears_wrong_digit',
  'hears_nothing',
] as const;
export type Mishearing = (typeof mishearings)[number];

/** The intent with its numbers as the Echo misheard them. */
export const mishear = (intent: HeardIntent, mishearing: Mishearing): HeardIntent => ({
  name: intent.name,
  slots: intent.slots.map(({ definition, values }) => ({
    definition,
    values: values.map((value) =>
      value.resolution === 'open' && /^\d+$/.test(value.text)
        ? { ...value, text: mishearNumber(value.text, mishearing) }
        : value,
    ),
  })),
});

const mishearNumber = (text: string, mishearing: Mishearing): string => {
  switch (mishearing) {
    case 'none':
      return text;
    case 'drops_leading_zero':
      return text.replace(/^0/, '');
    case 'misses_last_digit':
      return text.slice(0, -1) || '?';
    case 'hears_wrong_digit':
      return text.slice(0, -1) + String((Number(text.at(-1)) + 1) % 10);
    case 'hears_nothing':
      return '?';
    default:
      throw new Error(`no such mishearing: ${mishearing satisfies never}`);
  }
};
