/** The part of docs/guide/doctor.md that is made from findings.ts: every finding, why it matters, what to do. */
import { checks } from './checks.ts';
import { type FindingId, type FindingText, findings } from './findings.ts';

const markers = { start: '<!-- findings:start -->', end: '<!-- findings:end -->' } as const;

/** The page with the findings put between its markers; null where it has none. */
export const withFindings = (page: string): string | null => {
  const start = page.indexOf(markers.start);
  const end = page.indexOf(markers.end);
  if (start < 0 || end < start) return null;
  return `${page.slice(0, start + markers.start.length)}\n${findingsTable()}\n${page.slice(end)}`;
};

/** In the order in which they are looked at. */
const findingsTable = (): string => {
  const ids = [...new Set(checks.flatMap(({ finds }) => finds))];
  return [
    '| finding | all is well where | why it matters | what to do |',
    '|---|---|---|---|',
    ...ids.map((id) => row(id, findings[id])),
  ].join('\n');
};

const row = (id: FindingId, { title, why, todo }: FindingText): string =>
  `| \`${id}\` | ${[title, why, todo].map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
