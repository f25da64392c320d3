/** A button whose action is asked about first: what it does is said before it is done. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { RefusalText } from './refusal.tsx';
import { useAction } from './use-action.ts';

export const Question = ({
  ask,
  title,
  yes,
  no = 'Go back',
  path,
  body,
  tone = 'quiet',
  children,
}: {
  /** On the button. */
  readonly ask: ComponentChildren;
  readonly title: string;
  readonly yes: string;
  readonly no?: string;
  readonly path: string;
  /** What is posted; empty where none is given. */
  readonly body?: object;
  readonly tone?: 'quiet' | 'warn';
  /** What it does, in words. */
  readonly children: ComponentChildren;
}) => {
  const [open, setOpen] = useState(false);
  const action = useAction();
  const close = () => {
    setOpen(false);
    action.refuse(null);
  };
  return (
    <>
      <Button tone={tone} onPress={() => setOpen(true)}>
        {ask}
      </Button>
      <Dialog title={title} open={open} onClose={close}>
        {children}
        <RefusalText refusal={action.refusal} />
        <div class="actions">
          <Button
            tone={tone === 'warn' ? 'warn' : 'main'}
            pending={action.pending}
            onPress={async () => {
              if (await action.run(path, body)) close();
            }}
          >
            {yes}
          </Button>
          <Button tone="quiet" onPress={close}>
            {no}
          </Button>
        </div>
      </Dialog>
    </>
  );
};
