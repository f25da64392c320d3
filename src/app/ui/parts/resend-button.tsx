/** Sends the code again, once enough time has passed. Its name stays the same; how long to wait is said beside it. */
import { useId } from 'preact/hooks';
import { inWords, remainingUntil } from '../time.ts';
import { Button } from './button.tsx';
import { RefusalText } from './refusal.tsx';
import { useAction } from './use-action.ts';
import { useNow } from './use-now.ts';

export const ResendButton = ({
  path,
  resendAt,
  urgent = false,
}: {
  readonly path: string;
  /** Null: no more can be sent. */
  readonly resendAt: number | null;
  /** There is nothing else to do. */
  readonly urgent?: boolean;
}) => {
  const now = useNow();
  const wait = resendAt === null ? 0 : remainingUntil(resendAt, now);
  const action = useAction();
  const id = useId();
  const hint =
    resendAt === null
      ? 'No more codes can be sent. Cancel, and ask again.'
      : wait > 0
        ? `Possible ${inWords(wait)}`
        : null;
  return (
    <div class="act">
      <Button
        tone={urgent ? 'main' : 'quiet'}
        unavailable={resendAt === null || wait > 0}
        pending={action.pending}
        describedBy={hint === null ? undefined : id}
        onPress={() => void action.run(path)}
      >
        Send the code again
      </Button>
      {hint !== null && (
        <p id={id} class="hint">
          {hint}
        </p>
      )}
      <RefusalText refusal={action.refusal} />
    </div>
  );
};
