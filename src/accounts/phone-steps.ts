/** The steps of changing a phone: each reads, decides by phone-change.ts, and writes where nothing moved meanwhile. */
import type { Failure } from '../transactions/failures.ts';
import type { Account, AccountState, Happening } from '../transactions/model.ts';
import { contactHint } from './contact-hint.ts';
import {
  newPhoneChange,
  type PhoneChange,
  type PhoneFailure,
  phoneChangeAt,
  phoneChangeDueAt,
  postponed,
  resendHindrance,
  sendingPhoneCode,
  settlePhoneCode,
  tryHindrance,
} from './phone-change.ts';
import type { PhonePorts } from './phone-ports.ts';
import type { Contact, Instant } from './types.ts';

export type PhoneResult =
  | { readonly ok: true; readonly change: PhoneChange | null }
  | { readonly ok: false; readonly failure: Failure | PhoneFailure };

export type WantedPhoneChange =
  | { readonly intent: 'set'; readonly phone: string; readonly oldPhoneLost: boolean }
  | { readonly intent: 'remove' };

export type PhoneChanges = {
  /** The change under way, as the clock makes it. */
  readonly read: (accountId: string) => Promise<PhoneChange | null>;
  /** That the sign-in is fresh has been checked by the caller. */
  readonly begin: (accountId: string, wanted: WantedPhoneChange, signal: AbortSignal) => Promise<PhoneResult>;
  readonly enterCode: (accountId: string, code: string, signal: AbortSignal) => Promise<PhoneResult>;
  readonly resend: (accountId: string, signal: AbortSignal) => Promise<PhoneResult>;
  readonly abandon: (accountId: string) => Promise<PhoneResult>;
  /** Carries out and ends what the clock has decided. Returns how many accounts were looked at. */
  readonly work: () => Promise<number>;
};

type Seen = { readonly state: AccountState; readonly change: PhoneChange | null; readonly now: Instant };

/** `change` undefined: it stays as it is. */
type Decided = {
  readonly account?: Partial<Account>;
  readonly change?: PhoneChange | null;
  readonly happening?: Happening;
  readonly failure?: Failure | PhoneFailure | null;
};

const mostAttempts = 64;
const codePattern = /^[0-9]{6}$/;
const applySeconds = 10;
const mostDue = 20;

export const createPhoneChanges = (ports: PhonePorts): PhoneChanges => {
  const { limits } = ports;

  const see = async (
    accountId: string,
  ): Promise<{ seen: Seen; before: AccountState; stored: PhoneChange | null } | null> => {
    const before = await ports.accounts.read(accountId);
    if (before === null) return null;
    // After the account: where the change moved since, so did the account's version, and the write misses.
    const stored = await ports.changes.read(accountId);
    const now = Math.max(ports.now(), before.account.updatedAt);
    const change = phoneChangeAt(stored, now, limits);
    return { seen: { state: ports.readAt(before, now), change, now }, before, stored };
  };

  const take = async (accountId: string, decide: (seen: Seen) => Decided): Promise<PhoneResult> => {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const looked = await see(accountId);
      if (looked === null) return { ok: false, failure: { type: 'not_found' } };
      const { seen, before } = looked;
      const decided = decide(seen);
      const failure = decided.failure ?? null;
      const change = decided.change === undefined ? seen.change : decided.change;
      const result: PhoneResult = failure === null ? { ok: true, change } : { ok: false, failure };
      if (decided.change === undefined && decided.account === undefined) return result;
      const written = await ports.accounts.write({
        account: {
          ...before.account,
          ...decided.account,
          version: before.account.version + 1,
          updatedAt: seen.now,
        },
        transactions: [],
        challenges: [],
        contacts: [],
        removedContactIds: [],
        happenings: decided.happening ? [decided.happening] : [],
        request: null,
        idempotency: null,
        writes: decided.change === undefined ? [] : [statementOf(accountId, change)],
        effect: null,
      });
      if (written === 'written') return result;
    }
    return { ok: false, failure: { type: 'busy' } };
  };

  const statementOf = (accountId: string, change: PhoneChange | null) =>
    ports.changes.statement(accountId, change && { change, dueAt: phoneChangeDueAt(change) });

  /** Why no code of a change may be sent: one of an order may be out, or too many were. The owner's lock is no reason. */
  const hindrance = ({ state, now }: Seen): Failure | PhoneFailure | null => {
    if (state.transaction?.state === 'requested') return { type: 'order_waiting' };
    const { account } = state;
    return ports.hindrance(
      { ...state, account: { ...account, lockedAt: { ...account.lockedAt, owner: null } } },
      now,
    );
  };

  /** On its way until its answer; no order's code may leave before that, or overtake a late one (rule 1). */
  const quietWhileSending = (now: Instant): Instant =>
    now + (limits.sendingDeadlineSeconds + limits.quietSeconds) * 1000;

  const beginSending = (seen: Seen, change: PhoneChange, happening?: Happening): Decided => ({
    account: {
      sentAt: [...seen.state.account.sentAt, seen.now],
      quietUntil: quietWhileSending(seen.now),
    },
    change: sendingPhoneCode(change, seen.now, limits),
    ...(happening ? { happening } : {}),
  });

  /** Asks for the code of the change just stored as `sending`, and stores what became of it. */
  const send = async (accountId: string, sending: PhoneChange, signal: AbortSignal): Promise<PhoneResult> => {
    const { proof, code } = sending;
    if (proof === null || code === null) throw new Error('only a step that is proven by a code sends one');
    const outcome = await ports.codes.start(proof.contact, signal);
    return take(accountId, ({ state, change, now }) => {
      const isQuietOurs = state.account.quietUntil === quietWhileSending(code.startedAt);
      const until = outcome.type === 'unknown' ? now + limits.quietSeconds * 1000 : null;
      const account = isQuietOurs ? { quietUntil: until } : {};
      const failure = outcome.type === 'sent' ? null : ({ type: 'sending_failed' } as const);
      if (
        change?.id !== sending.id ||
        change.code?.startedAt !== code.startedAt ||
        change.step !== sending.step
      ) {
        return { account, failure: failure ?? { type: 'no_change' } };
      }
      return {
        account,
        change: { ...change, code: { ...code, state: outcome.type === 'sent' ? 'live' : 'send_failed' } },
        ...(outcome.type === 'sent' ? { happening: happened('phone.code_sent') } : {}),
        failure,
      };
    });
  };

  const sendNext = async (accountId: string, signal: AbortSignal): Promise<PhoneResult> => {
    const reserved = await take(accountId, (seen) => {
      if (seen.change === null) return { failure: { type: 'no_change' } };
      const failure = resendHindrance(seen.change, seen.now, limits) ?? hindrance(seen);
      return failure ? { failure } : beginSending(seen, seen.change);
    });
    if (!reserved.ok || reserved.change === null) return reserved;
    return send(accountId, reserved.change, signal);
  };

  const begin: PhoneChanges['begin'] = async (accountId, wanted, signal) => {
    const looked = await see(accountId);
    if (looked === null) return { ok: false, failure: { type: 'not_found' } };
    const { seen } = looked;
    const { subject } = seen.state.account;
    const refused = (failure: Failure | PhoneFailure): PhoneResult => ({ ok: false, failure });
    if (seen.change !== null) return refused({ type: 'change_under_way' });
    // Before the tenant is asked for anything; asked again when the change is stored.
    const early = hindrance(seen);
    if (early !== null) return refused(early);

    const current = seen.state.contacts.find(({ channel }) => channel === 'sms') ?? null;
    if (current !== null && subject.startsWith('sms|')) return refused({ type: 'sign_in_phone' });
    const store = async (
      rest: Pick<PhoneChange, 'intent' | 'oldPhoneLost' | 'phone'> & { readonly agrees: Contact | null },
    ): Promise<PhoneResult> => {
      const id = ports.newId();
      const begun = await take(accountId, (again) => {
        if (again.change !== null) return { failure: { type: 'change_under_way' } };
        const failure = hindrance(again);
        const change = newPhoneChange({ id, subject, ...rest }, again.now);
        if (failure !== null) return { failure };
        if (change === null) return { failure: { type: 'no_phone' } };
        return beginSending(again, change, happened('phone.change_begun', { lost: rest.oldPhoneLost }));
      });
      return begun.ok && begun.change ? send(accountId, begun.change, signal) : begun;
    };

    if (wanted.intent === 'remove') {
      if (current === null) return refused({ type: 'no_phone' });
      return store({ intent: 'remove', oldPhoneLost: false, phone: null, agrees: current });
    }

    const address = ports.readAddress('sms', wanted.phone);
    if (address === null) return refused({ type: 'phone_invalid' });
    if (address === current?.address) return refused({ type: 'phone_unchanged' });
    const oldPhoneLost = wanted.oldPhoneLost && current !== null;
    const email = oldPhoneLost ? await ports.tenant.provideEmail(subject, signal) : null;
    if (email?.type === 'none') return refused({ type: 'no_email' });
    if (email?.type === 'unavailable') return refused({ type: 'unavailable' });

    const known = await ports.changes.findPrepared(address);
    const prepared = await ports.tenant.prepare({ address, subject, known }, signal);
    if (prepared.type === 'taken') return refused({ type: 'phone_taken' });
    if (prepared.type === 'unavailable') return refused({ type: 'unavailable' });
    const { userId } = prepared;
    if (userId !== known) await ports.changes.notePrepared(address, userId, seen.now);
    const agrees =
      email === null
        ? (current ?? seen.state.contacts.find(({ channel }) => channel === 'email') ?? null)
        : mailbox(email.address);
    const phone = { address, hint: contactHint({ channel: 'sms', address }), userId };
    return store({ intent: 'set', oldPhoneLost, phone, agrees });
  };

  const enterCode: PhoneChanges['enterCode'] = async (accountId, code, signal) => {
    const reserved = await take(accountId, ({ state, change, now }) => {
      if (change === null) return { failure: { type: 'no_change' } };
      const failure = tryHindrance(change, codePattern.test(code), now, limits);
      if (failure !== null) return { failure };
      // An order's code went to the same contact since: the issuer knows only that one.
      const { proof, code: own } = change;
      const overtaken = state.challenges.some(
        ({ contactId, startedAt }) => contactId === proof?.contact.id && startedAt >= (own?.startedAt ?? 0),
      );
      if (overtaken) return { failure: { type: 'code_expired' } };
      if (state.account.lockedAt.wrong_codes !== null) {
        return { failure: { type: 'locked', lock: 'wrong_codes' } };
      }
      return {
        account: { wrongInARow: state.account.wrongInARow + 1 },
        change: { ...change, tries: change.tries + 1 },
      };
    });
    if (!reserved.ok) return reserved;
    const tried = reserved.change;
    if (tried?.proof == null) return { ok: false, failure: { type: 'no_change' } };
    const outcome = await ports.codes.check(tried.proof.contact, code, signal);

    const settled = await take(accountId, ({ state, change, now }) => {
      if (
        change?.id !== tried.id ||
        change.step !== tried.step ||
        change.code?.startedAt !== tried.code?.startedAt
      ) {
        return { failure: { type: 'no_change' } };
      }
      const { change: next, failure } = settlePhoneCode(change, outcome, now, limits);
      const givenBack = outcome.type === 'right' || outcome.type === 'not_evaluated';
      const wrongInARow = Math.max(0, state.account.wrongInARow - (givenBack ? 1 : 0));
      return { account: { wrongInARow }, change: next, failure, ...tellOf(next, failure) };
    });
    if (!settled.ok || settled.change === null) return settled;
    if (settled.change.step === 'prove_new') return sendNext(accountId, signal);
    return settled.change.step === 'applying' ? apply(accountId) : settled;
  };

  /** Carries the change out at the tenant, then learns from it; what cannot be done now is the worker's. */
  const apply = async (accountId: string): Promise<PhoneResult> => {
    const looked = await see(accountId);
    const change = looked?.seen.change ?? null;
    if (looked === null || change?.step !== 'applying') return { ok: false, failure: { type: 'no_change' } };
    const { account } = looked.seen.state;
    const signal = AbortSignal.timeout(applySeconds * 1000);
    const applied = await ports.tenant.apply(account.subject, change.phone, signal);
    for (const { address, userId } of applied.type === 'applied' ? applied.freed : []) {
      await ports.changes.notePrepared(address, userId, ports.now());
    }
    const known = applied.type === 'applied' && (await learnsOf(accountId, account, change));
    return take(accountId, ({ change: current, now }) => {
      if (current?.id !== change.id) return {};
      if (applied.type === 'lost') {
        return {
          change: null,
          happening: happened('phone.change_ended'),
          failure: { type: 'phone_taken' },
        };
      }
      if (!known) return { change: postponed(current, now) };
      return {
        change: null,
        happening: happened(change.intent === 'set' ? 'phone.changed' : 'phone.removed'),
      };
    });
  };

  /** Whether what is stored is what the tenant now says: a learning begun before the change may not know of it. */
  const learnsOf = async (accountId: string, account: Account, change: PhoneChange): Promise<boolean> => {
    if ((await ports.learnContacts(account)) !== 'learnt') return false;
    const contacts = (await ports.accounts.read(accountId))?.contacts ?? [];
    const phones = contacts.filter(({ channel }) => channel === 'sms').map(({ address }) => address);
    return change.phone === null ? phones.length === 0 : phones.join() === change.phone.address;
  };

  return {
    read: async (accountId) => (await see(accountId))?.seen.change ?? null,
    begin,
    enterCode,
    resend: sendNext,
    abandon: (accountId) =>
      take(accountId, ({ change }) => {
        if (change === null) return { failure: { type: 'no_change' } };
        // Both sides have proven themselves and the tenant is being told: too late.
        if (change.step === 'applying') return { failure: { type: 'change_under_way' } };
        return { change: null, happening: happened('phone.change_ended') };
      }),
    work: async () => {
      const due = await ports.changes.findDue(ports.now(), mostDue);
      for (const accountId of due) {
        const looked = await see(accountId);
        if (looked?.seen.change?.step === 'applying') await apply(accountId);
        else if (looked !== null && looked.seen.change === null && looked.stored !== null) {
          await take(accountId, ({ change }) =>
            change === null ? { change: null, happening: happened('phone.change_ended') } : {},
          );
        }
      }
      return due.length;
    },
  };
};

const happened = (type: Happening['type'], data: Happening['data'] = {}): Happening => ({
  type,
  transactionId: null,
  data,
});

const tellOf = (
  next: PhoneChange | null,
  failure: PhoneFailure | null,
): { readonly happening?: Happening } => {
  if (next === null) return { happening: happened('phone.change_ended') };
  if (failure?.type === 'code_wrong') return { happening: happened('phone.code_wrong') };
  return next.step === 'waiting' ? { happening: happened('phone.change_waiting') } : {};
};

/** The mailbox that agrees for a lost phone; stored only within the change. */
const mailbox = (address: string): Contact => ({
  id: 'mailbox',
  channel: 'email',
  address,
  hint: contactHint({ channel: 'email', address }),
  provenAt: 0,
  checkedAt: 0,
});
