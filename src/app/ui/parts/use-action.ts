/** One thing a person can do: whether it is under way, and why it was not done. */
import { useState } from 'preact/hooks';
import { useModel } from '../context.ts';
import type { Refusal } from '../model.ts';

export type Action = {
  readonly pending: boolean;
  /** Why the last try failed; null where it did not, or there was none. */
  readonly refusal: Refusal | null;
  /** Resolves to whether it was done. A second call while the first is under way does nothing. */
  readonly run: (path: string, body?: object) => Promise<boolean>;
  /** Says of itself that something cannot be done, without asking the server. */
  readonly refuse: (refusal: Refusal | null) => void;
};

export const useAction = (): Action => {
  const model = useModel();
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  return {
    pending,
    refusal,
    refuse: setRefusal,
    run: async (path, body) => {
      if (pending) return false;
      setPending(true);
      setRefusal(null);
      const refused = await model.act(path, body);
      setPending(false);
      setRefusal(refused);
      return refused === null;
    },
  };
};
