/** The field for a code, with its button: spaces are fine, and what is no code is not sent. */
import { useId, useRef, useState } from 'preact/hooks';
import { readTypedCode } from '../code.ts';
import { Button } from './button.tsx';
import { RefusalText } from './refusal.tsx';
import { useAction } from './use-action.ts';

export const CodeField = ({
  path,
  submit,
  triesLeft,
}: {
  /** `{code}` is posted there. */
  readonly path: string;
  /** On the button. */
  readonly submit: string;
  readonly triesLeft: number;
}) => {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const action = useAction();
  const id = useId();

  const send = async () => {
    const read = readTypedCode(typed);
    if (read.type === 'problem') {
      action.refuse({ ok: false, code: 'invalid', message: read.message });
      field.current?.focus();
      return;
    }
    if (await action.run(path, { code: read.code })) return setTyped('');
    field.current?.select();
  };

  return (
    <form
      class="code-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label for={id}>Code</label>
      <div class="code-row">
        <input
          ref={field}
          id={id}
          class="code-input"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={24}
          placeholder="000 000"
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          aria-invalid={action.refusal !== null}
          aria-describedby={`${id}-problem ${id}-tries`}
          required
        />
        <Button type="submit" pending={action.pending}>
          {submit}
        </Button>
      </div>
      <RefusalText id={`${id}-problem`} refusal={action.refusal} />
      <Tries id={`${id}-tries`} left={triesLeft} />
    </form>
  );
};

const most = 3;

const Tries = ({ id, left }: { readonly id: string; readonly left: number }) => (
  <p id={id} class="tries">
    <span class="tries-dots" aria-hidden="true">
      {Array.from({ length: Math.max(most, left) }, (_, index) => (
        <span key={index} class={index < left ? 'dot' : 'dot spent'} />
      ))}
    </span>
    {triesText(left)}
  </p>
);

const triesText = (left: number): string => {
  if (left === 0) return 'No tries are left';
  return left === 1 ? '1 try left' : `${left} tries left`;
};
