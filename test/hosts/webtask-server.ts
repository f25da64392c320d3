/** `wt serve` of the Webtask CLI as a process of its own: the runtime a webtask ran in, on this machine. */
import { fileURLToPath } from 'node:url';
import { installOnce } from '../install.ts';
import { runNode } from '../stories/processes.ts';
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
  const program = runNode(
    [cli, 'serve', '--port', String(port), ...options, 'bundle.js'],
    // It would ask the registry for a newer version of itself.
    { ...environment, NO_UPDATE_NOTIFIER: '1', HOME: folder },
    folder,
  );
  await program.says('is now listening');
  return {
    answer: passOn(port),
    output: program.output,
    close: async () => {
      await program.end('SIGKILL');
    },
  };
};
