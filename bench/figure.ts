/** One line of the table: what was measured, and what it should have been. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: '' | 'ms' | 'MB' | '×';
  readonly goal: { readonly atLeast: number } | { readonly atMost: number };
  /** What it is made of. */
  readonly detail: string;
};

export const isMet = ({ value, goal }: Figure): boolean =>
  'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;

/** Plain text, aligned. */
export const table = (figures: readonly Figure[]): string => {
  const rows = figures.map((figure) => [
    figure.name,
    shown(figure.value, figure.unit),
    'atLeast' in figure.goal
      ? `≥ ${shown(figure.goal.atLeast, figure.unit)}`
      : `≤ ${shown(figure.goal.atMost, figure.unit)}`,
    isMet(figure) ? 'met' : 'NOT MET',
    figure.detail,
  ]);
  const all = [['figure', 'measured', 'goal', '', 'made of'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const shown = (value: number, unit: Figure['unit']): string => {
  const digits = unit === 'MB' || unit === 'ms' ? 1 : 2;
  const text = String(Number(value.toFixed(digits)));
  return unit === '' ? text : `${text} ${unit}`;
};
