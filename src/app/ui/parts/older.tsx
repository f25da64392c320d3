/** Shows one more page of a list. */
import { useState } from 'preact/hooks';
import { useModel } from '../context.ts';
import { Button } from './button.tsx';

export const Older = ({
  list,
  before,
  label,
}: {
  readonly list: 'orders' | 'activity';
  readonly before: string | null;
  readonly label: string;
}) => {
  const model = useModel();
  const [pending, setPending] = useState(false);
  const load = async () => {
    setPending(true);
    const look = await model.loadOlder(list);
    setPending(false);
    model.tell(
      look === 'read'
        ? 'Older entries were added to the end of the list.'
        : 'They could not be read. Try again.',
    );
  };
  return before === null ? null : (
    <div class="older">
      <Button tone="quiet" pending={pending} onPress={() => void load()}>
        {label}
      </Button>
    </div>
  );
};
