/** What a command has of the outside: words in, words out, and the sandbox's address. */
import type { Readable } from 'node:stream';

export type Terminal = {
  readonly write: (line: string) => void;
  readonly writeError: (line: string) => void;
  /** Lines for a conversation. */
  readonly input: Readable;
  /** Somebody types, and sees what they type; else lines come from a pipe and must be shown. */
  readonly isTypedInto: boolean;
  /** Text before what is typed next, with no line end. */
  readonly prompt: (text: string) => void;
  readonly hasColors: boolean;
  readonly fetch: typeof globalThis.fetch;
};

export type ExitStatus = 0 | 1 | 2;

export const processTerminal = (): Terminal => ({
  write: (line) => process.stdout.write(`${line}\n`),
  writeError: (line) => process.stderr.write(`${line}\n`),
  input: process.stdin,
  isTypedInto: process.stdin.isTTY === true,
  prompt: (text) => process.stdout.write(text),
  hasColors: process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '',
  fetch: globalThis.fetch,
});

/** ANSI "select graphic rendition"; plain text where the terminal has no colors. */
export const paint = (terminal: Terminal, style: 'bold' | 'dim' | 'red' | 'cyan', text: string): string => {
  const code = { bold: 1, dim: 2, red: 31, cyan: 36 }[style];
  return terminal.hasColors ? `\u001b[${code}m${text}\u001b[0m` : text;
};
