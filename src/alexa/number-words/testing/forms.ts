/** Sixty forms a locale in which a code is said: what was heard, and what is to be made of it. */
import { forms as deDe } from './forms/de-DE.ts';
import { forms as enGb } from './forms/en-GB.ts';
import { forms as enUs } from './forms/en-US.ts';
import { forms as esEs } from './forms/es-ES.ts';
import { forms as frFr } from './forms/fr-FR.ts';
import { forms as itIt } from './forms/it-IT.ts';

/** What was heard; the code, or the outcome's type with the digits it brings. */
export type Form = readonly [heard: string, read: string];

export const formsByLocale: ReadonlyMap<string, readonly Form[]> = new Map([
  ['en-US', enUs],
  ['en-GB', enGb],
  ['de-DE', deDe],
  ['fr-FR', frFr],
  ['es-ES', esEs],
  ['it-IT', itIt],
]);
