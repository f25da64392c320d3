/** The kept state in memory, and its way to the disk: a change is answered only once it is written. */
import { writeStateFile } from './file.ts';
import type { KeptState } from './schema.ts';

export type Store = {
  /** Read and changed in place; call `changed` after a change. */
  readonly state: KeptState;
  readonly changed: () => void;
  /** Resolves once every change so far is on the disk. */
  readonly saved: () => Promise<void>;
};

/** One writer at a time; changes made while it writes share the next writing. */
export const createStore = (path: string, state: KeptState): Store => {
  let dirty = false;
  let writing: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    dirty = false;
    try {
      await writeStateFile(path, state);
    } catch (error) {
      dirty = true;
      throw error;
    } finally {
      writing = null;
    }
  };

  return {
    state,
    changed: () => {
      dirty = true;
    },
    saved: async () => {
      while (dirty || writing !== null) {
        writing ??= write();
        await writing;
      }
    },
  };
};
