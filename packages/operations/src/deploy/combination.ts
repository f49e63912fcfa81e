import { checkStackInputs, givenInputs } from '@fargate-actions/action-kit';
import { isObject, type Diagnostics } from '@fargate-actions/documents';
import type { DeployInputs } from './inputs.ts';

/** Inputs that only make sense without a stack, by their names in the workflow. */
const WITHOUT_STACK = {
  taskDefinition: 'task-definition',
  service: 'service',
  cluster: 'cluster',
  desiredCount: 'desired-count',
  enableEcsManagedTags: 'enable-ecs-managed-tags',
  propagateTags: 'propagate-tags',
  serviceManagedEbsVolumeName: 'service-managed-ebs-volume-name',
  serviceManagedEbsVolume: 'service-managed-ebs-volume',
} as const;

/** Inputs that only make sense with one. */
const WITH_STACK = {
  environment: 'environment',
  services: 'services',
  variables: 'variables',
  taskDefinitions: 'task-definitions',
} as const;

/** Checks that the inputs do not contradict each other, before anything is read. */
export function checkCombination(inputs: DeployInputs, diagnostics: Diagnostics): void {
  checkObjects(inputs, diagnostics);
  checkRollback(inputs, diagnostics);
  checkStackInputs(inputs, { withStack: WITH_STACK, withoutStack: WITHOUT_STACK }, diagnostics);
  if (inputs.stack !== undefined) return;
  if (inputs.taskDefinition === undefined && inputs.rollbackTo === undefined) {
    diagnostics.error(
      undefined,
      'inputs/required',
      'Neither `stack` nor `task-definition` is given.',
      'Give the path of stack.yml, or the task definition file and the service to deploy.',
    );
  }
  if ((inputs.serviceManagedEbsVolume === undefined) !== (inputs.serviceManagedEbsVolumeName === undefined)) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      '`service-managed-ebs-volume` and `service-managed-ebs-volume-name` need each other.',
      'Give both, or none.',
    );
  }
}

/** Inputs that hold a JSON object, by their names in the workflow. */
const OBJECTS = { taskDefinitions: 'task-definitions', serviceManagedEbsVolume: 'service-managed-ebs-volume' } as const;

function checkObjects(inputs: DeployInputs, diagnostics: Diagnostics): void {
  for (const [key, name] of Object.entries(OBJECTS)) {
    const value = inputs[key as keyof typeof OBJECTS];
    if (value === undefined || isObject(value)) continue;
    diagnostics.error(
      undefined,
      'inputs/json',
      `The input \`${name}\` is JSON, but no object.`,
      'Write it in braces: `{"name": ...}`.',
    );
  }
}

/** What going back leaves as it is. */
const NOT_WITH_ROLLBACK = {
  taskDefinition: 'task-definition',
  taskDefinitions: 'task-definitions',
  desiredCount: 'desired-count',
  enableEcsManagedTags: 'enable-ecs-managed-tags',
  propagateTags: 'propagate-tags',
  serviceManagedEbsVolumeName: 'service-managed-ebs-volume-name',
  serviceManagedEbsVolume: 'service-managed-ebs-volume',
} as const;

/** Going back deploys a revision that is there, and changes nothing else. */
function checkRollback(inputs: DeployInputs, diagnostics: Diagnostics): void {
  if (inputs.rollbackTo === undefined) return;
  for (const name of givenInputs(inputs, NOT_WITH_ROLLBACK)) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      `The inputs \`rollback-to\` and \`${name}\` exclude each other: going back deploys a revision that is registered, and changes nothing else.`,
      `Take \`${name}\` out, or \`rollback-to\`.`,
    );
  }
  if (inputs.stack === undefined && inputs.service === undefined) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      'The input `rollback-to` needs a service or a stack.',
      'Give `service`, or `stack`.',
    );
  }
}
