/** What may be logged: named events with plain fields. Never a code, a contact, a token or a name (rule 8). */
export type LogFields = { readonly [name: string]: string | number | boolean | null | undefined };

export type Log = {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  /** `error` is named by its class and code alone: messages may quote what they choked on. */
  readonly error: (event: string, fields?: LogFields, error?: unknown) => void;
};
