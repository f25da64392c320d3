/** `wt serve` of the Webtask CLI as a process of its own: the runtime a webtask ran in, on this machine. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { installOnce } from '../install.ts';
import { fail } from '../stories/outside.ts';
import { type Answered, type Asked, passOn } from './front.ts';

export type WebtaskServer = {
  readonly answer: (asked: Asked) => Promise<Answered>;
  readonly output: () => string;
  readonly close: () => Promise<void>;
};

const peer = new URL('../webtask-server/', import.meta.url);
const cli = fileURLToPath(new URL('node_modules/wt-cli/bin/wt', peer));

export const installWebtask = (): Promise<void> =>
  installOnce(peer, 'the Webtask CLI, in test/webtask-server');

/**
 * @param folder with `bundle.js` and nothing of ours beside it
 * @param options of `wt serve`: `--secrets-file …`, `--parse-body`
 */
export const serveWebtask = async (
  folder: string,
  port: number,
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<WebtaskServer> => {
  const child = spawn(process.execPath, [cli, 'serve', '--port', String(port), ...options, 'bundle.js'], {
    cwd: folder,
    // It would ask the registry for a newer version of itself.
    env: { ...environment, NO_UPDATE_NOTIFIER: '1', HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let heard = (): void => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
      heard();
    });
  }
  const ended = once(child, 'close');
  while (!output.includes('is now listening')) {
    const more = new Promise<'more'>((resolve) => {
      heard = () => resolve('more');
    });
    if ((await Promise.race([more, ended])) !== 'more') fail(`wt serve ended:\n${output}`);
  }
  return {
    answer: passOn(port),
    output: () => output,
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
