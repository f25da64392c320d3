/** The model, for whichever part of a page needs it. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Model, SignedInData, State } from './model.ts';
import { useStore } from './store.ts';

const ModelContext = createContext<Model | null>(null);

export const ModelProvider = ModelContext.Provider;

export const useModel = (): Model => {
  const model = useContext(ModelContext);
  if (model === null) throw new Error('There is no model around this part.');
  return model;
};

export const usePageState = (): State => useStore(useModel().store);

/** Parts that use this are drawn only for somebody signed in. */
export const useSession = (): SignedInData => {
  const { session } = usePageState();
  if (!session.signedIn) throw new Error('Nobody is signed in.');
  return session;
};
