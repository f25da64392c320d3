/** An envelope to be edited, signed and sent: what the Service Simulator and Postman did. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Person } from '../contract.ts';
import { toJson } from './copies.ts';
import { sendEnvelope } from './requests.ts';
import { Scrollable } from './scrollable.tsx';
import { nameOf } from './state.ts';

export type EnvelopeDraft = {
  readonly title: string;
  readonly envelope: string;
  /** Whose Echo sends it; null: nobody's. */
  readonly user: string | null;
};

type Props = {
  readonly draft: EnvelopeDraft;
  readonly people: readonly Person[];
  readonly onClose: () => void;
};

type Sent =
  | { readonly type: 'not_yet' }
  | { readonly type: 'under_way' }
  | { readonly type: 'problem'; readonly message: string }
  | { readonly type: 'answered'; readonly status: number; readonly body: string };

const unlinkedEcho = '(unlinked)';
const asWritten = '(as written)';

export const EnvelopeDialog = ({ draft, people, onClose }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const [envelope, setEnvelope] = useState(draft.envelope);
  const [sender, setSender] = useState(draft.user ?? unlinkedEcho);
  const [sent, setSent] = useState<Sent>({ type: 'not_yet' });
  useEffect(() => dialog.current?.showModal(), []);

  const send = async (): Promise<void> => {
    const problem = sender === asWritten ? null : jsonProblem(envelope);
    if (problem !== null) {
      setSent({ type: 'problem', message: problem });
      return;
    }
    setSent({ type: 'under_way' });
    const user = sender === unlinkedEcho ? null : sender;
    const asked = await sendEnvelope(envelope, { user, raw: sender === asWritten });
    setSent(
      asked.ok
        ? { type: 'answered', status: asked.body.status, body: toJson(asked.body.body) }
        : { type: 'problem', message: asked.problem },
    );
  };

  return (
    <dialog ref={dialog} aria-labelledby="envelope-title" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <h2 id="envelope-title">{draft.title}</h2>
        <p class="soft">
          Any Alexa envelope will do. Its time, request id, skill id and token are put in anew, then it is
          signed.
        </p>
        <label for="envelope">Envelope</label>
        <textarea
          id="envelope"
          class="json"
          rows={16}
          spellcheck={false}
          value={envelope}
          onInput={({ currentTarget }) => setEnvelope(currentTarget.value)}
        />
        <label class="stacked">
          Sent by
          <select value={sender} onChange={({ currentTarget }) => setSender(currentTarget.value)}>
            {people.map(({ user }) => (
              <option key={user} value={user}>
                {nameOf(user)}’s Echo
              </option>
            ))}
            <option value={unlinkedEcho}>An Echo that is not linked</option>
            <option value={asWritten}>Nobody: signed exactly as written</option>
          </select>
        </label>
        <div role="status">
          {sent.type === 'under_way' && <p>Sending …</p>}
          {sent.type === 'problem' && <p class="alarm">{sent.message}</p>}
          {sent.type === 'answered' && <p>The skill answered with status {sent.status}:</p>}
        </div>
        {sent.type === 'answered' && (
          <Scrollable class="sent-answer" label="Answer">
            <pre class="json">{sent.body}</pre>
          </Scrollable>
        )}
        <div class="row">
          <button type="submit" disabled={sent.type === 'under_way'}>
            Send
          </button>
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
      </form>
    </dialog>
  );
};

const jsonProblem = (text: string): string | null => {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`;
  }
};
