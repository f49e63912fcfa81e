import { checkStackInputs, givenInputs } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { BuildPushInputs } from './inputs.ts';

/** Inputs that only make sense with a stack. */
const WITH_STACK = { environment: 'environment', services: 'services', variables: 'variables' } as const;
/** What the stack says itself. */
const WITHOUT_STACK = { repository: 'repository', lifecyclePolicy: 'lifecycle-policy' } as const;
/** What has no effect where nothing is pushed. */
const WITH_PUSH = {
  registry: 'registry',
  createRepository: 'create-repository',
  lifecyclePolicy: 'lifecycle-policy',
  imageTagMutability: 'image-tag-mutability',
  scanOnPush: 'scan-on-push',
  failOnSeverity: 'fail-on-severity',
} as const;

/** Checks that the inputs do not contradict each other, before anything is read. */
export function checkCombination(inputs: BuildPushInputs, diagnostics: Diagnostics): void {
  checkStackInputs(inputs, { withStack: WITH_STACK, withoutStack: WITHOUT_STACK }, diagnostics);
  if (inputs.stack === undefined && inputs.repository === undefined) {
    diagnostics.error(
      undefined,
      'inputs/required',
      'Neither `stack` nor `repository` is given.',
      'Give the path of stack.yml, or the name of the ECR repository.',
    );
  }
  if (!inputs.push) {
    for (const name of givenInputs(inputs, WITH_PUSH)) {
      diagnostics.error(
        undefined,
        'inputs/combination',
        `The input \`${name}\` is about what is pushed, and \`push: false\` pushes nothing.`,
        `Take \`${name}\` out, or \`push: false\`.`,
      );
    }
  }
  if (!inputs.verify && inputs.taskDefinitions !== undefined) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      'The input `task-definitions` says what to verify, and `verify: false` verifies nothing.',
      'Take one of them out.',
    );
  }
  for (const id of inputs.registryIds ?? []) {
    if (/^\d{12}$/.test(id)) continue;
    diagnostics.error(
      undefined,
      'inputs/registry-ids',
      `The input \`registry-ids\` has ${JSON.stringify(id)}, which is no AWS account.`,
      'An account has 12 digits; in YAML it stands in quotes, or a leading zero is lost.',
    );
  }
  for (const agent of inputs.ssh) {
    if (/^[\w.-]+(?:=[^,]+(?:,[^,]+)*)?$/.test(agent)) continue;
    diagnostics.error(
      undefined,
      'inputs/ssh',
      `The input \`ssh\` has ${JSON.stringify(agent)}, which docker does not take.`,
      'Write `default`, or `ID=PATH` of a socket or key.',
    );
  }
}
