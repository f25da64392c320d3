/** A script on the embedded engine; apart from pglite.ts, which loads all of the engine. */
import type { Embedded } from './pglite.ts';
import type { Script, Value } from './sql.ts';

/** Runs `work` as one transaction: all of it is stored, or nothing where it throws. */
export const runPgliteScript = <Result>(
  { engine }: Pick<Embedded, 'engine'>,
  work: (script: Script) => Promise<Result>,
): Promise<Result> =>
  engine.transaction((transaction) =>
    work({
      execute: async (text) => {
        await transaction.exec(text);
      },
      query: async <Row>(text: string, values: readonly Value[] = []) => {
        const { rows } = await transaction.query<Row>(text, [...values]);
        return rows;
      },
    }),
  );
