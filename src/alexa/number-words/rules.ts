/**
 * The few pieces from which each language builds its numbers. A rule gives every number that begins at a place, short
 * and long: where words divide into numbers is decided by read-numbers.ts, which sees the whole of them.
 */

/** A word, or a part of a compound word ("zwei·und·neunzig"). */
export type Token = {
  readonly text: string;
  /** Nobody hears two numbers inside one word. */
  readonly opensWord: boolean;
  /** It begins another slot's text. Alexa divides utterances into slots where nobody paused. */
  readonly opensSlot: boolean;
};

type NumberPart = {
  readonly value: number;
  /** The place after its last token. */
  readonly next: number;
  /** Joints inside it at which a listener may as well hear one number end and another begin. */
  readonly joints: number;
};

export type Rule = (tokens: readonly Token[], at: number) => readonly NumberPart[];

export type Words = { readonly [word: string]: number };

/** One word of a table. */
export const words = (table: Words): Rule => {
  const values = new Map(Object.entries(table));
  return (tokens, at) => {
    const value = values.get(tokens[at]?.text ?? '');
    return value === undefined ? [] : [{ value, next: at + 1, joints: 0 }];
  };
};

/** Exactly so many figures, the first of them not zero: "82" in "4 hundred 82". */
export const figures =
  (count: number): Rule =>
  (tokens, at) => {
    const text = tokens[at]?.text ?? '';
    return text.length === count && /^[1-9][0-9]*$/.test(text)
      ? [{ value: Number(text), next: at + 1, joints: 0 }]
      : [];
  };

export const either =
  (...rules: readonly Rule[]): Rule =>
  (tokens, at) =>
    rules.flatMap((rule) => rule(tokens, at));

/** What may be left out, and then adds nothing: the "and" of "four hundred and five", or all that follows "hundred". */
export const maybe =
  (rule: Rule): Rule =>
  (tokens, at) => [{ value: 0, next: at, joints: 0 }, ...rule(tokens, at)];

/** Numbers of the rule that are at least so large. */
export const atLeast =
  (least: number, rule: Rule): Rule =>
  (tokens, at) =>
    rule(tokens, at).filter(({ value }) => value >= least);

/** The rule as the later part of a number, where a listener may as well hear it as a number of its own. */
export const loose =
  (rule: Rule): Rule =>
  (tokens, at) => {
    const token = tokens[at];
    // Between slots every joint is loose already.
    const joint = token?.opensWord === true && !token.opensSlot ? 1 : 0;
    return rule(tokens, at).map((part) => ({ ...part, joints: part.joints + joint }));
  };

/** Rules in a row, their values added: "forty" and "eight". */
export const sum = (first: Rule, ...others: readonly Rule[]): Rule =>
  others.reduce((row, rule) => join(row, rule, (left, right) => left + right), first);

/** Rules in a row, their values multiplied: "four" and "hundred". */
export const product = (first: Rule, ...others: readonly Rule[]): Rule =>
  others.reduce((row, rule) => join(row, rule, (left, right) => left * right), first);

const join =
  (first: Rule, second: Rule, combine: (left: number, right: number) => number): Rule =>
  (tokens, at) =>
    first(tokens, at).flatMap((left) => {
      const joint = tokens[left.next]?.opensSlot === true ? 1 : 0;
      return second(tokens, left.next).map((right) => ({
        value: combine(left.value, right.value),
        next: right.next,
        joints: left.joints + right.joints + (right.next > left.next ? joint : 0),
      }));
    });
