import { isObject } from './verify/json-field.ts';

/**
 * What the last answer asked for, kept in Alexa's session attributes so that "yes" or three more digits make sense in
 * the next turn. It only says what an answer means: whatever the answer acts on is read again from the server.
 *
 * Digits of a code are kept here in two cases: the first three of six ("three digits, then three"), and five that may
 * have lost a leading zero. Alexa has just spoken them to us and gets them back over the same signed, encrypted
 * conversation for one turn; they are stored nowhere else, and no log of ours has session attributes. The alternative,
 * storing them ourselves, would put digits of codes where none are.
 */
export type Asked =
  | { readonly type: 'wish' }
  | { readonly type: 'code' }
  /** The first three digits were heard. */
  | { readonly type: 'rest_of_code'; readonly digits: string }
  /** Five digits were heard: does the code begin with zero? */
  | { readonly type: 'leading_zero'; readonly digits: string }
  /** Shall a new code be sent? */
  | { readonly type: 'new_code' }
  /** Leave what waits, or cancel it? */
  | { readonly type: 'leave_or_cancel' }
  /** A value of a command is missing; ids of those that were understood. */
  | {
      readonly type: 'value';
      readonly command: string;
      readonly value: string;
      readonly understood: { readonly [name: string]: readonly string[] };
    };

/** Session attributes come back as Alexa sends them: anything that is not ours reads as nothing asked. */
export const readAsked = (attributes: { readonly [name: string]: unknown } | undefined): Asked | null => {
  const asked = attributes && Object.hasOwn(attributes, 'asked') ? attributes.asked : null;
  if (!isObject(asked)) return null;
  switch (asked.type) {
    case 'wish':
    case 'code':
    case 'new_code':
    case 'leave_or_cancel':
      return { type: asked.type };
    case 'rest_of_code':
      return isDigits(asked.digits, 3) ? { type: asked.type, digits: asked.digits } : null;
    case 'leading_zero':
      return isDigits(asked.digits, 5) ? { type: asked.type, digits: asked.digits } : null;
    case 'value':
      if (typeof asked.command !== 'string' || typeof asked.value !== 'string') return null;
      return {
        type: 'value',
        command: asked.command,
        value: asked.value,
        understood: readIds(asked.understood),
      };
    default:
      return null;
  }
};

const readIds = (understood: unknown): { readonly [name: string]: readonly string[] } =>
  Object.fromEntries(
    Object.entries(isObject(understood) ? understood : {}).map(([name, ids]) => [
      name,
      Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [],
    ]),
  );

const isDigits = (value: unknown, count: number): value is string =>
  typeof value === 'string' && value.length === count && /^[0-9]+$/.test(value);
