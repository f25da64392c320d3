/** The differences as a page to be read and to be shown to others: nothing in it belongs to a tenant or a person. */
import type { Difference } from './compare.ts';
import type { Recording } from './recording.ts';
import type { Shape } from './shape.ts';

export type Compared = {
  readonly sandbox: Recording;
  readonly tenant: Recording;
  readonly differences: readonly Difference[];
  /** ISO 8601. */
  readonly at: string;
  readonly version: string;
};

const meaning: { readonly [kind in Difference['kind']]: string } = {
  changed: 'Answered otherwise',
  missing: 'Not there, though the sandbox has it',
  additional: 'There, though the sandbox has it not',
};

const order: readonly Difference['kind'][] = ['changed', 'missing', 'additional'];

/** Whether something of ours may rely on what the tenant does otherwise. */
export const matters = ({ kind }: Difference): boolean => kind !== 'additional';

export const countOf = ({ tenant, differences }: Compared): string => {
  const serious = differences.filter(matters).length;
  return `${tenant.claims.length} answers compared, ${serious} that differ, ${differences.length - serious} with something additional.`;
};

export const reportPage = (compared: Compared): string => {
  const { differences, tenant, at, version } = compared;
  const parts = order.map((kind) =>
    partOf(
      kind,
      differences.filter((one) => one.kind === kind),
    ),
  );
  return [
    '# A tenant beside the sandbox',
    '',
    `Sayso ${version}, ${at}. ${countOf(compared)}`,
    'Values that belong to the tenant or to a person stand as `<what they are>`; other values are told by their kind.',
    ...parts.flat(),
    '',
    '## Not compared',
    '',
    ...(tenant.notes.length === 0 ? ['Nothing was left out.'] : tenant.notes.map((note) => `- ${note}`)),
    '',
    '## Asked',
    '',
    ...tenant.claims.map(({ id, title, answer }) => `- \`${id}\`: ${title} → ${answer.status}`),
    '',
  ].join('\n');
};

const partOf = (kind: Difference['kind'], differences: readonly Difference[]): readonly string[] =>
  differences.length === 0
    ? []
    : [
        '',
        `## ${meaning[kind]}`,
        '',
        '| answer | where | sandbox | tenant |',
        '|---|---|---|---|',
        ...differences.map(
          ({ claim, title, path, sandbox, tenant }) =>
            `| \`${claim}\`: ${title} | ${path === '' ? 'all of it' : `\`${path}\``} | ${cell(sandbox)} | ${cell(tenant)} |`,
        ),
      ];

const cell = (shape: Shape | undefined): string =>
  shape === undefined ? '' : `\`${JSON.stringify(shape).replaceAll('|', '\\|').replaceAll('`', "'")}\``;
