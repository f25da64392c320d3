/** The faults one would try first, as choices in words; each choice turns several of the sandbox's switches. */
import type { Switches } from '../contract.ts';

type Settings = Switches;

export type FaultChoice = { readonly label: string; readonly settings: Settings };
export type FaultGroup = {
  readonly id: string;
  readonly label: string;
  /** The first is as it should be. */
  readonly choices: readonly [FaultChoice, ...FaultChoice[]];
};

const sms = { smsLateSeconds: 0, smsLost: false, smsProviderError: false };
const email = { emailLateSeconds: 0, emailLost: false };
const tenant = { slowMilliseconds: 0, down: 'no', rateLimited: false };
const locker = { down: false, slowMilliseconds: 0, answerLost: false };

const choice = (label: string, board: string, values: Settings[string]): FaultChoice => ({
  label,
  settings: { [board]: values },
});

const groups: readonly FaultGroup[] = [
  {
    id: 'sms',
    label: 'Text messages',
    choices: [
      choice('arrive at once', 'tenant', sms),
      choice('arrive 15 seconds late', 'tenant', { ...sms, smsLateSeconds: 15 }),
      choice('get lost', 'tenant', { ...sms, smsLost: true }),
      choice('are refused by the provider', 'tenant', { ...sms, smsProviderError: true }),
    ],
  },
  {
    id: 'email',
    label: 'Emails',
    choices: [
      choice('arrive at once', 'tenant', email),
      choice('arrive 15 seconds late', 'tenant', { ...email, emailLateSeconds: 15 }),
      choice('get lost', 'tenant', { ...email, emailLost: true }),
    ],
  },
  {
    id: 'auth0',
    label: 'Auth0',
    choices: [
      choice('answers', 'tenant', tenant),
      choice('takes 2 seconds for each answer', 'tenant', { ...tenant, slowMilliseconds: 2_000 }),
      choice('is down: connections are cut', 'tenant', { ...tenant, down: 'reset' }),
      choice('is down: answers 503', 'tenant', { ...tenant, down: 'unavailable' }),
      choice('is rate-limited: answers 429', 'tenant', { ...tenant, rateLimited: true }),
    ],
  },
  {
    id: 'tokens',
    label: 'The Echo’s access token',
    choices: [
      choice('is good', 'tenant', { tokensExpired: false }),
      choice('has run out', 'tenant', { tokensExpired: true }),
    ],
  },
  {
    id: 'echo',
    label: 'The Echo hears digits',
    choices: [
      choice('well', 'echo', { mishearing: 'none' }),
      choice('without a zero in front', 'echo', { mishearing: 'drops_leading_zero' }),
      choice('without the last one', 'echo', { mishearing: 'misses_last_digit' }),
      choice('with the last one wrong', 'echo', { mishearing: 'hears_wrong_digit' }),
      choice('not at all', 'echo', { mishearing: 'hears_nothing' }),
    ],
  },
  {
    id: 'locker',
    label: 'The pickup locker',
    choices: [
      choice('opens', 'locker', locker),
      choice('is down', 'locker', { ...locker, down: true }),
      choice('takes 3 seconds', 'locker', { ...locker, slowMilliseconds: 3_000 }),
      choice('opens, but its answer is lost', 'locker', { ...locker, answerLost: true }),
    ],
  },
];

/** Those whose switches there are: with a real tenant nobody can turn Auth0's. */
export const faultGroups = (switches: Switches): readonly FaultGroup[] =>
  groups.filter(({ choices: [first] }) => Object.keys(first.settings).every((board) => board in switches));

/** The choice that the switches are at; -1 where they stand in a way that no choice is. */
export const currentChoice = (switches: Switches, { choices }: FaultGroup): number =>
  choices.findIndex(({ settings }) =>
    Object.entries(settings).every(([board, values]) =>
      Object.entries(values).every(([name, value]) => switches[board]?.[name] === value),
    ),
  );

/** What is on, in words; switches that no choice knows by their own names. */
export const faultsInWords = (switches: Switches, on: readonly string[]): readonly string[] => {
  const present = faultGroups(switches);
  const known = new Set(
    present.flatMap(({ choices: [first] }) =>
      Object.entries(first.settings).flatMap(([board, values]) =>
        Object.keys(values).map((name) => `${board}.${name}`),
      ),
    ),
  );
  const words = present.flatMap((group) => {
    const at = currentChoice(switches, group);
    if (at === 0) return [];
    return [`${group.label} ${group.choices[at]?.label ?? '(set elsewhere)'}`];
  });
  return [...words, ...on.filter((name) => !known.has(name))];
};
