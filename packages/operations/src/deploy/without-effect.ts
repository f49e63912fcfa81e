import type { Diagnostics } from '@fargate-actions/documents';
import type { DeployInputs } from './inputs.ts';

/** Inputs of the official action that there is nothing to do for, said rather than ignored. */
export function noteWithoutEffect(inputs: DeployInputs, diagnostics: Diagnostics): void {
  const notes = [
    [inputs.waitMaxDelaySeconds, 'wait-max-delay-seconds', 'ECS is looked at every second'],
    [
      inputs.keepNullValueKeys,
      'keep-null-value-keys',
      'empty values that mean something to AWS are kept, others mean "not set"',
    ],
    [inputs.maxRetries, 'max-retries', 'reads and throttled writes are tried four times'],
  ] as const;
  for (const [value, name, why] of notes) {
    if (value !== undefined) {
      diagnostics.notice(
        undefined,
        'inputs/without-effect',
        `The input \`${name}\` has no effect: ${why}.`,
        'Take it out.',
      );
    }
  }
}
