import { describe, expect, it } from 'vitest';
import { createClient } from './data.ts';

const answering = (answer: () => Response | Promise<Response>) => {
  const requests: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  const client = createClient('/wt/app', async (url, init) => {
    requests.push({ url: String(url), init });
    return answer();
  });
  return { client, requests };
};

const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });

describe('reading data', () => {
  it('is one of three', async () => {
    const orders = { number: 1, waiting: null, locks: [], past: [], before: null };
    expect(await answering(() => json(orders)).client.readOrders(null)).toEqual({
      type: 'read',
      value: orders,
    });
    expect(await answering(() => json({}, 401)).client.readOrders(null)).toEqual({ type: 'signed_out' });
    for (const answer of [
      () => json({}, 503),
      () => new Response('<p>'),
      () => Promise.reject(new TypeError()),
    ]) {
      expect(await answering(answer).client.readOrders(null)).toEqual({ type: 'unreachable' });
    }
  });

  it('names where an older page begins', async () => {
    const { client, requests } = answering(() => json({}));
    await client.readActivity('a b');
    expect(requests[0]?.url).toBe('/wt/app/data/activity?before=a%20b');
  });
});

describe('doing something', () => {
  it('sends JSON with the form token in its header, never in the address', async () => {
    const { client, requests } = answering(() => json({ ok: true, message: 'Done.' }));
    const result = await client.post('orders/1/confirm', { code: '482109' }, 'token-1');
    expect(result).toEqual({ ok: true, message: 'Done.' });
    expect(requests).toMatchObject([
      {
        url: '/wt/app/data/orders/1/confirm',
        init: {
          method: 'POST',
          body: '{"code":"482109"}',
          headers: { 'content-type': 'application/json', 'sayso-form-token': 'token-1' },
        },
      },
    ]);
  });

  it.each([
    ['a refusal', () => json({ ok: false, code: 'code_wrong', message: 'No.' }, 409), 'code_wrong'],
    ['a session that ended', () => new Response('', { status: 401 }), 'signed_out'],
    ['a page instead of an answer', () => new Response('<p>', { status: 502 }), 'fault'],
    ['an answer of another shape', () => json({ ok: true }), 'fault'],
    ['no answer', () => Promise.reject(new TypeError('network')), 'unreachable'],
  ])('%s is a value', async (_name, answer, code) => {
    expect(await answering(answer).client.post('orders/clear', {}, 't')).toMatchObject({ ok: false, code });
  });
});
