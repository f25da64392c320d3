/** Everything that arrived on the sandbox's phones and in its mailboxes, newest last. */
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { createQueue, readJsonIfThere, writePrivately } from '../private-file.ts';

export type Message = {
  readonly kind: 'sms' | 'email';
  readonly to: string;
  /** null for text messages. */
  readonly subject: string | null;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
};

export type Messages = {
  /** Resolves once the message is on disk too. */
  readonly receive: (message: Message) => Promise<void>;
  readonly list: () => readonly Message[];
  /** Calls back after each message from now on. */
  readonly onReceived: (listener: (message: Message) => void) => void;
};

/** Old codes are of no use to anybody. */
const mostKept = 200;

const fileShape = Type.Array(
  Type.Object({
    kind: Type.Union([Type.Literal('sms'), Type.Literal('email')]),
    to: Type.String(),
    subject: Type.Union([Type.String(), Type.Null()]),
    text: Type.String(),
    receivedAt: Type.Number(),
  }),
);

/** @param file kept across restarts, mode 0600: there are codes in it. */
export const openMessages = async (file: string): Promise<Messages> => {
  const json = await readJsonIfThere(file);
  let messages: readonly Message[] = Value.Check(fileShape, json) ? json : [];
  const inTurn = createQueue();
  const listeners: ((message: Message) => void)[] = [];
  return {
    receive: (message) =>
      inTurn(async () => {
        messages = [...messages, message].slice(-mostKept);
        await writePrivately(file, `${JSON.stringify(messages, null, 2)}\n`);
        for (const listener of listeners) listener(message);
      }),
    list: () => messages,
    onReceived: (listener) => {
      listeners.push(listener);
    },
  };
};
