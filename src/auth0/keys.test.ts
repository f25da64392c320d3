import { decodeProtectedHeader } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTenantKeys } from './keys.ts';
import { clock, createFakeTenant, type FakeTenant, socketError } from './testing/fake-tenant.ts';

let tenant: FakeTenant;
let now: number;
const minutes = 60_000;

beforeEach(async () => {
  tenant = await createFakeTenant();
  now = clock;
});

const connect = () => createTenantKeys({ domain: tenant.domain, fetch: tenant.fetch, now: () => now });
const fetches = () => tenant.asked.length;
const headerOf = async () => {
  const { kid } = decodeProtectedHeader(await tenant.idToken());
  return { alg: 'RS256', kid };
};

describe("the tenant's keys", () => {
  it('are fetched once, by whoever comes first, for all who come meanwhile', async () => {
    const keys = connect();
    const header = await headerOf();
    const found = await Promise.all([keys.find(header), keys.find(header), keys.find(header)]);
    expect(found.map(({ type }) => type)).toEqual(['found', 'found', 'found']);
    await keys.find(header);
    expect(fetches()).toBe(1);
  });

  it('serve while they are renewed, outside the turn', async () => {
    const keys = connect();
    const header = await headerOf();
    await keys.warmUp();
    now += 11 * minutes;
    tenant.answers.jwks = 'hang';
    expect(await keys.find(header)).toMatchObject({ type: 'found' });
    expect(fetches()).toBe(2);
  });

  it('outlast an outage of the tenant, for a day', async () => {
    const keys = connect();
    const header = await headerOf();
    await keys.warmUp();
    tenant.answers.jwks = { status: 503 };
    now += 23 * 60 * minutes;
    expect(await keys.find(header)).toMatchObject({ type: 'found' });
    now += 2 * 60 * minutes;
    expect(await keys.find(header)).toEqual({ type: 'unavailable' });
  });

  it('are looked at anew for a key id they do not know, so that a rotation is followed', async () => {
    const keys = connect();
    await keys.warmUp();
    await tenant.rotate();
    now += 1 * minutes;
    expect(await keys.find(await headerOf())).toMatchObject({ type: 'found' });
    expect(fetches()).toBe(2);
  });

  it('are not fetched for a flood of invented key ids', async () => {
    const keys = connect();
    await keys.warmUp();
    now += 1 * minutes;
    for (let count = 0; count < 200; count += 1) {
      expect(await keys.find({ alg: 'RS256', kid: `invented-${count}` })).toEqual({ type: 'none' });
    }
    expect(fetches()).toBe(2);
  });

  it.each([
    ['an error', { status: 500 }],
    ['a redirect', { status: 302 }],
    ['a page', { status: 200, body: '<html>' }],
    ['an empty set', { status: 200, body: { keys: [] } }],
    ['no set', { status: 200, body: { keys: 'none' } }],
    ['a reset', socketError('ECONNRESET')],
  ])(
    'are unavailable where the tenant answers with %s, and asked for again a second later',
    async (_, answer) => {
      const keys = connect();
      const healthy = tenant.answers.jwks;
      tenant.answers.jwks = answer;
      const header = await headerOf();
      expect(await keys.find(header)).toEqual({ type: 'unavailable' });
      expect(await keys.find(header)).toEqual({ type: 'unavailable' });
      expect(fetches()).toBe(1);
      tenant.answers.jwks = healthy;
      now += 1001;
      expect(await keys.find(header)).toMatchObject({ type: 'found' });
    },
  );

  it('are none for any algorithm but RS256', async () => {
    const keys = connect();
    const { kid } = await headerOf();
    for (const alg of ['HS256', 'none', 'RS512', 'ES256']) {
      expect(await keys.find({ alg, kid })).toEqual({ type: 'none' });
    }
    expect(fetches()).toBe(0);
  });
});
