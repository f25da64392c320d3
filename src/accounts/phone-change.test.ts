import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeIssuer } from '../../test/fake-issuer.ts';
import { anAccount, aTransaction, noon } from '../../test/fakes/states.ts';
import { createMemoryStore } from '../../test/memory-store.ts';
import { limits } from '../transactions/limits.ts';
import type { Contact } from '../transactions/model.ts';
import { sendingHindrance } from '../transactions/rules/sending.ts';
import { readAt } from '../transactions/time.ts';
import { createAddressReader } from './contact-address.ts';
import { mergeContacts } from './merge-contacts.ts';
import { type PhoneChange, type PhoneStep, phoneMoves } from './phone-change.ts';
import type { PhoneTenant } from './phone-ports.ts';
import { createPhoneChanges } from './phone-steps.ts';

const account = anAccount();
const signal = AbortSignal.timeout(60_000);
const newPhone = '+12025550199';

const aContact = (channel: 'sms' | 'email', address: string): Contact => ({
  id: `${channel}-contact`,
  channel,
  address,
  hint: address.slice(-2),
  provenAt: noon,
  checkedAt: noon,
});
const oldPhone = aContact('sms', '+12025550142');
const mailbox = aContact('email', 'dana@example.com');

const createWorld = (contacts: readonly Contact[]) => {
  let clock = noon;
  let ids = 0;
  const now = () => clock;
  const store = createMemoryStore();
  store.add(account, contacts);
  /** The tenant's person: their phones and mailbox, and users that stand for themselves. */
  const tenant = {
    phones: contacts.filter(({ channel }) => channel === 'sms').map(({ address }) => address),
    email: contacts.find(({ channel }) => channel === 'email')?.address ?? null,
    alone: new Map<string, string>(),
    foreign: new Set<string>(),
    down: false,
  };
  const userIdOf = (address: string) => `sms|${address.slice(-4)}`;
  const phoneTenant: PhoneTenant = {
    prepare: async ({ address, known }) => {
      if (tenant.down) return { type: 'unavailable' };
      if (tenant.foreign.has(address)) return { type: 'taken' };
      const userId = userIdOf(address);
      if (tenant.alone.has(userId) && known !== userId) return { type: 'taken' };
      tenant.alone.set(userId, address);
      return { type: 'prepared', userId };
    },
    provideEmail: async () =>
      tenant.email === null ? { type: 'none' } : { type: 'provided', address: tenant.email },
    apply: async (_subject, phone) => {
      if (tenant.down) return { type: 'unavailable' };
      if (phone !== null && !tenant.alone.has(phone.userId)) return { type: 'lost' };
      const freed = tenant.phones.map((address) => ({ address, userId: userIdOf(address) }));
      if (phone !== null) tenant.alone.delete(phone.userId);
      for (const { address, userId } of freed) tenant.alone.set(userId, address);
      tenant.phones = phone === null ? [] : [phone.address];
      return { type: 'applied', freed };
    },
  };
  let wrongSubject = false;
  const codes = createFakeIssuer(now, (contactId) => {
    if (wrongSubject) return 'auth0|somebody-else';
    return contactId.startsWith('sms|') ? contactId : account.subject;
  });

  const changes = new Map<string, { change: PhoneChange; dueAt: number }>();
  const prepared = new Map<string, string>();
  const steps: (PhoneStep | 'idle')[] = ['idle'];
  const learnt = async () => {
    const { contacts: stored = [], account: current } = (await store.accounts.read(account.id)) ?? {};
    if (current === undefined) return 'unavailable' as const;
    const proven = [
      ...tenant.phones.map((address) => ({ channel: 'sms' as const, address, provenAt: now() })),
      ...(tenant.email === null
        ? []
        : [{ channel: 'email' as const, address: tenant.email, provenAt: now() }]),
    ];
    const next = mergeContacts(stored, proven, { newId: () => `id-${++ids}`, now: now() });
    const kept = new Set(next.map(({ id }) => id));
    await store.accounts.write({
      account: { ...current, version: current.version + 1, updatedAt: now() },
      transactions: [],
      challenges: [],
      contacts: next,
      removedContactIds: stored.filter(({ id }) => !kept.has(id)).map(({ id }) => id),
      happenings: [],
      request: null,
      idempotency: null,
      writes: [],
      effect: null,
    });
    return 'learnt' as const;
  };

  const phones = createPhoneChanges({
    accounts: {
      ...store.accounts,
      write: async (change) => {
        const written = await store.accounts.write(change);
        for (const { values } of written === 'written' ? change.writes : []) {
          const stored = values[0] === null ? null : JSON.parse(String(values[0]));
          if (stored === null) changes.delete(account.id);
          else changes.set(account.id, stored);
          const step = stored === null ? 'idle' : stored.change.step;
          if (step !== steps.at(-1)) steps.push(step);
        }
        return written;
      },
    },
    changes: {
      read: async (accountId) => changes.get(accountId)?.change ?? null,
      statement: (_accountId, stored) => ({ sql: '', values: [stored && JSON.stringify(stored)] }),
      findDue: async (at) =>
        [...changes].filter(([, { dueAt }]) => dueAt <= at).map(([accountId]) => accountId),
      findPrepared: async (address) => prepared.get(address) ?? null,
      notePrepared: async (address, userId) => void prepared.set(address, userId),
    },
    tenant: phoneTenant,
    codes,
    readAddress: createAddressReader({ smsCountries: [] }),
    learnContacts: learnt,
    readAt: (state, at) => readAt(state, at, limits),
    hindrance: (state, at) => sendingHindrance(state, at, limits),
    channels: ['sms', 'email'],
    limits,
    now,
    newId: () => `change-${++ids}`,
  });

  return {
    phones,
    store,
    tenant,
    codes,
    steps,
    changes,
    pass: (seconds: number) => {
      clock += seconds * 1000;
    },
    proveAsSomebodyElse: () => {
      wrongSubject = true;
    },
    set: (phone = newPhone, oldPhoneLost = false) =>
      phones.begin(account.id, { intent: 'set', phone, oldPhoneLost }, signal),
    remove: () => phones.begin(account.id, { intent: 'remove' }, signal),
    enter: (code: string) => phones.enterCode(account.id, code, signal),
    latest: (contactId: string) => codes.latestCode(contactId),
    contacts: async () =>
      ((await store.accounts.read(account.id))?.contacts ?? []).map(({ address }) => address),
    account: async () => (await store.accounts.read(account.id))?.account,
    types: () => store.events.map(({ type }) => type),
  };
};

const refusal = (type: string, more: object = {}) => ({ ok: false, failure: { type, ...more } });

const movesOf = (steps: readonly string[]): readonly string[] =>
  steps.slice(1).map((step, index) => `${steps[index]} > ${step}`);

describe('a phone', () => {
  let world: ReturnType<typeof createWorld>;
  beforeEach(() => {
    world = createWorld([oldPhone]);
  });

  it('is changed once the old one agreed and the new one proved itself', async () => {
    expect(await world.set()).toMatchObject({ ok: true, change: { step: 'prove_old' } });
    expect(await world.contacts()).toEqual([oldPhone.address]);
    expect(await world.enter(world.latest(oldPhone.id))).toMatchObject({
      ok: true,
      change: { step: 'prove_new', tries: 0, sends: 1 },
    });
    expect(await world.contacts()).toEqual([oldPhone.address]);
    expect(await world.enter(world.latest('sms|0199'))).toEqual({ ok: true, change: null });
    expect(await world.contacts()).toEqual([newPhone]);
    expect(world.tenant.phones).toEqual([newPhone]);
    expect(world.types()).toEqual([
      'phone.change_begun',
      'phone.code_sent',
      'phone.code_sent',
      'phone.changed',
    ]);
    expect(await world.account()).toMatchObject({ quietUntil: null, wrongInARow: 0 });
    expect(JSON.stringify(world.store.events)).not.toMatch(/2025550/);
  });

  it('is added without anybody’s agreement only where nothing receives codes yet', async () => {
    world = createWorld([]);
    expect(await world.set()).toMatchObject({ ok: true, change: { step: 'prove_new' } });
    expect(await world.enter(world.latest('sms|0199'))).toEqual({ ok: true, change: null });
    expect(await world.contacts()).toEqual([newPhone]);

    world = createWorld([mailbox]);
    expect(await world.set()).toMatchObject({
      ok: true,
      change: { step: 'prove_old', proof: { contact: { channel: 'email' } } },
    });
  });

  it('is removed once it agreed', async () => {
    expect(await world.remove()).toMatchObject({ ok: true, change: { step: 'prove_old' } });
    expect(await world.enter(world.latest(oldPhone.id))).toEqual({ ok: true, change: null });
    expect(await world.contacts()).toEqual([]);
    expect(world.types().at(-1)).toBe('phone.removed');
    expect(await world.remove()).toEqual(refusal('no_phone'));
    // What was removed can come back.
    world.pass(60);
    expect(await world.set(oldPhone.address)).toMatchObject({ ok: true });
  });

  it('that is lost is changed by the mailbox, the new phone, and a day in which it can be called off', async () => {
    world = createWorld([oldPhone, mailbox]);
    expect(await world.set(newPhone, true)).toMatchObject({
      change: { step: 'prove_old', proof: { contact: { address: mailbox.address } } },
    });
    await world.enter(world.latest('mailbox'));
    expect(await world.enter(world.latest('sms|0199'))).toMatchObject({ change: { step: 'waiting' } });
    expect(world.types()).toContain('phone.change_waiting');
    world.pass(24 * 3600 - 1);
    expect(await world.phones.work()).toBe(0);
    expect(await world.contacts()).toEqual([oldPhone.address, mailbox.address]);
    world.pass(1);
    expect(await world.phones.work()).toBe(1);
    expect(await world.contacts()).toEqual([newPhone, mailbox.address]);
    expect(await world.phones.read(account.id)).toBeNull();
  });

  it('that was said to be lost stays where the change is called off', async () => {
    world = createWorld([oldPhone, mailbox]);
    await world.set(newPhone, true);
    await world.enter(world.latest('mailbox'));
    await world.enter(world.latest('sms|0199'));
    expect(await world.phones.abandon(account.id)).toEqual({ ok: true, change: null });
    world.pass(48 * 3600);
    expect(await world.phones.work()).toBe(0);
    expect(await world.contacts()).toEqual([oldPhone.address, mailbox.address]);
  });

  it('that is lost cannot be changed without a verified mailbox', async () => {
    expect(await world.set(newPhone, true)).toEqual(refusal('no_email'));
  });

  it('of somebody else is refused, and what is no mobile number too', async () => {
    world.tenant.foreign.add(newPhone);
    expect(await world.set()).toEqual(refusal('phone_taken'));
    expect(await world.set('banana')).toEqual(refusal('phone_invalid'));
    expect(await world.set('2025550199')).toEqual(refusal('phone_invalid'));
    expect(await world.set(oldPhone.address)).toEqual(refusal('phone_unchanged'));
    expect(world.codes.messages).toEqual([]);
    expect(world.store.events).toEqual([]);
  });

  it('is not linked where its code proved somebody else', async () => {
    await world.set();
    await world.enter(world.latest(oldPhone.id));
    world.proveAsSomebodyElse();
    expect(await world.enter(world.latest('sms|0199'))).toEqual(refusal('refused'));
    expect(await world.phones.read(account.id)).toBeNull();
    expect(world.tenant.phones).toEqual([oldPhone.address]);
  });

  it('ends its change with the third wrong code; what is no code costs nothing', async () => {
    await world.set();
    expect(await world.enter('12345')).toEqual(refusal('code_malformed'));
    expect(await world.enter('000000')).toEqual(refusal('code_wrong', { triesLeft: 2 }));
    expect(await world.enter('000001')).toEqual(refusal('code_wrong', { triesLeft: 1 }));
    expect(await world.enter('000002')).toEqual(refusal('refused'));
    expect(await world.enter(world.latest(oldPhone.id))).toEqual(refusal('no_change'));
    expect(await world.account()).toMatchObject({ wrongInARow: 3 });
  });

  it('sends three codes, sixty seconds apart, of which the last counts for 180 seconds', async () => {
    await world.set();
    expect(await world.phones.resend(account.id, signal)).toEqual(
      refusal('resend_too_soon', { at: noon + 60_000 }),
    );
    world.pass(60);
    expect(await world.phones.resend(account.id, signal)).toMatchObject({ ok: true });
    world.pass(60);
    expect(await world.phones.resend(account.id, signal)).toMatchObject({ ok: true });
    world.pass(60);
    expect(await world.phones.resend(account.id, signal)).toEqual(refusal('sends_spent'));
    world.pass(120);
    expect(await world.enter(world.latest(oldPhone.id))).toEqual(refusal('code_expired'));
  });

  it('counts its codes among the account’s, so that no phone is flooded', async () => {
    for (let change = 0; change < 5; change += 1) {
      expect(await world.set()).toMatchObject({ ok: true });
      await world.phones.abandon(account.id);
    }
    expect(await world.set()).toMatchObject(refusal('sends_limited'));
    expect(world.codes.messages).toHaveLength(5);
  });

  it('is asked no code while an order waits, and keeps orders from sending while one is on its way', async () => {
    const state = await world.store.accounts.read(account.id);
    if (state === null) throw new Error('no account');
    const release = world.codes.hold();
    const sending = world.set();
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    const during = await world.store.accounts.read(account.id);
    expect(during && sendingHindrance(readAt(during, noon, limits), noon, limits)).toMatchObject({
      type: 'quiet',
    });
    release();
    await sending;
    const after = await world.store.accounts.read(account.id);
    expect(after && sendingHindrance(readAt(after, noon, limits), noon, limits)).toBeNull();
    await world.phones.abandon(account.id);

    const current = (await world.account()) ?? account;
    await world.store.accounts.write({
      account: { ...current, version: current.version + 1 },
      transactions: [aTransaction()],
      challenges: [],
      contacts: [],
      removedContactIds: [],
      happenings: [],
      request: null,
      idempotency: null,
      writes: [],
      effect: null,
    });
    expect(await world.set()).toEqual(refusal('order_waiting'));
  });

  it('keeps the account quiet for a minute after a sending of unknown outcome', async () => {
    world.codes.answerNextStart({ type: 'unknown' });
    expect(await world.set()).toEqual(refusal('sending_failed'));
    expect(await world.account()).toMatchObject({ quietUntil: noon + 60_000 });
    expect(await world.enter('123456')).toEqual(refusal('code_expired'));
    expect(await world.phones.resend(account.id, signal)).toMatchObject(refusal('quiet'));
    world.pass(60);
    expect(await world.phones.resend(account.id, signal)).toMatchObject({ ok: true });
  });

  it('gives a try back where the code was certainly not looked at', async () => {
    await world.set();
    world.codes.answerNextCheck({ type: 'not_evaluated' });
    expect(await world.enter(world.latest(oldPhone.id))).toEqual(refusal('check_failed', { counted: false }));
    expect(await world.enter(world.latest(oldPhone.id))).toMatchObject({ change: { step: 'prove_new' } });
  });

  it('changes one at a time, and a change not proven in fifteen minutes ends', async () => {
    await world.set();
    expect(await world.remove()).toEqual(refusal('change_under_way'));
    world.pass(15 * 60);
    expect(await world.phones.work()).toBe(1);
    expect(world.types().at(-1)).toBe('phone.change_ended');
    expect(await world.phones.work()).toBe(0);
    expect(await world.remove()).toMatchObject({ ok: true });
  });

  it('is changed later where the tenant is down just then', async () => {
    await world.set();
    await world.enter(world.latest(oldPhone.id));
    world.tenant.down = true;
    expect(await world.enter(world.latest('sms|0199'))).toMatchObject({ change: { step: 'applying' } });
    expect(await world.phones.abandon(account.id)).toEqual(refusal('change_under_way'));
    world.tenant.down = false;
    world.pass(60);
    expect(await world.phones.work()).toBe(1);
    expect(await world.contacts()).toEqual([newPhone]);
  });

  it('has one winner among sixteen who all type the right code', async () => {
    await world.set();
    const code = world.latest(oldPhone.id);
    const results = await Promise.all(Array.from({ length: 16 }, () => world.enter(code)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await world.phones.read(account.id)).toMatchObject({ step: 'prove_new' });
  });

  it('moves along every line of the table, and along no other', async () => {
    const old = (walked: typeof world) => walked.enter(walked.latest(oldPhone.id));
    const fresh = (walked: typeof world) => walked.enter(walked.latest('sms|0199'));
    const abandon = (walked: typeof world) => walked.phones.abandon(account.id);
    const walks: readonly {
      readonly contacts: readonly Contact[];
      readonly walk: (walked: typeof world) => Promise<unknown>;
    }[] = [
      { contacts: [oldPhone], walk: async (w) => [await w.set(), await abandon(w)] },
      { contacts: [oldPhone], walk: async (w) => [await w.remove(), await old(w)] },
      { contacts: [oldPhone], walk: async (w) => [await w.set(), await old(w), await fresh(w)] },
      { contacts: [], walk: async (w) => [await w.set(), await abandon(w)] },
      ...[0, 24 * 3600].map((seconds) => ({
        contacts: [oldPhone, mailbox],
        walk: async (w: typeof world) => {
          await w.set(newPhone, true);
          await w.enter(w.latest('mailbox'));
          await fresh(w);
          w.pass(seconds);
          w.tenant.down = true;
          await (seconds === 0 ? abandon(w) : w.phones.work());
          w.tenant.down = false;
          w.pass(60);
          await w.phones.work();
        },
      })),
    ];
    const moved = new Set<string>();
    for (const { contacts, walk } of walks) {
      const walked = createWorld(contacts);
      await walk(walked);
      for (const move of movesOf(walked.steps)) moved.add(move);
    }
    const table = Object.entries(phoneMoves).flatMap(([from, all]) => all.map((to) => `${from} > ${to}`));
    expect([...moved].sort()).toEqual([...table].sort());
  });
});
