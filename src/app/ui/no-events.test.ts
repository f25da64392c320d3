import { expect, it } from 'vitest';
import { type Connection, followLive, pollMilliseconds } from './live.ts';
import { connectToNothing } from './no-events.ts';

it('a page without a channel looks at once, and goes on asking', async () => {
  const connections: Connection[] = [];
  const pauses: number[] = [];
  let looks = 0;
  const live = followLive({
    connect: connectToNothing,
    look: async () => {
      looks += 1;
      return 'read';
    },
    onConnection: (connection) => connections.push(connection),
    timers: {
      after: (milliseconds) => {
        pauses.push(milliseconds);
        return () => {};
      },
    },
  });
  await new Promise((resolve) => setImmediate(resolve));
  live.stop();
  expect(looks).toBe(1);
  expect(connections).toEqual(['polling']);
  expect(new Set(pauses)).toEqual(new Set([pollMilliseconds]));
});
