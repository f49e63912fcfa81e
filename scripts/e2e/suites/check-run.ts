import type { StepResult } from '../../runner/run-action.ts';
import { failed, passed, type Check } from '../checks.ts';

/** As much of a failed run's log as is worth reading here. */
const LOG_LINES = 25;

/** A check of one run: what is wrong with it; nothing where it is as it must be. */
export function checkRun(name: string, result: StepResult, wrong: readonly (string | false)[], seen = ''): Check {
  const problems = wrong.filter((problem) => problem !== false);
  return problems.length === 0
    ? passed(name, ...(seen === '' ? [] : [seen]))
    : failed(name, ...problems, ...result.log.trimEnd().split('\n').slice(-LOG_LINES));
}

/** That a run ended with an error that says so, at a place where one is given. */
export function expectError(name: string, result: StepResult, rule: string, words: string, at = ''): Check {
  const annotation = result.log
    .split('\n')
    .find((line) => line.startsWith('::error') && line.includes(`title=${rule}`));
  return checkRun(name, result, [
    result.exitCode !== 1 && `ended with ${result.exitCode}, must be 1`,
    annotation === undefined && `no error ${rule}`,
    annotation !== undefined && !annotation.includes(words) && `the error does not say: ${words}`,
    annotation !== undefined && !annotation.includes(at) && `the error is not at ${at}: ${annotation}`,
  ]);
}
