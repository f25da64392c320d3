/** What a command has of the outside: words in, words out, the sandbox's address, a browser. */
import type { Readable } from 'node:stream';
import { openInBrowser } from './browser.ts';

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
  /** SANDBOX_ECHO_PORT, as `npm start` reads it; undefined or empty: the standard one. */
  readonly echoPort: string | undefined;
  /** Shows an address to the person at the terminal; null where nobody sits there. Never throws. */
  readonly openBrowser: ((address: string) => Promise<void>) | null;
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
  echoPort: process.env.SANDBOX_ECHO_PORT,
  openBrowser: process.stdin.isTTY === true && process.stdout.isTTY === true ? openInBrowser : null,
});

/** ANSI "select graphic rendition"; plain text where the terminal has no colors. */
export const paint = (terminal: Terminal, style: 'bold' | 'dim' | 'red' | 'cyan', text: string): string => {
  const code = { bold: 1, dim: 2, red: 31, cyan: 36 }[style];
  return terminal.hasColors ? `\u001b[${code}m${text}\u001b[0m` : text;
};
