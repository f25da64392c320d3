/** JSON that can be folded. */
import { useState } from 'preact/hooks';

type Props = {
  readonly value: unknown;
  /** null: the outermost value, which cannot be folded itself. */
  readonly name: string | null;
  /** Whether a part is open at first, by the names that lead to it. */
  readonly isOpen: (path: readonly string[]) => boolean;
  readonly path?: readonly string[];
};

export const JsonView = ({ value, name, isOpen, path = [] }: Props) => {
  const [open, setOpen] = useState(() => isOpen(path));
  const entries = entriesOf(value);
  if (entries === null || entries.length === 0) {
    return (
      <div class="json-line">
        {name !== null && <span class="json-name">{name}: </span>}
        <span class={`json-${value === null ? 'null' : typeof value}`}>
          {JSON.stringify(value) ?? 'none'}
        </span>
      </div>
    );
  }
  if (name === null) {
    return (
      <>
        {entries.map(([key, inner]) => (
          <JsonView key={key} name={key} value={inner} isOpen={isOpen} path={[...path, key]} />
        ))}
      </>
    );
  }
  const isList = Array.isArray(value);
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary class="json-line">
        <span class="json-name">{name}: </span>
        <span class="soft">
          {isList ? '[' : '{'}
          {!open && ` … ${entries.length} ${isList ? ']' : '}'}`}
        </span>
      </summary>
      {open && (
        <div class="json-inside">
          {entries.map(([key, inner]) => (
            <JsonView key={key} name={key} value={inner} isOpen={isOpen} path={[...path, key]} />
          ))}
        </div>
      )}
    </details>
  );
};

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] | null =>
  typeof value === 'object' && value !== null ? Object.entries(value) : null;
