/**
 * The entry for Webtask: a function of three arguments, called for every request. The bundle's `module.exports` is
 * this module's default export. The process lives on for a while after a request, so a worker runs as on a server.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { knownMethod } from './known-method.ts';
import { createStarter, notStarted } from './stateless.ts';
import { headersOf, readWebtaskBody, readWebtaskSettings } from './webtask-request.ts';
import { startWorker } from './worker.ts';

const start = createStarter(({ application, log }) => {
  startWorker(application.work, log);
  application.warmUp().then(
    (missing) => {
      for (const name of missing) log.warn('auth0.not_warm', { missing: name });
    },
    (error: unknown) => log.error('auth0.warm_up_failed', {}, error),
  );
});

const answer = async (
  context: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const settings = readWebtaskSettings(context, request.url ?? '/');
  if (settings.type === 'named_by_request') {
    return plainly(response, 400, 'A request must not name a setting.');
  }
  const method = knownMethod(request.method);
  if (method === null) return plainly(response, 405, 'This method is not known here.');
  const body = await readWebtaskBody(context, request);
  const started = await start(settings.raw);
  if (started === null) return plainly(response, 500, notStarted);
  switch (body.type) {
    case 'too_large':
      return plainly(response, 413, 'The body is too large.');
    case 'lost':
      started.log.error('webtask.body_lost');
      return plainly(response, 500, 'The body was read by the runtime. Create the webtask without parsing.');
    case 'read':
      break;
    default:
      return body satisfies never;
  }
  const { statusCode, headers, rawPayload } = await started.application.server.inject({
    method,
    url: request.url ?? '/',
    headers: headersOf(request),
    payload: body.body,
    remoteAddress: request.socket.remoteAddress ?? '',
  });
  response.writeHead(statusCode, headers).end(rawPayload);
};

const plainly = (response: ServerResponse, status: number, text: string): void => {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(`${text}\n`);
};

export default (context: unknown, request: IncomingMessage, response: ServerResponse): void => {
  answer(context, request, response).catch(() => {
    // The client went away, or a bug: the application logs its own, and answers them.
    if (response.headersSent) response.destroy();
    else plainly(response, 500, 'Something went wrong here.');
  });
};
