import { runChecks, type Check } from './check.ts';

/** As many cores as the smallest machine has that this is meant for. */
const AT_ONCE = 2;

/** Runs checks, prints each result as it comes and the counts at the end, and sets the exit code. */
export async function printChecks(checks: readonly Check[]): Promise<void> {
  const results = await runChecks(checks, AT_ONCE, ({ name, problems, seconds }) => {
    console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'}  ${seconds.toFixed(1).padStart(5)} s  ${name}`);
    for (const line of problems) console.log(`        ${line}`);
  });
  const failures = results.filter(({ problems }) => problems.length > 0);
  console.log(`${results.length - failures.length} passed, ${failures.length} failed`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
