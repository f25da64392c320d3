/** What an Echo with a screen shows beside what it says: data, of what is stored, and nothing the card does not tell. */
export type Screen = {
  readonly payee: string;
  /** "Waiting for your code". */
  readonly status: string;
  readonly summary: string;
  /** Place, amount, and where the code went ("ending 42" at most); never a code. */
  readonly lines: readonly string[];
};
