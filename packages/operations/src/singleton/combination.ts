import { checkStackInputs } from '@fargate-actions/action-kit';
import { isObject, type Diagnostics } from '@fargate-actions/documents';
import type { SingletonInputs } from './inputs.ts';

/** Inputs that only make sense without a stack, by their names in the workflow. */
const WITHOUT_STACK = { cluster: 'cluster', service: 'service', taskDefinition: 'task-definition' } as const;

/** Inputs that only make sense with one. */
const WITH_STACK = {
  environment: 'environment',
  services: 'services',
  variables: 'variables',
  taskDefinitions: 'task-definitions',
} as const;

/** Checks that the inputs do not contradict each other, before anything is read. */
export function checkCombination(inputs: SingletonInputs, diagnostics: Diagnostics): void {
  checkStackInputs(inputs, { withStack: WITH_STACK, withoutStack: WITHOUT_STACK }, diagnostics);
  if (inputs.taskDefinitions !== undefined && !isObject(inputs.taskDefinitions)) {
    diagnostics.error(
      undefined,
      'inputs/json',
      'The input `task-definitions` is JSON, but no object.',
      'Give the output `task-definitions` of render-task-def.',
    );
  }
  if (inputs.mode !== 'deploy') checkNoDeploy(inputs, diagnostics);
  if (inputs.stack === undefined) checkWithoutStack(inputs, diagnostics);
}

/** What only a deploy has a use for. */
function checkNoDeploy(inputs: SingletonInputs, diagnostics: Diagnostics): void {
  const given = [
    ...(inputs.taskDefinition === undefined ? [] : ['task-definition']),
    ...(inputs.taskDefinitions === undefined ? [] : ['task-definitions']),
    ...(inputs.forceNewDeployment ? ['force-new-deployment'] : []),
    ...(inputs.strategy === 'ecs' ? ['strategy'] : []),
    ...(inputs.mode === 'audit' && inputs.stopStrays === 'true' ? ['stop-strays'] : []),
  ];
  for (const name of given) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      `\`mode: ${inputs.mode}\` and \`${name}\` exclude each other: it ${inputs.mode === 'audit' ? 'changes nothing' : 'keeps the revision that the service has'}.`,
      `Take \`${name}\` out, or use another \`mode\`.`,
    );
  }
}

function checkWithoutStack(inputs: SingletonInputs, diagnostics: Diagnostics): void {
  if (inputs.service === undefined) {
    diagnostics.error(
      undefined,
      'inputs/required',
      'Neither `stack` nor `service` is given.',
      'Give the path of stack.yml, or the ECS service that runs beat.',
    );
  }
  if (inputs.mode === 'deploy' && inputs.taskDefinition === undefined && inputs.service !== undefined) {
    diagnostics.error(
      undefined,
      'inputs/required',
      '`mode: deploy` needs `task-definition`, without a stack.',
      'Give the task definition file to deploy, or `mode: enforce` to repair the service as it is.',
    );
  }
}
