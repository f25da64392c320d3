/** Adding, changing or removing the phone, one step at a time. */
import type { PhoneChangeData } from '../../../contract.ts';
import { useModel } from '../../context.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { CodeField } from '../../parts/code-field.tsx';
import { Countdown } from '../../parts/countdown.tsx';
import { WhenFresh } from '../../parts/fresh-sign-in.tsx';
import { ResendButton } from '../../parts/resend-button.tsx';
import { momentText } from '../../time.ts';
import { PhoneForm } from './phone-form.tsx';

export const PhoneChange = ({
  change,
  hasPhone,
}: {
  readonly change: PhoneChangeData;
  readonly hasPhone: boolean;
}) => {
  switch (change.step) {
    case 'idle':
      return <Begin hasPhone={hasPhone} />;
    case 'prove_old':
    case 'prove_new':
      return <Prove key={change.step} change={change} />;
    case 'waiting':
      return <Waiting change={change} />;
    default:
      return change satisfies never;
  }
};

const Begin = ({ hasPhone }: { readonly hasPhone: boolean }) => (
  <div class="part" data-focus-home>
    <h3 tabIndex={-1}>{hasPhone ? 'Change your phone' : 'Add a phone'}</h3>
    <WhenFresh returnTo="profile" toDo={hasPhone ? 'change your phone' : 'add a phone'}>
      <PhoneForm hasPhone={hasPhone} />
    </WhenFresh>
  </div>
);

type Proving = Extract<PhoneChangeData, { readonly step: 'prove_old' | 'prove_new' }>;

const Prove = ({ change }: { readonly change: Proving }) => {
  const { title, text } = provingText(change);
  return (
    <div class="part highlight" data-focus-home data-focus-next>
      <p class="step">{stepText(change)}</p>
      <h3 tabIndex={-1}>{title}</h3>
      <p>{text}</p>
      <Countdown key={change.expiresAt} until={change.expiresAt} />
      <CodeField path="phone/code" submit="Continue" triesLeft={change.triesLeft} />
      <div class="actions">
        <ResendButton path="phone/resend" resendAt={change.resendAt} />
        <Abandon />
      </div>
    </div>
  );
};

const stepText = ({ step, intent }: Proving): string => {
  if (intent === 'remove') return 'Removing your phone';
  return step === 'prove_old' ? 'Step 1 of 2' : 'Last step';
};

const provingText = ({
  step,
  intent,
  sentTo,
}: Proving): { readonly title: string; readonly text: string } => {
  const sent = `We sent a code to ${sentTo}.`;
  if (step === 'prove_new')
    return { title: 'Prove the new phone', text: `${sent} Type it to show that the phone is yours.` };
  return intent === 'remove'
    ? { title: 'Agree to the removal', text: `${sent} Type it to show that it is you who removes the phone.` }
    : {
        title: 'Agree with what you have now',
        text: `${sent} Type it to show that it is you who changes the phone.`,
      };
};

const Waiting = ({
  change: { shown, effectiveAt },
}: {
  readonly change: Extract<PhoneChangeData, { readonly step: 'waiting' }>;
}) => {
  const { now } = useModel();
  return (
    <div class="part highlight" data-focus-home data-focus-next>
      <p class="step">Waiting</p>
      <h3 tabIndex={-1}>Your new phone {shown} is on its way</h3>
      <p>
        It takes effect {momentText(effectiveAt, now())}. We wait because the old phone could not agree. If
        this was not you, call it off.
      </p>
      <Abandon />
    </div>
  );
};

const Abandon = () => (
  <ActButton tone="quiet" path="phone/abandon">
    Call off this change
  </ActButton>
);
