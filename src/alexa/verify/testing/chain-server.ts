import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server where Amazon's would be, on an ephemeral port of loopback. */
export const serveChains = async (listener: RequestListener) => {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    /** `fetch` that takes every URL's path to this server. */
    fetch: ((url, init) => fetch(origin + new URL(String(url)).pathname, init)) as typeof fetch,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
