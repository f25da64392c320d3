/** Begins a change of the phone: the new number, and whether the old phone can still agree. */
import { useId, useRef, useState } from 'preact/hooks';
import { Button } from '../../parts/button.tsx';
import { Question } from '../../parts/question.tsx';
import { RefusalText } from '../../parts/refusal.tsx';
import { useAction } from '../../parts/use-action.ts';

export const PhoneForm = ({ hasPhone }: { readonly hasPhone: boolean }) => {
  const [phone, setPhone] = useState('');
  const [oldPhoneLost, setOldPhoneLost] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const action = useAction();
  const id = useId();

  const begin = async () => {
    if (phone.trim() === '') {
      action.refuse({ ok: false, code: 'invalid', message: 'Type the number of your phone.' });
      field.current?.focus();
      return;
    }
    const body = { intent: 'set', phone: phone.trim(), ...(hasPhone && { oldPhoneLost }) };
    if (!(await action.run('phone/begin', body))) field.current?.focus();
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <label for={id}>{hasPhone ? 'New phone number' : 'Phone number'}</label>
      <input
        ref={field}
        id={id}
        class="text-input"
        type="tel"
        name="phone"
        autoComplete="tel"
        maxLength={32}
        value={phone}
        onInput={({ currentTarget }) => setPhone(currentTarget.value)}
        aria-invalid={action.refusal !== null}
        aria-describedby={`${id}-problem ${id}-hint`}
        required
      />
      <p id={`${id}-hint`} class="hint">
        With its country code, such as +1 555 010 0142. We send it a code to see that it is yours.
      </p>
      <RefusalText id={`${id}-problem`} refusal={action.refusal} />
      {hasPhone && (
        <label class="choice">
          <input
            type="checkbox"
            checked={oldPhoneLost}
            onChange={({ currentTarget }) => setOldPhoneLost(currentTarget.checked)}
          />
          <span>
            <strong>I no longer have the old phone</strong>
            <span class="soft">
              The code to agree then goes to your email, and the change takes effect after 24 hours. Until
              then it can be called off here.
            </span>
          </span>
        </label>
      )}
      <div class="actions">
        <Button type="submit" pending={action.pending}>
          {hasPhone ? 'Change the phone' : 'Add the phone'}
        </Button>
        {hasPhone && <RemovePhone />}
      </div>
    </form>
  );
};

const RemovePhone = () => (
  <Question
    ask="Remove the phone"
    title="Remove your phone?"
    yes="Send a code and go on"
    no="Keep it"
    path="phone/begin"
    body={{ intent: 'remove' }}
  >
    <p>
      We first send a code to it, to be sure that it is you. Codes then go to your verified email address.
    </p>
  </Question>
);
