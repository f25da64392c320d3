import type { Business, SpokenValue, SpokenValues } from '../transactions/command.ts';

export type ValuesReading =
  | { readonly type: 'known'; readonly values: SpokenValues }
  | { readonly type: 'unknown_command' }
  /** A name the command does not read, or several values where it takes one. */
  | { readonly type: 'unknown_value' };

/**
 * What a caller of the API sends for a command, as the commands take it. A caller names ids of the business's own
 * vocabulary; whether there is such an id is for the command to say. Nothing it does not read gets through.
 */
export const readValues = (
  business: Pick<Business, 'commands'>,
  commandName: string,
  sent: { readonly [name: string]: string | readonly string[] },
): ValuesReading => {
  const command = business.commands.find(({ name }) => name === commandName);
  if (command === undefined) return { type: 'unknown_command' };
  const values: [string, readonly SpokenValue[]][] = [];
  for (const [name, value] of Object.entries(sent)) {
    const list = typeof value === 'string' ? [value] : value;
    const known = Object.hasOwn(command.values, name) ? command.values[name] : undefined;
    if (known === undefined || (list.length > 1 && !known.several)) return { type: 'unknown_value' };
    values.push([name, list.map((id) => ({ heard: id, id }))]);
  }
  return { type: 'known', values: Object.fromEntries(values) };
};
