import type {
  ContainerDefinition,
  DeregisterTaskDefinitionCommandInput,
  DescribeTaskDefinitionCommandInput,
  ListTaskDefinitionFamiliesCommandInput,
  ListTaskDefinitionsCommandInput,
  RegisterTaskDefinitionCommandInput,
  TaskDefinition as DescribedTaskDefinition,
} from '@aws-sdk/client-ecs';

import { Fault } from '../../../fault.ts';
import type { Caller, OperationTable } from '../../../world/operation.ts';
import { pageOf } from './paging.ts';
import { arn, type World } from '../../../world/world.ts';
import { fargateProblem, fargateSize } from './fargate-rules.ts';
import { findTaskDefinition } from '../find.ts';
import type { TaskDefinition } from '../model.ts';
import { tagList, tagsFrom } from './tags.ts';
import { definitionProblem } from './task-definition-rules.ts';

/** The operations on task definitions. */
export const taskDefinitionOperations: OperationTable = {
  'ecs:DeregisterTaskDefinition': deregisterTaskDefinition,
  'ecs:DescribeTaskDefinition': describeTaskDefinition,
  'ecs:ListTaskDefinitionFamilies': listTaskDefinitionFamilies,
  'ecs:ListTaskDefinitions': listTaskDefinitions,
  'ecs:RegisterTaskDefinition': registerTaskDefinition,
};

function registerTaskDefinition(world: World, input: RegisterTaskDefinitionCommandInput, caller: Caller): object {
  const { tags: givenTags, family = '', ...given } = input;
  const problem = definitionProblem(input) ?? (asksForFargate(input) ? fargateProblem(input) : undefined);
  if (problem !== undefined) throw new Fault('ClientException', problem);
  const tags = tagsFrom(givenTags);
  const revisions = (world.taskDefinitions[family] ??= []);
  const revision = revisions.length + 1;
  const taskDefinitionArn = arn(world, 'ecs', `task-definition/${family}:${revision}`);
  const size = fargateSize(input);
  const isForFargate = fargateProblem(input) === undefined;
  const taskDefinition: TaskDefinition = {
    arn: taskDefinitionArn,
    family,
    revision,
    status: 'ACTIVE',
    definition: {
      ...given,
      ...(size && { cpu: String(size.cpu), memory: String(size.memory) }),
      ...(given.taskRoleArn !== undefined && { taskRoleArn: roleArn(world, given.taskRoleArn) }),
      family,
      containerDefinitions: (given.containerDefinitions ?? []).map((container) =>
        filledIn(container, given.networkMode),
      ),
      volumes: given.volumes ?? [],
      placementConstraints: given.placementConstraints ?? [],
      networkMode: given.networkMode ?? 'bridge',
      compatibilities: ['EC2', ...(isForFargate ? (['FARGATE'] as const) : [])],
      requiresAttributes: attributesOf(input),
      registeredBy: caller.userArn,
    },
    registeredAt: world.now,
    registeredBy: caller.userArn,
    tags,
  };
  revisions.push(taskDefinition);
  return { taskDefinition: described(taskDefinition), tags: tagList(tags) };
}

const asksForFargate = ({ requiresCompatibilities = [] }: RegisterTaskDefinitionCommandInput): boolean =>
  requiresCompatibilities.includes('FARGATE');

const roleArn = (world: World, role: string): string =>
  role.startsWith('arn:') ? role : `arn:aws:iam::${world.account}:role/${role}`;

/** A container with what ECS fills in; lists that have no order may come back in another one. */
function filledIn(container: ContainerDefinition, networkMode: string | undefined): ContainerDefinition {
  const isAwsvpc = networkMode === 'awsvpc';
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    environment: (container.environment ?? []).toReversed(),
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    portMappings: (container.portMappings ?? []).map((mapping) => ({
      ...mapping,
      protocol: mapping.protocol ?? 'tcp',
      ...(isAwsvpc && mapping.containerPort !== undefined && { hostPort: mapping.hostPort ?? mapping.containerPort }),
    })),
    ...(container.secrets && { secrets: container.secrets.toReversed() }),
    ...(container.healthCheck && { healthCheck: { interval: 30, timeout: 5, retries: 3, ...container.healthCheck } }),
  };
}

function attributesOf({
  containerDefinitions = [],
  executionRoleArn,
}: RegisterTaskDefinitionCommandInput): { name: string }[] {
  const hasLogs = containerDefinitions.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs');
  return [
    { name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' },
    { name: 'ecs.capability.task-eni' },
    ...(hasLogs ? [{ name: 'com.amazonaws.ecs.capability.logging-driver.awslogs' }] : []),
    ...(executionRoleArn === undefined ? [] : [{ name: 'ecs.capability.execution-role-awslogs' }]),
  ];
}

function described(taskDefinition: TaskDefinition): DescribedTaskDefinition {
  const { definition, arn: taskDefinitionArn, revision, status, registeredAt, deregisteredAt } = taskDefinition;
  return {
    ...definition,
    taskDefinitionArn,
    revision,
    status,
    registeredAt: new Date(registeredAt),
    ...(deregisteredAt !== undefined && { deregisteredAt: new Date(deregisteredAt) }),
  };
}

function describeTaskDefinition(world: World, input: DescribeTaskDefinitionCommandInput): object {
  const found = findTaskDefinition(world, input.taskDefinition ?? '');
  if (!found) throw new Fault('ClientException', 'Unable to describe task definition.');
  const withTags = (input.include ?? []).includes('TAGS');
  return { taskDefinition: described(found), ...(withTags && { tags: tagList(found.tags) }) };
}

function listTaskDefinitions(world: World, input: ListTaskDefinitionsCommandInput): object {
  const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
  const families = Object.keys(world.taskDefinitions).sort();
  const listed = families
    .filter((family) => familyPrefix === undefined || family === familyPrefix)
    .flatMap((family) => world.taskDefinitions[family] ?? [])
    .filter((taskDefinition) => taskDefinition.status === status)
    .map((taskDefinition) => taskDefinition.arn);
  const { items, nextToken } = pageOf(world, sort === 'DESC' ? listed.toReversed() : listed, input);
  return { taskDefinitionArns: items, ...(nextToken !== undefined && { nextToken }) };
}

function listTaskDefinitionFamilies(world: World, input: ListTaskDefinitionFamiliesCommandInput): object {
  const { familyPrefix = '', status = 'ACTIVE' } = input;
  const listed = Object.entries(world.taskDefinitions)
    .filter(([family, revisions]) => {
      const isActive = revisions.some((taskDefinition) => taskDefinition.status === 'ACTIVE');
      return family.startsWith(familyPrefix) && (status === 'ALL' || isActive === (status === 'ACTIVE'));
    })
    .map(([family]) => family)
    .sort();
  const { items, nextToken } = pageOf(world, listed, input);
  return { families: items, ...(nextToken !== undefined && { nextToken }) };
}

function deregisterTaskDefinition(world: World, input: DeregisterTaskDefinitionCommandInput): object {
  const { taskDefinition: reference = '' } = input;
  if (!/:\d+$/.test(reference)) throw new Fault('ClientException', 'Invalid revision number. Number: null');
  const found = findTaskDefinition(world, reference);
  if (!found)
    throw new Fault(
      'ClientException',
      'The specified task definition does not exist. Specify a valid account, family, revision and try again.',
    );
  if (found.status === 'ACTIVE') {
    found.status = 'INACTIVE';
    found.deregisteredAt = world.now;
  }
  return { taskDefinition: described(found) };
}
