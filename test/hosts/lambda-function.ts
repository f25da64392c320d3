/**
 * A function on AWS Lambda, as far as that can be had on one machine: Lambda's own runtime interface client in a process
 * of its own, and the runtime API it asks (AWS Lambda, "Using the Lambda runtime API"). As there, the process stands
 * still between one answer and the next event.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { installOnce } from '../install.ts';
import { fail } from '../stories/outside.ts';

export type Invoked =
  | { readonly type: 'answered'; readonly value: unknown }
  | { readonly type: 'failed'; readonly errorMessage: string };

export type LambdaFunction = {
  /** One after the other. */
  readonly invoke: (event: unknown) => Promise<Invoked>;
  /** What it logged so far. */
  readonly output: () => string;
  readonly close: () => Promise<void>;
};

const peer = new URL('../lambda-runtime/', import.meta.url);
const client = fileURLToPath(new URL('node_modules/aws-lambda-ric/bin/index.mjs', peer));
const shim = fileURLToPath(new URL('./rapid-client.cjs', import.meta.url));

export const installRuntime = (): Promise<void> =>
  installOnce(peer, 'AWS Lambda’s runtime interface client, in test/lambda-runtime');

const path = '/2018-06-01/runtime';

/**
 * @param handler `lambda.http`, for the export `http` of `lambda.mjs`. @param folder as it would be uploaded
 */
export const startFunction = async (
  handler: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<LambdaFunction> => {
  type Event = { readonly id: string; readonly body: string; readonly answered: (invoked: Invoked) => void };
  const events: Event[] = [];
  const underWay = new Map<string, Event>();
  let idle: ServerResponse | null = null;
  let count = 0;

  /** The process stands still where it has asked for the next event, and its answer to the last one has arrived. */
  const handOver = (): void => {
    if (idle === null || underWay.size > 0) return;
    const event = events.shift();
    if (event === undefined) {
      child.kill('SIGSTOP');
      return;
    }
    child.kill('SIGCONT');
    underWay.set(event.id, event);
    idle.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': event.id,
      'lambda-runtime-deadline-ms': String(Date.now() + 10_000),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:000000000000:function:test',
    });
    idle.end(event.body);
    idle = null;
  };

  const takeAnswer = async (request: IncomingMessage): Promise<void> => {
    const body: unknown = JSON.parse(await text(request));
    const [, id = '', outcome] = /\/invocation\/([^/]+)\/(response|error)$/.exec(request.url ?? '') ?? [];
    const event = underWay.get(id) ?? fail(`an answer to nothing: ${request.url}`);
    underWay.delete(id);
    event.answered(
      outcome === 'response'
        ? { type: 'answered', value: body }
        : { type: 'failed', errorMessage: messageOf(body) },
    );
    handOver();
  };

  const api = createServer((request, response) => {
    if (request.url === `${path}/invocation/next`) {
      idle = response;
      handOver();
      return;
    }
    void takeAnswer(request).then(() => response.writeHead(202).end());
  });
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const address = api.address();
  const port = address !== null && typeof address === 'object' ? address.port : fail('no port');

  const child = spawn(process.execPath, ['--require', shim, client, handler], {
    cwd: folder,
    env: {
      ...environment,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
      AWS_LAMBDA_FUNCTION_NAME: 'test',
      LAMBDA_TASK_ROOT: folder,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  const ended = once(child, 'close');

  return {
    invoke: async (event) => {
      const answered = new Promise<Invoked>((resolve) => {
        count += 1;
        events.push({ id: `event-${count}`, body: JSON.stringify(event), answered: resolve });
      });
      handOver();
      const invoked = await Promise.race([answered, ended.then(() => null)]);
      return invoked ?? fail(`${handler} ended:\n${output}`);
    },
    output: () => output,
    close: async () => {
      child.kill('SIGKILL');
      await ended;
      api.closeAllConnections();
      await once(api.close(), 'close');
    },
  };
};

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'errorMessage' in error ? String(error.errorMessage) : '';
