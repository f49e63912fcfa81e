import { checkStackInputs } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { ScaleInputs } from './inputs.ts';

/** Inputs that only make sense without a stack, by their names in the workflow. */
const WITHOUT_STACK = { scaling: 'scaling', service: 'service', cluster: 'cluster' } as const;

/** Inputs that only make sense with one. */
const WITH_STACK = { environment: 'environment', services: 'services', variables: 'variables' } as const;

/** Checks that the inputs do not contradict each other, before anything is read. */
export function checkCombination(inputs: ScaleInputs, diagnostics: Diagnostics): void {
  const { mode, stack, service, scaling, prune } = inputs;
  checkStackInputs(inputs, { withStack: WITH_STACK, withoutStack: WITHOUT_STACK }, diagnostics);
  if (stack === undefined && service === undefined) {
    diagnostics.error(
      undefined,
      'inputs/required',
      'Neither `stack` nor `service` is given.',
      'Give the path of stack.yml, or the service to scale.',
    );
  }
  if (mode === 'apply') {
    if (stack === undefined && scaling === undefined) {
      diagnostics.error(
        undefined,
        'inputs/required',
        'Without a stack the mode `apply` needs the input `scaling`.',
        'Give the path of the scaling file.',
      );
    }
    return;
  }
  const useless = [...(scaling === undefined ? [] : ['scaling']), ...(prune ? ['prune'] : [])];
  for (const name of useless) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      `The input \`${name}\` is for the mode \`apply\`: \`${mode}\` changes nothing that a file says.`,
      `Take \`${name}\` out, or \`mode\`.`,
    );
  }
}
