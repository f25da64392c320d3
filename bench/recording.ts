/** What a turn asked of others, in its order; the values are those of that one turn. */
export type Asked =
  | {
      readonly type: 'statement';
      /** Of the prepared statement; empty where it was not prepared. */
      readonly name: string;
      readonly text: string;
      readonly values: readonly unknown[];
    }
  | {
      readonly type: 'call';
      readonly url: string;
      readonly method: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: string | null;
      /** In its answer. */
      readonly idToken: string | null;
    };

export type RecordedTurn = { readonly asked: readonly Asked[]; readonly answer: string };
