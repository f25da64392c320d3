/**
 * The file that carries a database from one engine to another: text in UTF-8, a JSON value a line (NDJSON).
 *
 * 1. The header (`Header`).
 * 2. The rows of each table, in the header's order and number: an array of the columns' values, each as PostgreSQL
 *    writes it as text (so nothing is rounded, and JSON is kept to the letter), or null.
 * 3. The end (`End`): how many rows, and an HMAC-SHA-256 of every byte before this line, under a key derived from
 *    DATA_KEY. A file that was cut short, altered, or written by somebody else is told by it.
 *
 * Contacts stay sealed as they are stored; the file is no less worth protecting, for it says who ordered what.
 */
import type { MigrationTable } from '../migrate.ts';

export const formatName = 'sayso-data';
/** Raised where a reader of the former version would misread. */
export const formatVersion = 1;

export type TableHeader = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
};

export type Header = {
  readonly format: typeof formatName;
  readonly version: number;
  /** Of the DATA_KEY that the database was written with (keys.ts). */
  readonly dataKeyId: string;
  /** The migrations the database had taken, by their SHA-256, in order. */
  readonly steps: { readonly [table in MigrationTable]: readonly string[] };
  readonly tables: readonly TableHeader[];
  /** Sequences that gave out a number, and the last of them. */
  readonly sequences: readonly { readonly name: string; readonly last: string }[];
};

export type End = { readonly end: typeof formatName; readonly rows: number; readonly hmac: string };

export type Row = readonly (string | null)[];

/** `foreign`: no file of ours. `newer`: of a version of the format that came after this program. */
export const readHeader = (line: string): Header | 'foreign' | 'newer' => {
  const value = parseObject(line);
  if (value === null || value.format !== formatName || typeof value.version !== 'number') return 'foreign';
  if (value.version !== formatVersion) return value.version > formatVersion ? 'newer' : 'foreign';
  const { dataKeyId, steps, tables, sequences } = value;
  const [core, business] = [fieldOf(steps, 'sayso_migrations'), fieldOf(steps, 'business_migrations')];
  if (typeof dataKeyId !== 'string' || !isTexts(core) || !isTexts(business)) return 'foreign';
  if (!Array.isArray(tables) || !tables.every(isTableHeader)) return 'foreign';
  if (!Array.isArray(sequences) || !sequences.every(isSequence)) return 'foreign';
  return {
    format: formatName,
    version: formatVersion,
    dataKeyId,
    steps: { sayso_migrations: core, business_migrations: business },
    tables,
    sequences,
  };
};

/** Null where it is no row of so many columns. */
export const readRow = (line: string, columns: number): Row | null => {
  const value = parse(line);
  const isRow = (values: readonly unknown[]): values is Row =>
    values.length === columns && values.every((one) => one === null || typeof one === 'string');
  return Array.isArray(value) && isRow(value) ? value : null;
};

export const readEnd = (line: string): End | null => {
  const value = parseObject(line);
  if (value === null || value.end !== formatName) return null;
  const { rows, hmac } = value;
  return typeof rows === 'number' && typeof hmac === 'string' ? { end: formatName, rows, hmac } : null;
};

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const parseObject = (line: string): { readonly [name: string]: unknown } | null => {
  const value = parse(line);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const isTableHeader = (value: unknown): value is TableHeader => {
  const rows = fieldOf(value, 'rows');
  return (
    typeof fieldOf(value, 'name') === 'string' &&
    isTexts(fieldOf(value, 'columns')) &&
    Number.isSafeInteger(rows) &&
    Number(rows) >= 0
  );
};

const isSequence = (value: unknown): value is Header['sequences'][number] =>
  isTexts([fieldOf(value, 'name'), fieldOf(value, 'last')]) && /^-?\d+$/.test(String(fieldOf(value, 'last')));
