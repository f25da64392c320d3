/** One value that pages watch: read it, replace parts of it, hear of changes. */
import { useEffect, useState } from 'preact/hooks';

export type Store<State> = {
  readonly get: () => State;
  /** Replaces the parts named. Watchers hear of it only where one of them is another value than before. */
  readonly set: (parts: Partial<State>) => void;
  /** Returns a function that ends the watching. */
  readonly watch: (onChange: () => void) => () => void;
};

export const createStore = <State extends object>(initial: State): Store<State> => {
  let state = initial;
  const watchers = new Set<() => void>();
  return {
    get: () => state,
    set: (parts) => {
      const next = { ...state, ...parts };
      const changed = (Object.keys(parts) as (keyof State)[]).some(
        (key) => !Object.is(next[key], state[key]),
      );
      if (!changed) return;
      state = next;
      for (const onChange of [...watchers]) onChange();
    },
    watch: (onChange) => {
      watchers.add(onChange);
      return () => {
        watchers.delete(onChange);
      };
    },
  };
};

/** The store's value; the component is drawn again when it changes. */
export const useStore = <State extends object>(store: Store<State>): State => {
  const [state, setState] = useState(store.get);
  useEffect(() => {
    const follow = () => setState(store.get());
    // What changed between drawing and watching.
    follow();
    return store.watch(follow);
  }, [store]);
  return state;
};
