/** What a database has, by its own catalog: the core's tables and the business's alike. */
import { migrationTables } from '../migrate.ts';
import type { Script } from '../sql.ts';

export type Table = {
  readonly name: string;
  /** What to select from: rows of tables that inherit from it are their own; those of its partitions are its. */
  readonly source: string;
  /** All that are stored; generated ones come by themselves. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
};

const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** Tables of `public`, but for those of extensions and those that note migrations. */
export const readTables = (script: Script): Promise<readonly Table[]> =>
  script.query<Table>(`
    SELECT relation.relname AS name,
      CASE relation.relkind WHEN 'r' THEN 'ONLY ' ELSE '' END || 'public.' || quote_ident(relation.relname) AS source,
      json_agg(json_build_object(
      'name', attribute.attname, 'type', format_type(attribute.atttypid, attribute.atttypmod)
    ) ORDER BY attribute.attnum) AS columns
    FROM pg_class relation JOIN pg_attribute attribute ON attribute.attrelid = relation.oid
    WHERE relation.relnamespace = 'public'::regnamespace AND relation.relkind IN ('r', 'p')
      AND NOT relation.relispartition AND relation.relname NOT IN (${list(migrationTables)})
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = relation.oid AND deptype = 'e')
      AND attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attgenerated = ''
    GROUP BY relation.relname, relation.relkind ORDER BY relation.relname COLLATE "C"`);

export const readSequences = (
  script: Script,
): Promise<readonly { readonly name: string; readonly last: string }[]> =>
  script.query(`
    SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL
      AND sequencename NOT IN (${list(migrationTables.map((table) => `${table}_id_seq`))})
    ORDER BY sequencename COLLATE "C"`);

/** Hashes of the migrations taken, in order; none where the table that notes them is not there. */
export const readSteps = async (script: Script, table: string): Promise<readonly string[]> => {
  const [known] = await script.query<{ isThere: boolean }>(
    `SELECT to_regclass('public.${table}') IS NOT NULL AS "isThere"`,
  );
  if (known?.isThere !== true) return [];
  const rows = await script.query<{ hash: string }>(`SELECT hash FROM public.${table} ORDER BY created_at`);
  return rows.map(({ hash }) => hash);
};

/** Values travel as text: these say how some types are written, whatever the server's own habits are. */
export const speakPlainly = (script: Script): Promise<void> =>
  script.execute(`
    SET LOCAL TimeZone = 'UTC';
    SET LOCAL DateStyle = 'ISO, YMD';
    SET LOCAL IntervalStyle = 'iso_8601';
    SET LOCAL bytea_output = 'hex';
    SET LOCAL extra_float_digits = 1`);

/** PostgreSQL, "Lexical Structure", "Identifiers and Key Words". */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
