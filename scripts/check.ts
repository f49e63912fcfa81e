import { join } from 'node:path';
import { runChecks } from './check/check.ts';
import { checksOf } from './check/checks.ts';

/** As many cores as the smallest machine has that this is meant for. */
const AT_ONCE = 2;

const results = await runChecks(checksOf(join(import.meta.dirname, '..')), AT_ONCE, ({ name, problems, seconds }) => {
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'}  ${seconds.toFixed(1).padStart(5)} s  ${name}`);
  for (const line of problems) console.log(`        ${line}`);
});

const failures = results.filter(({ problems }) => problems.length > 0);
console.log(`${results.length - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
