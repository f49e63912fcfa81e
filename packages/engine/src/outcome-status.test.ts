import { systemClock } from '@fargate-actions/aws';
import { expect, test } from '@jest/globals';
import { applyPlan, runStatus, planAll, resource } from './index.ts';

const cancelled = Object.assign(new Error('The run was cancelled (SIGINT).'), { name: 'CancelledError' });
const refused = new Error('AWS refused it.');

/** What became of things to be written, of which some could not be. */
async function outcomesOf(errors: readonly (Error | undefined)[]) {
  const resources = errors.map((error, index) =>
    resource<object, object, object>({
      address: { kind: `r${index}` },
      resolve: () => Promise.resolve({}),
      read: () => Promise.resolve(undefined),
      plan: () => ({ action: 'create', differences: [], request: {} }),
      apply: () => (error ? Promise.reject(error) : Promise.resolve({ outputs: {} })),
    }),
  );
  return applyPlan(await planAll(resources), { clock: systemClock });
}

test.each([
  { what: 'all written', errors: [undefined, undefined], status: 'applied' },
  { what: 'nothing to write', errors: [], status: 'unchanged' },
  { what: 'one given up as the run was cancelled', errors: [undefined, cancelled], status: 'cancelled' },
  { what: 'one refused beside that', errors: [cancelled, refused], status: 'failed' },
])('$what: $status', async ({ errors, status }) => {
  expect(runStatus(await outcomesOf(errors))).toBe(status);
});
