/** "This was not me": says what it means, cancels, and locks voice ordering unless that is not wanted. */
import { useState } from 'preact/hooks';
import type { WaitingOrder } from '../../contract.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { RefusalText } from './refusal.tsx';
import { useAction } from './use-action.ts';

export const NotMe = ({ order }: { readonly order: WaitingOrder }) => {
  const [open, setOpen] = useState(false);
  const [lock, setLock] = useState(true);
  const action = useAction();
  const close = () => {
    setOpen(false);
    action.refuse(null);
  };
  const stop = async () => {
    if (await action.run(`orders/${order.id}/not-me`, { lock })) close();
  };
  return (
    <>
      <Button tone="warn" onPress={() => setOpen(true)}>
        This was not me
      </Button>
      <Dialog title="Somebody else asked for this?" open={open} onClose={close}>
        <p>
          We cancel <strong>{order.summary}</strong>, and its code stops working. Nothing has happened yet:
          nobody can confirm it without the code we sent to you. Tell that code to nobody, whoever asks.
        </p>
        <label class="choice">
          <input
            type="checkbox"
            checked={lock}
            onChange={({ currentTarget }) => setLock(currentTarget.checked)}
          />
          <span>
            <strong>Lock voice ordering too</strong>
            <span class="soft">
              Nobody can order by voice with your account until you open the lock here.
            </span>
          </span>
        </label>
        <RefusalText refusal={action.refusal} />
        <div class="actions">
          <Button tone="warn" pending={action.pending} onPress={() => void stop()}>
            Stop this order
          </Button>
          <Button tone="quiet" onPress={close}>
            Go back
          </Button>
        </div>
      </Dialog>
    </>
  );
};
