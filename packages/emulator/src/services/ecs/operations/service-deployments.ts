import type {
  DescribeServiceDeploymentsCommandInput,
  DescribeServiceRevisionsCommandInput,
  ListServiceDeploymentsCommandInput,
  ServiceDeployment as DescribedServiceDeployment,
  StopServiceDeploymentCommandInput,
} from '@aws-sdk/client-ecs';

import { Fault } from '../../../fault.ts';
import type { Caller, OperationTable } from '../../../world/operation.ts';
import { pageOf } from './paging.ts';
import { secondsOf, type World } from '../../../world/world.ts';
import { change } from '../behaviour/service-deployment-state.ts';
import { describedRevision, revisionCounts, tasksOf } from './described-services.ts';
import { activeCluster, findService, serviceOfArn } from '../find.ts';
import { lookSoon } from '../behaviour/looks.ts';
import type { ServiceDeployment, Task } from '../model.ts';
import { byCall } from '../origins.ts';

/** The operations on service deployments and revisions. */
export const serviceDeploymentOperations: OperationTable = {
  'ecs:DescribeServiceDeployments': describeServiceDeployments,
  'ecs:DescribeServiceRevisions': describeServiceRevisions,
  'ecs:ListServiceDeployments': listServiceDeployments,
  'ecs:StopServiceDeployment': stopServiceDeployment,
};

const asDate = (at: number | undefined): { readonly date?: Date } => (at === undefined ? {} : { date: new Date(at) });

function listServiceDeployments(world: World, input: ListServiceDeploymentsCommandInput): object {
  const cluster = activeCluster(world, input.cluster);
  const service = findService(world, cluster, input.service ?? '');
  if (!service) throw new Fault('ServiceNotFoundException', 'Service not found.');
  const { before, after } = input.createdAt ?? {};
  const listed = world.serviceDeployments
    .filter(
      ({ serviceArn, status, createdAt }) =>
        serviceArn === service.arn &&
        createdAt >= service.createdAt &&
        (!input.status || input.status.length === 0 || input.status.includes(status)) &&
        (before === undefined || createdAt < new Date(before).getTime()) &&
        (after === undefined || createdAt > new Date(after).getTime()),
    )
    .toReversed();
  const { items, nextToken } = pageOf(world, listed, input);
  return {
    serviceDeployments: items.map((item) => {
      const { date: startedAt } = asDate(item.startedAt);
      const { date: finishedAt } = asDate(item.finishedAt);
      return {
        serviceDeploymentArn: item.arn,
        serviceArn: item.serviceArn,
        clusterArn: item.clusterArn,
        createdAt: new Date(item.createdAt),
        ...(startedAt && { startedAt }),
        ...(finishedAt && { finishedAt }),
        targetServiceRevisionArn: item.targetRevisionArn,
        status: item.status,
        ...(item.statusReason !== undefined && { statusReason: item.statusReason }),
      };
    }),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function describeServiceDeployments(world: World, input: DescribeServiceDeploymentsCommandInput): object {
  const arns = input.serviceDeploymentArns ?? [];
  if (arns.length === 0) throw new Fault('InvalidParameterException', 'serviceDeploymentArns cannot be empty.');
  if (arns.length > 20) throw new Fault('InvalidParameterException', 'serviceDeploymentArns cannot be more than 20.');
  const found = arns.map((arn) => ({ arn, item: world.serviceDeployments.find((known) => known.arn === arn) }));
  return {
    serviceDeployments: found.flatMap(({ item }) => (item ? [described(world, item)] : [])),
    failures: found.filter(({ item }) => !item).map(({ arn }) => ({ arn, reason: 'MISSING' })),
  };
}

function described(world: World, item: ServiceDeployment): DescribedServiceDeployment {
  const service = serviceOfArn(world, item.serviceArn);
  const tasks = service ? tasksOf(world, service) : [];
  const deploymentIds = (revisionArn: string): string[] =>
    (service?.deployments ?? []).filter((known) => known.revisionArn === revisionArn).map(({ id }) => id);
  const ofRevision = (revisionArn: string): Task[] => {
    const ids = deploymentIds(revisionArn);
    return tasks.filter(({ startedBy = '' }) => ids.includes(startedBy));
  };
  const isBack = item.rollback !== undefined;
  const { date: startedAt } = asDate(item.startedAt);
  const { date: finishedAt } = asDate(item.finishedAt);
  const { date: stoppedAt } = asDate(item.stoppedAt);
  return {
    serviceDeploymentArn: item.arn,
    serviceArn: item.serviceArn,
    clusterArn: item.clusterArn,
    createdAt: new Date(item.createdAt),
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    ...(stoppedAt && { stoppedAt }),
    updatedAt: new Date(item.updatedAt),
    sourceServiceRevisions: item.sourceRevisionArns.map((arn) => ({
      arn,
      requestedTaskCount: isBack ? (service?.desiredCount ?? 0) : 0,
      ...revisionCounts(ofRevision(arn)),
    })),
    targetServiceRevision: {
      arn: item.targetRevisionArn,
      requestedTaskCount: isBack ? 0 : (service?.desiredCount ?? 0),
      ...revisionCounts(ofRevision(item.targetRevisionArn)),
    },
    status: item.status,
    ...(item.statusReason !== undefined && { statusReason: item.statusReason }),
    ...(item.lifecycleStage !== undefined && { lifecycleStage: item.lifecycleStage }),
    deploymentConfiguration: item.deploymentConfiguration,
    ...(item.rollback && { rollback: { ...item.rollback, startedAt: new Date(item.rollback.startedAt) } }),
    deploymentCircuitBreaker: { ...item.breaker },
    ...(item.alarms && { alarms: { ...item.alarms } }),
  };
}

function describeServiceRevisions(world: World, input: DescribeServiceRevisionsCommandInput): object {
  const arns = input.serviceRevisionArns ?? [];
  if (arns.length === 0) throw new Fault('InvalidParameterException', 'serviceRevisionArns cannot be empty.');
  if (arns.length > 20) throw new Fault('InvalidParameterException', 'serviceRevisionArns cannot be more than 20.');
  const isKnown = (arn: string): boolean => world.revisions.some((revision) => revision.arn === arn);
  return {
    serviceRevisions: arns.filter(isKnown).map((arn) => describedRevision(world, arn)),
    failures: arns.filter((arn) => !isKnown(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
  };
}

/** Asks for the rollback of what is under way. Source: reference/ecs-facts.md, "Service deployments". */
function stopServiceDeployment(world: World, input: StopServiceDeploymentCommandInput, caller: Caller): object {
  const { serviceDeploymentArn, stopType = 'ROLLBACK' } = input;
  const item = world.serviceDeployments.find(({ arn }) => arn === serviceDeploymentArn);
  if (!item) throw new Fault('ServiceDeploymentNotFoundException', 'Service deployment not found.');
  if (stopType !== 'ROLLBACK') throw new Fault('InvalidParameterException', `stopType ${stopType} is not supported.`);
  if (item.status !== 'PENDING' && item.status !== 'IN_PROGRESS')
    throw new Fault('ConflictException', `Service deployment is in the state ${item.status} and cannot be stopped.`);
  item.rollbackAskedBy = byCall(world, 'StopServiceDeployment', caller);
  change(
    world,
    item,
    'ROLLBACK_REQUESTED',
    `Rollback requested after ${Math.round(secondsOf(world) - secondsOf(world, item.createdAt))} s.`,
  );
  lookSoon(world, item.serviceArn);
  return { serviceDeploymentArn: item.arn };
}
