/** What a check is, and what it has to work with. */

import type { Setup } from './ask/setup.ts';
import type { AskSkill } from './ask/skill.ts';
import type { AskTenant } from './ask/tenant.ts';
import type { Seen } from './finding.ts';
import type { FindingId } from './findings.ts';
import type { Outside, Reach } from './outside.ts';
import type { Subject } from './subject.ts';

export type Examination = {
  readonly subject: Subject;
  readonly outside: Outside;
  readonly tenant: AskTenant;
  readonly tenantReach: Reach;
  readonly setup: Setup;
  readonly skill: AskSkill;
  readonly skillReach: Reach;
  /** The user asked about: their id or email address; null where nobody was. */
  readonly user: string | null;
  /** Whether to tell what would be changed for that user. */
  readonly dryRun: boolean;
};

/** One question, as cheap as it can be. */
export type Check = {
  /** Told while it runs: "looking at …". */
  readonly looksAt: string;
  /** Every finding it may make; where something it needs is not well, all of them are `unknown`. */
  readonly finds: readonly FindingId[];
  readonly needs: readonly FindingId[];
  /** Whether it applies at all; always, where left out. */
  readonly applies?: (examination: Examination) => boolean;
  /** Never throws for what was seen; a finding that does not apply is left out. */
  readonly run: (examination: Examination) => readonly Seen[] | Promise<readonly Seen[]>;
};
