import { createConnections } from '../../src/auth0/connections.ts';
import type { Figure } from '../figure.ts';
import { createLoad } from '../load.ts';
import { measured } from '../measured-settings.ts';
import { median } from '../median.ts';
import type { World } from '../world.ts';
import { check, say } from './turns.ts';

const tenantMilliseconds = 50;
const interactions = 60;
const warmInteractions = 20;

/** Orders and confirmations one after the other, with a tenant that answers after 50 ms: their time, and its calls. */
export const measureLatency = async (world: World): Promise<Figure[]> => {
  const speakers = world.people.slice(0, interactions);
  const server = await world.server();
  const load = createLoad(server.port, 1);
  await say(world, load, 'launch', speakers);
  for (const person of speakers.slice(0, warmInteractions)) {
    await say(world, load, 'order', [person]);
    await say(world, load, 'confirm', [person]);
  }
  await world.tenant.call('answerAfter', { milliseconds: tenantMilliseconds });
  const before = await world.tenant.call('counts', null);
  const times = { order: [] as number[], confirm: [] as number[] };
  for (const person of speakers) {
    for (const spoken of ['order', 'confirm'] as const) {
      const [answer] = await load.send(`${measured.rootPath}/alexa`, [world.sign(spoken, person)]);
      if (answer === undefined) throw new Error('no answer');
      check(spoken, [answer.text]);
      times[spoken].push(answer.milliseconds);
    }
  }
  const after = await world.tenant.call('counts', null);
  const bareCall = await timeBareCalls(world);
  await world.tenant.call('answerAfter', { milliseconds: 0 });
  await load.close();
  await server.child.stop();

  const calls = (after.calls - before.calls) / interactions;
  const connections = after.connections - before.connections;
  const over = {
    order: median(times.order) - tenantMilliseconds,
    confirm: median(times.confirm) - tenantMilliseconds,
  };
  return [
    {
      name: 'calls to Auth0 for an interaction',
      value: calls,
      unit: '',
      goal: { atMost: 2 },
      detail: `${interactions} interactions, ${connections} new connections`,
    },
    {
      name: 'turn time over the 50 ms of Auth0, p50',
      value: Math.max(over.order, over.confirm),
      unit: 'ms',
      goal: { atMost: 12 },
      detail: `order ${over.order.toFixed(1)} ms, confirm ${over.confirm.toFixed(1)} ms; a bare call takes ${(bareCall - tenantMilliseconds).toFixed(1)} ms over them`,
    },
  ];
};

/** The same call by the same fetch from an idle process: what the timer, TLS and HTTP take of it. */
const timeBareCalls = async ({ issuer, certificates }: World): Promise<number> => {
  const { fetch, close } = createConnections({ ca: certificates.tls.rootPem });
  const times: number[] = [];
  for (let call = 0; call < warmInteractions; call += 1) {
    const began = performance.now();
    const response = await fetch(`${issuer}passwordless/start`, { method: 'POST', body: '{}' });
    await response.text();
    times.push(performance.now() - began);
  }
  await close();
  return median(times);
};
