/** Findings as text for people and as JSON for programs. */
import { type Finding, type Status, statuses } from './finding.ts';

/** 0 all well, warnings and what could not be seen included; 1 a fault; 2 it could not be run. */
export type ExitStatus = 0 | 1 | 2;

export type Summary = { readonly [status in Status]: number };

export const summarize = (findings: readonly Finding[]): Summary => {
  const count = (status: Status): number => findings.filter((finding) => finding.status === status).length;
  return { ok: count('ok'), warning: count('warning'), fault: count('fault'), unknown: count('unknown') };
};

/** What is looked at, for the head of a report. */
export type Looked = { readonly tenant: string; readonly skill: string; readonly sandbox: boolean };

export const jsonReport = (looked: Looked | null, findings: readonly Finding[]): string =>
  JSON.stringify({ ...(looked ?? {}), summary: summarize(findings), findings }, null, 2);

export const heading = ({ tenant, skill, sandbox }: Looked): string =>
  `Sayso's doctor looks at ${sandbox ? 'the sandbox' : 'your tenant'} ${tenant} and the skill endpoint ${skill}.\n`;

export type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow' | 'green', text: string) => string;

const words: { readonly [status in Status]: string } = {
  ok: 'ok',
  warning: 'warning',
  fault: 'FAULT',
  unknown: 'unknown',
};

const colors = { ok: 'green', warning: 'yellow', fault: 'red', unknown: 'dim' } as const;

const labelWidth = 9;

const lineWidth = 110;

/** One line where all is well; else what was seen, why it matters and what to do, one under the other. */
export const findingText = (finding: Finding, paint: Paint): string => {
  const { id, title, status, seen, why, todo, waitsFor } = finding;
  const label = paint(colors[status], words[status].padEnd(labelWidth));
  if (status === 'ok') return `  ${label}${title}. ${paint('dim', seen)}`;
  if (waitsFor !== null) return `  ${label}${title}? ${paint('dim', `Not looked at: see ${waitsFor}.`)}`;
  return [
    `  ${label}${paint('bold', `${title}?`)} ${paint('dim', id)}`,
    paragraph('Seen: ', seen),
    paragraph('Why:  ', why),
    ...(todo === null ? [] : [paragraph('Do:   ', todo)]),
  ].join('\n');
};

/** Broken between words, each line indented as far as the first one's text. */
const paragraph = (head: string, text: string): string => {
  const indentation = ' '.repeat(labelWidth + 2);
  const lines = [`${indentation}${head}`];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const isFirst = line.trimEnd().length < indentation.length + head.length;
    const longer = isFirst ? `${line}${word}` : `${line} ${word}`;
    if (longer.length <= lineWidth || isFirst) lines[lines.length - 1] = longer;
    else lines.push(`${indentation}${' '.repeat(head.length)}${word}`);
  }
  return lines.join('\n');
};

export const summaryText = (findings: readonly Finding[]): string => {
  const summary = summarize(findings);
  const counts = statuses
    .filter((status) => status === 'ok' || summary[status] > 0)
    .map((status) => `${summary[status]} ${words[status].toLowerCase()}`);
  return `\n${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}: ${counts.join(', ')}.`;
};
