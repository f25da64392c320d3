/**
 * An issuer of codes with Auth0 Passwordless' own limits: only the latest code of a contact counts, once, for three
 * tries and 180 seconds. Faults and held answers are switched on by the test.
 */
import type { Contact } from '../src/transactions/model.ts';
import type { CheckOutcome, CodeIssuer, StartOutcome } from '../src/transactions/ports.ts';

type IssuedCode = {
  readonly code: string;
  readonly expiresAt: number;
  readonly tries: number;
  readonly used: boolean;
};

export type FakeIssuer = CodeIssuer & {
  /** What arrived, oldest first. */
  readonly messages: readonly { readonly contactId: string; readonly code: string }[];
  /** Calls made of each kind. */
  readonly calls: { start: number; check: number };
  /** The answer to the next start instead of the true one. `sends`: the code goes out all the same. */
  readonly answerNextStart: (outcome: StartOutcome, sends?: boolean) => void;
  /** The answer to the next check instead of the true one; `evaluated`: the issuer looked at the code all the same. */
  readonly answerNextCheck: (outcome: CheckOutcome, evaluated?: boolean) => void;
  /** Holds the answers of calls to come, until the returned function is called; their effect comes at once. */
  readonly hold: () => () => void;
  /** The latest code sent to a contact. */
  readonly latestCode: (contactId: string) => string;
};

const lifetimeMilliseconds = 180_000;
const mostTries = 3;

export const createFakeIssuer = (
  now: () => number,
  subjectOf: (contactId: string) => string,
  pause: () => Promise<void> = async () => {},
): FakeIssuer => {
  const codes = new Map<string, IssuedCode>();
  const messages: { contactId: string; code: string }[] = [];
  const calls = { start: 0, check: 0 };
  const startAnswers: { outcome: StartOutcome; sends: boolean }[] = [];
  const checkAnswers: { outcome: CheckOutcome; evaluated: boolean }[] = [];
  let held: Promise<void> = Promise.resolve();

  const send = (contactId: string): void => {
    // Distinct, six digits, and some with a leading zero.
    const code = String((messages.length * 7_919 + 42_424) % 1_000_000).padStart(6, '0');
    codes.set(contactId, { code, expiresAt: now() + lifetimeMilliseconds, tries: 0, used: false });
    messages.push({ contactId, code });
  };

  const evaluate = (contactId: string, given: string): CheckOutcome => {
    const issued = codes.get(contactId);
    if (issued === undefined || issued.used) return { type: 'wrong' };
    if (issued.tries >= mostTries || now() >= issued.expiresAt) return { type: 'spent' };
    const right = given === issued.code;
    codes.set(contactId, { ...issued, tries: issued.tries + 1, used: right });
    return right ? { type: 'right', subject: subjectOf(contactId) } : { type: 'wrong' };
  };

  return {
    messages,
    calls,
    start: async (contact: Contact) => {
      calls.start += 1;
      await pause();
      const answer = startAnswers.shift() ?? { outcome: { type: 'sent' as const }, sends: true };
      if (answer.sends) send(contact.id);
      await held;
      return answer.outcome;
    },
    check: async (contact: Contact, code: string) => {
      calls.check += 1;
      await pause();
      const answer = checkAnswers.shift();
      const outcome = answer?.evaluated === false ? answer.outcome : evaluate(contact.id, code);
      await held;
      await pause();
      return answer?.outcome ?? outcome;
    },
    answerNextStart: (outcome, sends = outcome.type === 'sent') => {
      startAnswers.push({ outcome, sends });
    },
    answerNextCheck: (outcome, evaluated = false) => {
      checkAnswers.push({ outcome, evaluated });
    },
    hold: () => {
      let release = (): void => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = Promise.resolve();
        release();
      };
    },
    latestCode: (contactId) => {
      const message = messages.findLast((candidate) => candidate.contactId === contactId);
      if (message === undefined) throw new Error(`nothing was sent to ${contactId}`);
      return message.code;
    },
  };
};
