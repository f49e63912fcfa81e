import type { ContainerDefinition } from '@aws-sdk/client-ecs';

import { pulled } from '../../../world/images.ts';
import { arn, type World } from '../../../world/world.ts';
import { missingLogGroup, missingSecret } from './fate.ts';
import type { Task, TaskDefinition } from '../model.ts';

/** Why a task cannot start, as ECS writes it, and at which step it shows. */
export interface StartFailure {
  readonly at: 'initialization' | 'pull';
  readonly reason: string;
}

/**
 * Why this task will not start; undefined for one that will.
 *
 * Source of the texts: reference/ecs-facts.md, "Texts that ECS writes"; their tails as agents on Fargate write them.
 */
export function startFailureOf(world: World, task: Task, taskDefinition: TaskDefinition): StartFailure | undefined {
  const { behaviour, reason } = task.fate;
  const containers = taskDefinition.definition.containerDefinitions;
  const concerned = containers.find(({ name }) => name === task.fate.container) ?? containers[0];
  switch (behaviour) {
    case 'pull-error':
      return { at: 'pull', reason: `CannotPullContainerError: ${reason ?? pullText(world, containers, concerned)}` };
    case 'secret-missing': {
      const secret = containers
        .map((container) => missingSecret(world, container))
        .find((found) => found !== undefined);
      return initialization(reason ?? secretText(world, task, secret ?? firstSecret(world, concerned), false));
    }
    case 'secret-denied':
      return initialization(reason ?? secretText(world, task, firstSecret(world, concerned), true));
    case 'log-group-missing': {
      const group = containers
        .map((container) => missingLogGroup(world, container))
        .find((found) => found !== undefined);
      return initialization(reason ?? logText(group ?? concerned?.logConfiguration?.options?.['awslogs-group'] ?? ''));
    }
    default:
      return undefined;
  }
}

const initialization = (text: string): StartFailure => ({
  at: 'initialization',
  reason: `ResourceInitializationError: ${text}`,
});

function pullText(
  world: World,
  containers: readonly ContainerDefinition[],
  concerned: ContainerDefinition | undefined,
): string {
  const missing = containers.find(({ image = '' }) => pulled(world, image).kind === 'missing') ?? concerned;
  const image = missing?.image ?? '';
  const name = image.replace(/(?:@|:[^:/]*$).*/, '');
  const found = pulled(world, image);
  if (found.kind === 'missing' && found.repository)
    return `The task can't pull the image '${image}' from Amazon ECR. The repository '${name.slice(name.indexOf('/') + 1)}' does not exist in the registry with id '${world.account}'.`;
  return `pull image manifest has been retried 7 time(s): failed to resolve ref ${image}: ${image}: not found`;
}

const firstSecret = (world: World, container: ContainerDefinition | undefined): string =>
  container?.secrets?.[0]?.valueFrom ?? arn(world, 'secretsmanager', 'secret:unknown');

function secretText(world: World, task: Task, valueFrom: string, isDenied: boolean): string {
  const head = 'unable to pull secrets or registry auth: execution resource retrieval failed:';
  const isParameter = !valueFrom.includes(':secretsmanager:');
  const [action, source] = isParameter
    ? ['ssm:GetParameters', 'SSM']
    : ['secretsmanager:GetSecretValue', 'Secrets Manager'];
  const role = `arn:aws:sts::${world.account}:assumed-role/execution/${task.id}`;
  const denial = `AccessDeniedException: User: ${role} is not authorized to perform: ${action} on resource: ${valueFrom} because no identity-based policy allows the ${action} action`;
  if (isParameter)
    return isDenied
      ? `${head} unable to retrieve secrets from ssm: operation error ${source}: GetParameters, https response error StatusCode: 400, api error ${denial}`
      : `${head} unable to retrieve secrets from ssm: invalid parameters: ${valueFrom}`;
  const error = isDenied ? denial : "ResourceNotFoundException: Secrets Manager can't find the specified secret.";
  return `${head} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${valueFrom} from secrets manager: operation error ${source}: GetSecretValue, https response error StatusCode: 400, api error ${error}`;
}

const logText = (group: string): string =>
  `failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, https response error StatusCode: 400, api error ResourceNotFoundException: The specified log group does not exist. (${group}) : exit status 1`;
