/** One's data: to look at, to take along, to have deleted. */
import { useId, useState } from 'preact/hooks';
import { useModel } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { WhenFresh } from '../../parts/fresh-sign-in.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { RefusalText } from '../../parts/refusal.tsx';
import { Section } from '../../parts/section.tsx';
import { useAction } from '../../parts/use-action.ts';

export const DataSection = () => {
  const { base } = useModel();
  return (
    <Section title="Your data">
      <ul class="links">
        <li>
          <PageLink page="activity">Recent activity</PageLink>
          <span class="soft">Sign-ins, links, codes and confirmations</span>
        </li>
        <li>
          <a href={`${base}/data/export`} download>
            Download my data
          </a>
          <span class="soft">Everything we keep about you, as a JSON file</span>
        </li>
      </ul>
      <div class="part danger" data-focus-home>
        <h3 tabIndex={-1}>Delete my data</h3>
        <p>
          Deletes your orders, contacts, links and activity here, cancels what waits, and signs you out
          everywhere. It cannot be undone.
        </p>
        <WhenFresh returnTo="profile" toDo="delete your data">
          <Erase />
        </WhenFresh>
      </div>
    </Section>
  );
};

/** What must be typed, so that nobody deletes by a slip of the hand. */
const word = 'delete';

const Erase = () => {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const action = useAction();
  const id = useId();
  const close = () => {
    setOpen(false);
    setTyped('');
    action.refuse(null);
  };
  const erase = () => {
    if (typed.trim().toLowerCase() === word) void action.run('erase');
    else action.refuse({ ok: false, code: 'invalid', message: `Type the word “${word}” to go on.` });
  };
  return (
    <>
      <Button tone="warn" onPress={() => setOpen(true)}>
        Delete my data
      </Button>
      <Dialog title="Delete everything we keep about you?" open={open} onClose={close}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            erase();
          }}
        >
          <p>You may want to download it first. Afterwards it is gone for good, and you are signed out.</p>
          <label for={id}>Type “{word}” to go on</label>
          <input
            id={id}
            class="text-input"
            autoComplete="off"
            autoCapitalize="none"
            maxLength={32}
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            aria-invalid={action.refusal !== null}
            aria-describedby={`${id}-problem`}
            required
          />
          <RefusalText id={`${id}-problem`} refusal={action.refusal} />
          <div class="actions">
            <Button type="submit" tone="warn" pending={action.pending}>
              Delete everything
            </Button>
            <Button tone="quiet" onPress={close}>
              Go back
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
};
