/** What Pizza on Demand says in en-GB: as in en-US, but for what is called otherwise. */
import { english } from './en-US.ts';
import type { Texts } from './texts.ts';

export const enGb: Texts = {
  ...english('en-GB'),
  lockerSummary: 'opening your collection locker',
  lockerDone: 'Your collection locker is open',
  examples: ['get me a large pizza with pepperoni and mushrooms', 'open my collection locker'],
};
