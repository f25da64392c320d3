/** A pickup locker of somebody else's: opens a door once for each idempotency key, however often it is asked. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { createQueue, readJsonIfThere, writePrivately } from '../private-file.ts';

export type LockerFaults = {
  /** Answers 503 and opens nothing. */
  down: boolean;
  /** Milliseconds before it acts. */
  slowMilliseconds: number;
  /** Opens the door, then cuts the connection instead of answering. */
  answerLost: boolean;
};

export const noLockerFaults = (): LockerFaults => ({ down: false, slowMilliseconds: 0, answerLost: false });

export type Opening = {
  readonly key: string;
  readonly locker: string;
  /** Epoch milliseconds. */
  readonly openedAt: number;
};

export type Opened =
  | { readonly type: 'opened'; readonly opening: Opening; readonly isRepeat: boolean }
  /** The key was used for another locker. */
  | { readonly type: 'key_reused' }
  | { readonly type: 'down' };

export type Locker = {
  readonly open: (locker: string, idempotencyKey: string) => Promise<Opened>;
  /** Every time a door went open, oldest first. */
  readonly openings: () => readonly Opening[];
  readonly faults: LockerFaults;
};

const fileShape = Type.Array(
  Type.Object({ key: Type.String(), locker: Type.String(), openedAt: Type.Number() }),
);

/** @param options.file keys must be known after a restart too: whoever lost an answer asks again. */
export const openLockerStore = async (options: {
  readonly file: string;
  readonly now: () => number;
}): Promise<Locker> => {
  const json = await readJsonIfThere(options.file);
  let openings: readonly Opening[] = Value.Check(fileShape, json) ? json : [];
  const faults = noLockerFaults();
  const inTurn = createQueue();

  const open = async (locker: string, key: string): Promise<Opened> => {
    const known = openings.find((opening) => opening.key === key);
    if (known !== undefined) {
      return known.locker === locker
        ? { type: 'opened', opening: known, isRepeat: true }
        : { type: 'key_reused' };
    }
    const opening: Opening = { key, locker, openedAt: options.now() };
    openings = [...openings, opening];
    await writePrivately(options.file, `${JSON.stringify(openings, null, 2)}\n`);
    return { type: 'opened', opening, isRepeat: false };
  };

  return {
    open: async (locker, key) => {
      if (faults.slowMilliseconds > 0) await sleep(faults.slowMilliseconds);
      return faults.down ? { type: 'down' } : inTurn(() => open(locker, key));
    },
    openings: () => openings,
    faults,
  };
};
