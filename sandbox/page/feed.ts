/** Everything the page shows, kept and told on: a snapshot for whoever comes, each change to whoever is there. */
import type { Said, Utterance } from '../echo/echo.ts';
import type { Message } from '../phone/messages.ts';
import type { FaultState, LiveEvent, Person, ShownMessage, Snapshot, Turn } from './contract.ts';

export type FeedSources = {
  readonly live: boolean;
  readonly application: string;
  readonly trust: () => Promise<Snapshot['trust']>;
  readonly locales: Snapshot['locales'];
  readonly people: () => readonly Person[];
  readonly messages: () => readonly Message[];
  readonly ownerOf: (to: string) => string | null;
  readonly exchanges: () => readonly Snapshot['exchanges'][number][];
  readonly faults: () => FaultState;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

export type Feed = {
  /**
   * Calls back with the snapshot, then with every change, until the returned function is called. Nothing is missed
   * across connections, for each of them begins with everything.
   */
  readonly follow: (deliver: (event: LiveEvent) => void) => Promise<() => void>;
  readonly tell: (event: LiveEvent) => void;
  readonly peopleChanged: () => void;
  readonly faultsChanged: () => void;
  readonly received: (message: Message) => void;
  /** Said to a person while the answer is still being made; it is part of the turn then. */
  readonly saidMeanwhile: (user: string, speech: string) => void;
  readonly spoken: (utterance: Utterance, said: Said) => void;
};

const mostTurns = 100;
const mostMessages = 50;

export const createFeed = (sources: FeedSources): Feed => {
  const followers = new Set<(event: LiveEvent) => void>();
  const numbers = new WeakMap<Message, number>();
  let turns: readonly Turn[] = [];
  let [turnCount, messageCount] = [0, 0];

  const tell: Feed['tell'] = (event) => {
    for (const deliver of followers) deliver(event);
  };

  const show = (message: Message): ShownMessage => {
    const known = numbers.get(message);
    if (known === undefined) messageCount += 1;
    const number = known ?? messageCount;
    numbers.set(message, number);
    return { ...message, number, user: sources.ownerOf(message.to) };
  };

  const snapshot = async (): Promise<Snapshot> => {
    const trust = await sources.trust();
    return {
      live: sources.live,
      application: sources.application,
      trust,
      locales: sources.locales,
      people: [...sources.people()],
      turns: [...turns],
      messages: sources.messages().map(show).slice(-mostMessages),
      exchanges: [...sources.exchanges()],
      faults: sources.faults(),
    };
  };

  return {
    follow: async (deliver) => {
      const first = await snapshot();
      // Nothing is awaited between the two: what happens from here on is delivered after the snapshot.
      deliver({ type: 'snapshot', snapshot: first });
      followers.add(deliver);
      return () => followers.delete(deliver);
    },
    tell,
    peopleChanged: () => tell({ type: 'people', people: [...sources.people()] }),
    faultsChanged: () => tell({ type: 'faults', faults: sources.faults() }),
    received: (message) => tell({ type: 'message', message: show(message) }),
    saidMeanwhile: (user, speech) => tell({ type: 'meanwhile', user, speech }),
    spoken: ({ text, user, unlinked, leave }, said) => {
      turnCount += 1;
      const { meanwhile, speech, card, screen, sessionOpen, alexaError } = said;
      const turn: Turn = {
        number: turnCount,
        at: sources.now(),
        user,
        unlinked,
        utterance: text,
        leave,
        meanwhile: [...meanwhile],
        speech,
        card,
        screen: screen && [...screen],
        sessionOpen,
        problem: alexaError,
      };
      turns = [...turns, turn].slice(-mostTurns);
      tell({ type: 'turn', turn });
    },
  };
};
