/** What the page knows, and how each event changes it. */
import type { LiveEvent, Person, ShownMessage, Snapshot, Turn } from '../contract.ts';

export type World = Snapshot;

const most = { turns: 100, messages: 50, exchanges: 60 } as const;

/** null: nothing was told yet. A change that comes before the snapshot is part of the snapshot. */
export const applyEvent = (world: World | null, event: LiveEvent): World | null => {
  if (event.type === 'snapshot') return event.snapshot;
  if (world === null) return null;
  switch (event.type) {
    case 'people':
      return { ...world, people: event.people };
    // Heard while it lasts, and shown in the turn once that is over.
    case 'meanwhile':
      return world;
    case 'turn':
      return { ...world, turns: [...world.turns, event.turn].slice(-most.turns) };
    case 'message':
      return { ...world, messages: [...world.messages, event.message].slice(-most.messages) };
    case 'exchange':
      return { ...world, exchanges: [...world.exchanges, event.exchange].slice(-most.exchanges) };
    case 'faults':
      return { ...world, faults: event.faults };
    default:
      return event satisfies never;
  }
};

export const findPerson = (world: World, user: string): Person | null =>
  world.people.find((person) => person.user === user) ?? null;

export const turnsOf = (world: World, user: string): readonly Turn[] =>
  world.turns.filter((turn) => turn.user === user && !turn.leave);

export const messagesOf = (world: World, user: string): readonly ShownMessage[] =>
  world.messages.filter((message) => message.user === user);

/** "dana" as a name. */
export const nameOf = (user: string): string => user.charAt(0).toUpperCase() + user.slice(1);
