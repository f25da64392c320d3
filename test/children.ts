/** Programs of `test/children` as real processes, to be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Child = {
  readonly process: ChildProcess;
  /** Resolves with the n-th line the child wrote, counted from 0. */
  readonly line: (index: number) => Promise<string>;
  readonly lines: readonly string[];
  /** kill -9, and until it is gone. */
  readonly kill: () => Promise<void>;
};

export const startChild = (name: string, ...values: readonly string[]): Child => {
  const program = fileURLToPath(new URL(`./children/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...values], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk;
  });
  let lineCame = (): void => undefined;
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    lineCame();
  });
  const ended = once(child, 'close');
  return {
    process: child,
    lines,
    line: async (index) => {
      for (;;) {
        const line = lines[index];
        if (line !== undefined) return line;
        const came = new Promise<void>((resolve) => {
          lineCame = resolve;
        });
        const outcome = await Promise.race([came, ended]);
        if (outcome !== undefined && lines[index] === undefined) throw new Error(`it ended: ${complaints}`);
      }
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
