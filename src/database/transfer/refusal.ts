/** Why data was not moved. */
import type { OpenFailureType } from '../opened.ts';

export type TransferFailureType =
  | OpenFailureType
  | 'no_database'
  | 'not_empty'
  | 'unusable_file'
  | 'foreign_file'
  | 'damaged_file'
  | 'other_version'
  | 'not_moved';

/** `message` says what happened and what to do; it bears no password and nothing of the data. */
export type TransferFailure = { readonly type: TransferFailureType; readonly message: string };

export type Moved =
  | { readonly ok: true; readonly tables: number; readonly rows: number }
  | { readonly ok: false; readonly failure: TransferFailure };

/** Thrown, for a transaction is undone by a throw; caught where the folder is entered, and a value from there on. */
export class Refusal extends Error {
  readonly failure: TransferFailure;
  constructor(type: TransferFailureType, message: string) {
    super(message);
    this.failure = { type, message };
  }
}
