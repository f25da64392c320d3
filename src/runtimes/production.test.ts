import { once } from 'node:events';
import { createServer } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createFakeLog } from '../../test/fakes/log.ts';
import { createProduction } from './production.ts';
import { readServerSettings } from './server-settings.ts';

const raw = {
  AUTH0_DOMAIN: 'tenant.test',
  API_ID: 'https://pod.test/api',
  APP_CLIENT_ID: 'client',
  APP_CLIENT_SECRET: 'secret',
  ALEXA_SKILL_ID: 'amzn1.ask.skill.00000000-0000-4000-8000-000000000001',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  PUBLIC_URL: 'https://pod.test',
};

it('keeps its connections to others, until they are to be made anew', async () => {
  let connections = 0;
  const server = createServer((_request, response) => response.end('{}'));
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const read = readServerSettings(raw);
  if (!read.ok) throw new Error(read.problems.join(' '));
  const { outside, renewConnections, close } = createProduction(read.settings, createFakeLog());
  const ask = async (): Promise<void> => {
    await outside.fetch(`http://127.0.0.1:${port}/`);
    // The answer is here a moment before its connection is free again.
    await setImmediate();
  };

  await ask();
  await ask();
  expect(connections).toBe(1);
  renewConnections();
  await ask();
  expect(connections).toBe(2);
  await close();
  await once(server.close(), 'close');
});
