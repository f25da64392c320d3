/**
 * What a business brings: its commands. A business knows nothing of Alexa, of codes or of HTTP; it turns spoken
 * values into details, details into words and a price, and says what carrying it out does.
 */
import type { Json, Locale, Money, Transaction } from './model.ts';

/**
 * One value as a person said it. `id` is the entry of the business's own vocabulary that the speech platform
 * resolved it to, null where it resolved to none. Only ids may reach a transaction: `heard` is anybody's text.
 */
export type SpokenValue = { readonly heard: string; readonly id: string | null };

/** Values by name (`size`, `toppings`); a value that was not said is absent or an empty list. */
export type SpokenValues = { readonly [name: string]: readonly SpokenValue[] | undefined };

/** What was said, read: complete, or lacking a value that one question asks for. */
export type Reading =
  | { readonly type: 'complete'; readonly details: Json }
  | {
      readonly type: 'unclear';
      /** The value to ask for, by its name in `SpokenValues`. */
      readonly value: string;
      /** One question in the locale, at most 20 words, and the form that stands alone as a reprompt. */
      readonly question: string;
      readonly reprompt: string;
    };

/** How a transaction is told, in the locale it was asked for in; stored, and never rendered anew. */
export type Description = {
  /** Lower-case noun phrase, for "Cancelled: …" and "… instead of …": "a large pizza", "opening your pickup locker". */
  readonly summary: string;
  /** "delivered home"; null where the command has no place. */
  readonly destination: string | null;
  readonly amount: Money | null;
};

/** One SQL statement of the business's own tables, `$1` style; runs in the confirming commit. */
export type Statement = {
  readonly sql: string;
  readonly values: readonly (string | number | boolean | null)[];
};

/** Something to be done elsewhere, delivered after the commit, at least once (rule 10). */
export type EffectRequest = { readonly kind: string; readonly payload: Json };

/** What carrying out a confirmed transaction means. */
export type Execution = { readonly writes: readonly Statement[]; readonly effect: EffectRequest | null };

/** What became of one delivery of an effect. `retry` is tried again, `failed` is final. */
export type Delivery = 'done' | 'failed' | 'retry';

export type Command = {
  /** Also the name of its intent in the interaction model: letters only, `OrderPizza`. */
  readonly name: string;
  /** The business values it reads, and whether several of each may be said. */
  readonly values: { readonly [name: string]: { readonly several: boolean } };
  readonly read: (values: SpokenValues, locale: Locale) => Reading;
  readonly describe: (details: Json, locale: Locale) => Description;
  readonly execute: (transaction: Transaction) => Execution;
  /** What is said once it is done: "Your large pizza is ordered". One sentence without its full stop. */
  readonly doneText: (transaction: Transaction) => string;
  /**
   * Delivers the effect that `execute` asked for. `idempotencyKey` is the transaction's id: the receiver must take
   * the same key twice for one effect.
   */
  readonly deliver?: (
    effect: EffectRequest,
    idempotencyKey: string,
    signal: AbortSignal,
  ) => Promise<Delivery>;
};

export type Business = {
  /** As it is spoken and as certification wants it: the seller's name. */
  readonly name: string;
  readonly commands: readonly Command[];
  /** Its own tables, made after the core's. */
  readonly migrations: URL | null;
  /** Deletes what its own tables know of an account; runs in the commit that erases the account. */
  readonly erase?: (accountId: string) => readonly Statement[];
  /** Example requests in words, for Help: "get me a large pizza". */
  readonly examples: (locale: Locale) => readonly string[];
};
