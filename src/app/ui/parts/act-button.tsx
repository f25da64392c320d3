/** A button that posts at once, with its refusal beneath it. */
import type { ComponentChildren } from 'preact';
import { Button, type ButtonProps } from './button.tsx';
import { RefusalText } from './refusal.tsx';
import { useAction } from './use-action.ts';

export const ActButton = ({
  path,
  children,
  ...button
}: Pick<ButtonProps, 'tone' | 'unavailable' | 'describedBy'> & {
  readonly path: string;
  readonly children: ComponentChildren;
}) => {
  const action = useAction();
  return (
    <div class="act">
      <Button {...button} pending={action.pending} onPress={() => void action.run(path)}>
        {children}
      </Button>
      <RefusalText refusal={action.refusal} />
    </div>
  );
};
