/** All switches for what can go wrong in the sandbox, read and turned in one place. */

/** Where it is text, one of a few words. */
type SwitchValue = boolean | number | string;

export type SwitchBoard = {
  /** The part's own object; turning a switch assigns to it. */
  readonly switches: object;
  /** Every switch off, which also says which there are and of what type. */
  readonly off: Readonly<Record<string, SwitchValue>>;
  readonly words: Readonly<Record<string, readonly string[]>>;
};

export type SwitchBoards = ReadonlyMap<string, SwitchBoard>;

export type Turned = { readonly ok: true } | { readonly ok: false; readonly problem: string };

export const readSwitches = (boards: SwitchBoards): Record<string, Record<string, SwitchValue>> =>
  Object.fromEntries([...boards].map(([name, { switches, off }]) => [name, { ...off, ...switches }]));

/** What is not as it should be, as `tenant.smsLost`. */
export const switchesOn = (boards: SwitchBoards): readonly string[] =>
  [...boards].flatMap(([name, { switches, off }]) =>
    Object.entries(switches).flatMap(([key, value]) => (value === off[key] ? [] : [`${name}.${key}`])),
  );

export const clearSwitches = (boards: SwitchBoards): void => {
  for (const { switches, off } of boards.values()) Object.assign(switches, off);
};

/** Turns what `{"tenant": {"down": "reset"}, "locker": {…}}` names, all of it or nothing. */
export const turnSwitches = (boards: SwitchBoards, wanted: Readonly<Record<string, unknown>>): Turned => {
  for (const [name, values] of Object.entries(wanted)) {
    const board = boards.get(name);
    if (board === undefined)
      return refuse(`There is no "${name}" here, only ${[...boards.keys()].join(', ')}.`);
    if (typeof values !== 'object' || values === null)
      return refuse(`"${name}" must be an object of switches.`);
    for (const [key, value] of Object.entries(values)) {
      const problem = findProblem(board, key, value);
      if (problem !== null) return refuse(`${name}.${key} ${problem}`);
    }
  }
  for (const [name, values] of Object.entries(wanted))
    Object.assign(boards.get(name)?.switches ?? {}, values);
  return { ok: true };
};

const findProblem = ({ off, words }: SwitchBoard, key: string, value: unknown): string | null => {
  if (!Object.hasOwn(off, key)) return `is no switch. There are: ${Object.keys(off).join(', ')}.`;
  if (typeof value !== typeof off[key]) return `must be a ${typeof off[key]}.`;
  if (typeof value === 'number' && !(value >= 0 && value <= 3_600_000)) return 'must be from 0 to 3600000.';
  const choices = words[key];
  if (choices && !choices.some((word) => word === value)) return `must be one of ${choices.join(', ')}.`;
  return null;
};

const refuse = (problem: string): Turned => ({ ok: false, problem });
