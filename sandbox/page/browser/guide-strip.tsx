/** Three steps to a first order, and the one sentence that helps now. */
import type { Step } from './guide.ts';
import { Icon } from './icons.tsx';
import { nameOf, type World } from './state.ts';

const steps = [
  'Ask the Echo for something',
  'A code comes to the owner’s phone',
  'Tap the code to say it',
] as const;

const positions: Readonly<Record<Step, number>> = { link: 0, ask: 0, wait: 1, confirm: 2, done: 3 };

type Props = {
  readonly step: Step;
  readonly user: string;
  readonly application: string;
  readonly trust: World['trust'];
  readonly live: boolean;
};

export const Guide = ({ step, user, application, trust, live }: Props) => {
  const at = positions[step];
  return (
    <section class={`guide ${step}`} aria-label="What to do">
      <ol>
        {steps.map((text, index) => (
          <li
            key={text}
            class={index < at ? 'past' : index === at ? 'present' : 'ahead'}
            aria-current={index === at ? 'step' : undefined}
          >
            <span class="number" aria-hidden="true">
              {index < at ? <Icon name="check" /> : index + 1}
            </span>
            {text}
          </li>
        ))}
      </ol>
      <p class="now">
        {sentence(step, nameOf(user), live)}
        {step === 'link' && (
          <>
            {' '}
            <a href={linkAddress(user)}>Link it</a>
          </>
        )}
        {step === 'done' && (
          <>
            {' '}
            <a href={application} target="sayso-application" rel="noopener">
              See it in the web application
            </a>
            .{trust !== 'trusted' && ` ${certificateWarning}`}
          </>
        )}
      </p>
    </section>
  );
};

/** The way to the tenant's sign-in page. */
export const linkAddress = (user: string): string => `/link/start?user=${encodeURIComponent(user)}`;

export const certificateWarning =
  'Your browser will first say that the connection is not private, for the certificate was made on this machine: choose “Advanced”, then “Proceed”; or run “npm run trust” once.';

const sentence = (step: Step, name: string, live: boolean): string => {
  switch (step) {
    case 'ask':
      return 'Start here: click the first suggestion in the Echo, or type something of your own.';
    case 'link':
      return `${name}’s Echo is linked to no account. You sign in once, as ${name} or anybody else, and it is.`;
    case 'wait':
      return live
        ? 'Nothing is ordered yet. The code is on its way to your real phone or mailbox: type it below.'
        : `Nothing is ordered yet: anybody could have asked. A code is on its way to ${name}.`;
    case 'confirm':
      return `The code is here. Whoever holds ${name}’s phone or mailbox can tap it; nobody else can confirm.`;
    case 'done':
      return 'Done. It took the code to confirm, and the code went to the owner alone.';
    default:
      return step satisfies never;
  }
};
