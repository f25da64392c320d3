/** A port of this machine that was free a moment ago. */
import { once } from 'node:events';
import { createServer } from 'node:net';

export const findPort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await once(probe.close(), 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};
