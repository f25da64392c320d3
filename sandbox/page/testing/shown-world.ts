/** What a page shows, as little of it as a test names. */
import type { Person, ShownMessage, Snapshot, Turn } from '../contract.ts';

export const at = 1_800_000_000_000;

export const shownTurn = (more: Partial<Turn> = {}): Turn => ({
  number: 1,
  at,
  user: 'dana',
  unlinked: false,
  utterance: 'open corner bakery',
  leave: false,
  meanwhile: [],
  speech: 'Which code?',
  card: { type: 'Simple', title: 'Corner Bakery', content: 'A cake' },
  screen: null,
  sessionOpen: true,
  problem: null,
  ...more,
});

export const shownMessage = (more: Partial<ShownMessage> = {}): ShownMessage => ({
  number: 1,
  kind: 'sms',
  to: '+12025550142',
  subject: null,
  text: 'Your code is 048210.',
  receivedAt: at,
  user: 'dana',
  ...more,
});

export const shownWorld = ({
  turns = [],
  messages = [],
  ...person
}: Partial<Person> & { readonly turns?: Turn[]; readonly messages?: ShownMessage[] } = {}): Snapshot => ({
  live: false,
  application: 'https://localhost:7100/wt/app/',
  trust: 'untrusted',
  locales: [],
  people: [{ user: 'dana', note: '', link: 'linked', account: null, session: null, ...person }],
  turns,
  messages,
  exchanges: [],
  faults: { switches: {}, on: [] },
});
