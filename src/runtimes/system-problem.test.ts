import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { systemProblem } from './system-problem.ts';

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

it('says what the operating system refused, and which settings to check', () => {
  const problem = systemProblem(thrownBy(() => readFileSync('/dev/null/data-key')));
  expect(problem).toMatch(/ENOTDIR.*\/dev\/null\/data-key.*DATA_DIR/);
});

it('explains no bug away', () => {
  expect(systemProblem(new TypeError('x is undefined'))).toBeNull();
});
