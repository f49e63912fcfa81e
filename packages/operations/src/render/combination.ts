import { checkStackInputs, givenInputs } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { RenderTaskDefInputs } from './inputs.ts';

/** Where the task definition comes from without a stack, in the order of the official action: the first one counts. */
const SOURCES = {
  taskDefinition: 'task-definition',
  taskDefinitionArn: 'task-definition-arn',
  taskDefinitionFamily: 'task-definition-family',
  taskDefinitionRevision: 'task-definition-revision',
} as const;

/** Inputs that only make sense with a stack. */
const WITH_STACK = { environment: 'environment', services: 'services', variables: 'variables' } as const;

/** Checks that the inputs do not contradict each other, before anything is read. */
export function checkCombination(inputs: RenderTaskDefInputs, diagnostics: Diagnostics): void {
  checkStackInputs(inputs, { withStack: WITH_STACK, withoutStack: SOURCES }, diagnostics);
  if (inputs.stack !== undefined) return;
  checkSource(inputs, diagnostics);
  checkImage(inputs, diagnostics);
}

function checkSource(inputs: RenderTaskDefInputs, diagnostics: Diagnostics): void {
  const { taskDefinition, taskDefinitionArn, taskDefinitionFamily, taskDefinitionRevision } = inputs;
  const [first, ...others] = givenInputs(inputs, SOURCES);
  if (first === undefined) {
    diagnostics.error(
      undefined,
      'inputs/required',
      'Neither `stack` nor `task-definition`, `task-definition-arn` or `task-definition-family` is given.',
      'Give the path of stack.yml or of a task definition file, or name a registered task definition.',
    );
    return;
  }
  if (taskDefinition ?? taskDefinitionArn ?? taskDefinitionFamily) {
    const isUsed = (name: string) => name === SOURCES.taskDefinitionRevision && first === SOURCES.taskDefinitionFamily;
    for (const name of others.filter((other) => !isUsed(other))) {
      diagnostics.notice(
        undefined,
        'inputs/without-effect',
        `The input \`${name}\` has no effect: \`${first}\` is given as well, and comes first.`,
        'Take one of them out.',
      );
    }
    return;
  }
  diagnostics.error(
    undefined,
    'inputs/combination',
    `The input \`task-definition-revision\` is ${taskDefinitionRevision ?? ''}, but of which family is not said.`,
    'Give `task-definition-family` as well.',
  );
}

/**
 * An empty `image` is seldom meant: it is what is left of a job output that GitHub dropped, because it held a masked
 * value. The official action refuses it too; going on would deploy the image that stands in the file.
 */
function checkImage({ containerName, image }: RenderTaskDefInputs, diagnostics: Diagnostics): void {
  if (containerName === undefined || image !== undefined) return;
  diagnostics.error(
    undefined,
    'inputs/required',
    'The input `image` is empty, though `container-name` names a container for it.',
    'If it comes from another job: GitHub drops outputs with a masked value, so pass on image-ref, which has no account id. To leave images as they are, leave out `container-name` too.',
  );
}
