/** The one session each device can have open, and how long the Echo waits in it. */
import type { Slot } from 'ask-sdk-model';
import type { InteractionModel } from './interaction-model.ts';
import type { Expected } from './understand.ts';

export type Session = {
  readonly id: string;
  readonly model: InteractionModel;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly expected: Expected | null;
  /** Slots of the expected intent that are filled already. */
  readonly known: Readonly<Record<string, Slot>>;
  /** Still to be said, once, when nobody answers. */
  readonly reprompt: string | null;
  /** Somebody types into a conversation: the Echo waits longer than a real one would. */
  readonly isConversation: boolean;
};

export type Sessions = {
  readonly find: (device: string) => Session | null;
  /** Keeps the session open for a while; `onSilence` is called when nobody has spoken by then. */
  readonly keep: (device: string, session: Session, onSilence: () => void) => void;
  readonly close: (device: string) => void;
  readonly closeAll: () => void;
  /** The open ones, by device. */
  readonly list: () => readonly OpenSession[];
};

export type OpenSession = { readonly device: string; readonly id: string };

/** Calls back after so many milliseconds unless the returned function is called first. */
export type After = (milliseconds: number, run: () => void) => () => void;

export const afterTimeout: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};

/** A real Echo listens for eight seconds and once more after the reprompt; typing a command takes longer. */
const oneShotMs = 30_000;
const conversationMs = 600_000;

/** @param onChange called after a session was opened, went on, or ended. */
export const createSessions = (after: After, onChange: () => void = () => undefined): Sessions => {
  const open = new Map<string, { readonly session: Session; readonly cancel: () => void }>();
  const close = (device: string): void => {
    const session = open.get(device);
    if (session === undefined) return;
    session.cancel();
    open.delete(device);
    onChange();
  };
  return {
    find: (device) => open.get(device)?.session ?? null,
    keep: (device, session, onSilence) => {
      open.get(device)?.cancel();
      const cancel = after(session.isConversation ? conversationMs : oneShotMs, onSilence);
      open.set(device, { session, cancel });
      onChange();
    },
    close,
    closeAll: () => {
      for (const device of [...open.keys()]) close(device);
    },
    list: () => [...open].map(([device, { session }]) => ({ device, id: session.id })),
  };
};
