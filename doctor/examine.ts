/** Runs the checks, each only where what it needs is well. */
import { createSetup } from './ask/setup.ts';
import { createAskSkill } from './ask/skill.ts';
import { createAskTenant } from './ask/tenant.ts';
import type { Check, Examination } from './check.ts';
import { type Finding, type Seen, toFinding } from './finding.ts';
import { type FindingId, findings } from './findings.ts';
import { createMask } from './mask.ts';
import type { Outside } from './outside.ts';
import type { Subject } from './subject.ts';

export type Watcher = {
  readonly looking: (at: string) => void;
  readonly found: (finding: Finding) => void;
};

/** In turn, not at once: a tenant of the free plan takes two calls a second of its Management API. */
export const examine = async (
  checks: readonly Check[],
  examination: Examination,
  watcher: Watcher,
): Promise<readonly Finding[]> => {
  const mask = createMask(examination.subject.secrets);
  const found = new Map<FindingId, Finding>();
  const all: Finding[] = [];
  for (const check of checks) {
    if (check.applies?.(examination) === false) continue;
    watcher.looking(check.looksAt);
    const hindrance = hindranceOf(check, found);
    const seen = hindrance === null ? await run(check, examination, mask) : notLookedAt(check, hindrance);
    for (const one of seen) {
      const finding = toFinding({
        ...one,
        seen: mask(one.seen),
        ...(one.todo === undefined ? {} : { todo: mask(one.todo) }),
      });
      found.set(finding.id, finding);
      all.push(finding);
      watcher.found(finding);
    }
  }
  return all;
};

/** Where a check throws, the fault is this command's: rejects with where it was, through the same gate as all that is shown. */
const run = async (
  check: Check,
  examination: Examination,
  mask: (text: string) => string,
): Promise<readonly Seen[]> => {
  try {
    return await check.run(examination);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Error(`it failed itself while looking at ${check.looksAt}. ${mask(what)}`);
  }
};

/** What went wrong first: what is itself waiting for something names that. */
const hindranceOf = ({ needs }: Check, found: ReadonlyMap<FindingId, Finding>): FindingId | null => {
  const finding = needs
    .map((id) => found.get(id))
    .find((needed) => needed !== undefined && isNotWell(needed));
  return finding === undefined ? null : (finding.waitsFor ?? finding.id);
};

const isNotWell = ({ status }: Finding): boolean => status === 'fault' || status === 'unknown';

const notLookedAt = ({ finds }: Check, waitsFor: FindingId): readonly Seen[] =>
  finds.map((id) => ({
    id,
    status: 'unknown',
    seen: `Not looked at: first "${findings[waitsFor].title}" must hold.`,
    todo: `See ${waitsFor}.`,
    waitsFor,
  }));

export const prepareExamination = (
  subject: Subject,
  outside: Outside,
  asked: { readonly user: string | null; readonly dryRun: boolean },
): Examination => {
  const tenantReach = subject.tenantIs === 'sandbox' ? outside.local : outside.public;
  const skillReach = subject.isLocal ? outside.local : outside.public;
  const { settings } = subject;
  return {
    subject,
    outside,
    tenant: createAskTenant(settings, tenantReach, outside),
    tenantReach,
    setup: createSetup({ client: subject.setupClient, settings, reach: tenantReach, now: outside.now }),
    skill: createAskSkill(subject, skillReach, outside),
    skillReach,
    ...asked,
  };
};
