/**
 * A vitest reporter that counts: every test passed or failed, and as failed also what never ran (a file that broke at
 * loading, an error outside any test, a skipped test). Says
 * `N passed, N failed`, or writes the two to the file named by TOTALS_FILE, for .ci/run to say them last.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

type Totals = { readonly passed: number; readonly failed: number };
type Ran = Parameters<NonNullable<Reporter['onTestRunEnd']>>;

export const totalsOf = (modules: Ran[0], errors: Ran[1]): Totals => {
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((one) => one.result().state),
  );
  const passed = states.filter((state) => state === 'passed').length;
  const broken = modules.filter((module) => module.errors().length > 0).length;
  const suites = modules.flatMap((module) => [...module.children.allSuites()]);
  const brokenSuites = suites.filter((suite) => suite.errors().length > 0).length;
  return { passed, failed: states.length - passed + broken + brokenSuites + errors.length };
};

export default class ClosingLine implements Reporter {
  onTestRunEnd(...[modules, errors]: Ran): void {
    const totals = totalsOf(modules, errors);
    if (totals.failed > 0 || totals.passed === 0) process.exitCode = 1;
    const file = process.env.TOTALS_FILE;
    if (file) writeFileSync(file, JSON.stringify(totals));
    else process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);
  }
}
