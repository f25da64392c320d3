/** What the page and the sandbox's server tell each other at `GET /live`: one snapshot on every connection, then changes. */
import { type Static, Type } from '@sinclair/typebox';

const textOrNull = Type.Union([Type.String(), Type.Null()]);

/** Somebody of the sandbox, and how their Echo stands. */
const personShape = Type.Object({
  user: Type.String(),
  note: Type.String(),
  /** `at_first_use`: the Echo links itself, walking the tenant's pages, as soon as it is spoken to. */
  link: Type.Union([Type.Literal('linked'), Type.Literal('at_first_use'), Type.Literal('unlinked')]),
  /** Who signed in when it was linked; null where that is not known here. */
  account: textOrNull,
  /** The open session's id; null while the Echo sleeps. */
  session: textOrNull,
});
export type Person = Static<typeof personShape>;

const cardShape = Type.Object({
  type: Type.String(),
  title: Type.Optional(Type.String()),
  content: Type.Optional(Type.String()),
  text: Type.Optional(Type.String()),
});

/** One thing said to an Echo, by the page or by `npm run say`, and what came back. */
const turnShape = Type.Object({
  number: Type.Number(),
  /** Epoch milliseconds, when it was answered. */
  at: Type.Number(),
  user: Type.String(),
  /** Said into an Echo that is linked to nobody (`--unlinked`). */
  unlinked: Type.Boolean(),
  utterance: Type.String(),
  /** The person left without a word. */
  leave: Type.Boolean(),
  /** What was said while the answer was still being made. */
  meanwhile: Type.Array(Type.String()),
  speech: textOrNull,
  card: Type.Union([cardShape, Type.Null()]),
  /** What the device's screen shows, where the answer put something there. */
  screen: Type.Union([
    Type.Array(Type.Object({ text: Type.String(), isTitle: Type.Boolean() })),
    Type.Null(),
  ]),
  sessionOpen: Type.Boolean(),
  problem: Type.Union([Type.Object({ type: Type.String(), message: Type.String() }), Type.Null()]),
});
export type Turn = Static<typeof turnShape>;

const messageShape = Type.Object({
  number: Type.Number(),
  kind: Type.Union([Type.Literal('sms'), Type.Literal('email')]),
  to: Type.String(),
  subject: textOrNull,
  text: Type.String(),
  receivedAt: Type.Number(),
  /** Whose phone or mailbox it is; null: nobody's whom the sandbox began with. */
  user: textOrNull,
});
export type ShownMessage = Static<typeof messageShape>;

/** One signed request to the skill and its answer. Tokens are masked unless they were asked for. */
const exchangeShape = Type.Object({
  number: Type.Number(),
  /** Epoch milliseconds, when it was sent. */
  at: Type.Number(),
  milliseconds: Type.Number(),
  url: Type.String(),
  user: textOrNull,
  /** JSON where it is JSON, else text. */
  request: Type.Unknown(),
  answer: Type.Union([
    Type.Object({ type: Type.Literal('answered'), status: Type.Number(), body: Type.Unknown() }),
    Type.Object({ type: Type.Literal('timeout'), message: Type.String() }),
    Type.Object({ type: Type.Literal('unreachable'), message: Type.String() }),
  ]),
});
export type Exchange = Static<typeof exchangeShape>;
export const exchangeAnswerShape = exchangeShape;

/** Something to say, in the words of the skill's own interaction model. */
const commandShape = Type.Object({
  intent: Type.String(),
  /** As it is said in an open session. */
  text: Type.String(),
  /** The same, said to an Echo that sleeps. */
  addressed: Type.String(),
});

const localeShape = Type.Object({
  locale: Type.String(),
  invocationName: Type.String(),
  /** "open pizza on demand". */
  opening: Type.String(),
  /** "ask pizza on demand {request}", "tell pizza on demand {request}". */
  question: Type.String(),
  statement: Type.String(),
  commands: Type.Array(commandShape),
  /** "my code is {code}"; null where no intent takes a number. */
  codePhrase: textOrNull,
  /** How many of the commands stand before the code's intent in the model. */
  codeAt: Type.Number(),
});
export type LocaleExamples = Static<typeof localeShape>;

const switchesShape = Type.Record(
  Type.String(),
  Type.Record(Type.String(), Type.Union([Type.Boolean(), Type.Number(), Type.String()])),
);
export type Switches = Static<typeof switchesShape>;

const faultsShape = Type.Object({
  switches: switchesShape,
  /** `tenant.smsLost` and the like, whatever is not as it should be. */
  on: Type.Array(Type.String()),
});
export type FaultState = Static<typeof faultsShape>;

const snapshotShape = Type.Object({
  /** A real tenant takes the sandbox's place: codes go to real phones. */
  live: Type.Boolean(),
  /** The web application's address. */
  application: Type.String(),
  /** Whether browsers of this machine were told to trust the sandbox's root. */
  trust: Type.Union([Type.Literal('trusted'), Type.Literal('renewed'), Type.Literal('untrusted')]),
  locales: Type.Array(localeShape),
  people: Type.Array(personShape),
  turns: Type.Array(turnShape),
  messages: Type.Array(messageShape),
  exchanges: Type.Array(exchangeShape),
  faults: faultsShape,
});
export type Snapshot = Static<typeof snapshotShape>;

/** Each event's data is one of these; the event itself has no name. */
export const liveEventShape = Type.Union([
  Type.Object({ type: Type.Literal('snapshot'), snapshot: snapshotShape }),
  Type.Object({ type: Type.Literal('people'), people: Type.Array(personShape) }),
  Type.Object({ type: Type.Literal('meanwhile'), user: Type.String(), speech: Type.String() }),
  Type.Object({ type: Type.Literal('turn'), turn: turnShape }),
  Type.Object({ type: Type.Literal('message'), message: messageShape }),
  Type.Object({ type: Type.Literal('exchange'), exchange: exchangeShape }),
  Type.Object({ type: Type.Literal('faults'), faults: faultsShape }),
]);
export type LiveEvent = Static<typeof liveEventShape>;
