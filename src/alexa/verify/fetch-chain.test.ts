import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { createChainFetcher, type FetchedChain } from './fetch-chain.ts';
import { serveChains } from './testing/chain-server.ts';
import { genuineChain } from './testing/chains.ts';
import { chainUrl } from './testing/requests.ts';

const servers: { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const serve = async (listener: RequestListener) => {
  const server = await serveChains(listener);
  servers.push(server);
  return server;
};

const fetchFrom = async (listener: RequestListener, deadlineMs = 3000): Promise<string> => {
  const { fetch } = await serve(listener);
  return outcome(await createChainFetcher(fetch)(chainUrl, AbortSignal.timeout(deadlineMs)));
};

const outcome = (fetched: FetchedChain): string => {
  if (fetched.type === 'failed') return fetched.reason;
  return fetched.pem === genuineChain ? 'the chain' : `${fetched.pem.length} other characters`;
};

it('fetches a chain', async () => {
  expect(await fetchFrom((_request, response) => response.end(genuineChain))).toBe('the chain');
});

it('follows no redirect, wherever it leads', async () => {
  const visited: (string | undefined)[] = [];
  const redirected = await fetchFrom((request, response) => {
    visited.push(request.url);
    response.writeHead(302, { location: '/echo.api/other.pem' }).end();
  });
  expect([redirected, visited]).toEqual(['chain_redirected', [new URL(chainUrl).pathname]]);
});

it.each([204, 403, 404, 500, 503])('takes no answer with status %i', async (status) => {
  expect(await fetchFrom((_request, response) => response.writeHead(status).end())).toBe('chain_status');
});

it('stops reading at 64 KiB, however the bytes come', async () => {
  const large = Buffer.alloc(1024 * 1024, 'a');
  expect(await fetchFrom((_request, response) => response.end(large))).toBe('chain_too_large');
  const endless = fetchFrom((_request, response) => {
    const more = () => {
      while (response.write(large));
    };
    response.on('drain', more);
    more();
  });
  expect(await endless).toBe('chain_too_large');
  const swelling = fetchFrom((_request, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(gzipSync(large));
  });
  expect(await swelling).toBe('chain_too_large');
});

it('waits for a hung server no longer than the deadline, before and within the body', async () => {
  expect(await fetchFrom(() => {}, 50)).toBe('chain_timed_out');
  expect(await fetchFrom((_request, response) => response.write('-----BEGIN'), 50)).toBe('chain_timed_out');
});

it('says so where nobody listens and where the connection breaks', async () => {
  expect(await fetchFrom((request) => request.socket.destroy())).toBe('chain_unreachable');
  const closed = await serve(() => {});
  await servers.pop()?.close();
  const fetched = await createChainFetcher(closed.fetch)(chainUrl, AbortSignal.timeout(3000));
  expect(outcome(fetched)).toBe('chain_unreachable');
});
