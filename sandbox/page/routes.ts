/** The page itself, and what keeps it live. */
import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { FastifyPluginAsync } from 'fastify';
import { createPageScript } from './bundle.ts';
import type { LiveEvent } from './contract.ts';
import type { Feed } from './feed.ts';
import type { WireLog } from './wire-log.ts';

export type PageOptions = {
  readonly feed: Feed;
  readonly wire: Pick<WireLog, 'findUnmasked'>;
  /** HTML for a browser without scripts. */
  readonly withoutScript: string;
};

const stillHereMs = 15_000;
/** A reader this far behind is cut off; it comes back and begins with everything. */
const mostBehindBytes = 8_000_000;

const exchangeParams = Type.Object({ number: Type.String({ pattern: '^[0-9]{1,9}$' }) });

export const pageRoutes =
  ({ feed, wire, withoutScript }: PageOptions): FastifyPluginAsync =>
  async (app) => {
    const script = createPageScript();
    const html = (await readAsset('index.html')).replace('<!-- without script -->', withoutScript);

    app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(html));
    app.get('/page/script.js', async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(await script()),
    );
    app.get('/page/style.css', async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(await readAsset('style.css')),
    );
    app.get('/page/icon.svg', async (_request, reply) =>
      reply.type('image/svg+xml').send(await readAsset('icon.svg')),
    );

    /** Server-sent events (WHATWG HTML, 9.2). Every connection begins with a snapshot, so none needs an id to resume. */
    app.get('/live', async (request, reply) => {
      const stream = new PassThrough();
      const send = (event: LiveEvent): void => {
        if (stream.writableLength > mostBehindBytes) stream.destroy();
        else if (!stream.destroyed) stream.write(`data: ${JSON.stringify(event)}\n\n`);
      };
      stream.write('retry: 1000\n\n');
      const leave = await feed.follow(send);
      const stillHere = setInterval(() => stream.write(': still here\n\n'), stillHereMs);
      stillHere.unref();
      const end = (): void => {
        clearInterval(stillHere);
        leave();
        stream.destroy();
      };
      request.raw.once('close', end);
      stream.once('close', end);
      return reply.type('text/event-stream; charset=utf-8').send(stream);
    });

    /** One exchange with its tokens, for somebody who asked to see them. */
    app.get('/exchanges/:number', async (request, reply) => {
      const found = Value.Check(exchangeParams, request.params)
        ? wire.findUnmasked(Number(request.params.number))
        : null;
      return found ?? reply.code(404).send({ error: 'This exchange is not kept, or no longer.' });
    });
  };

const readAsset = (name: 'index.html' | 'style.css' | 'icon.svg'): Promise<string> =>
  readFile(new URL(`./browser/${name}`, import.meta.url), 'utf8');
