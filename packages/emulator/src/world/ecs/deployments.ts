import { decimalDigits, hexDigits } from '../random.ts';
import { arn, secondsOf, type World } from '../world.ts';
import { breakerThreshold } from './breaker.ts';
import { tell } from './events.ts';
import { nameIn, primaryOf, revisionOf, serviceDeploymentOf } from './find.ts';
import { lookSoon } from './looks.ts';
import type { Deployment, DeploymentFailure, Revision, Service, ServiceDeployment } from './model.ts';

const ONGOING: ReadonlySet<ServiceDeployment['status']> = new Set([
  'PENDING',
  'IN_PROGRESS',
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
]);

/** Whether a service deployment has not ended yet. */
export const isOngoing = ({ status }: ServiceDeployment): boolean => ONGOING.has(status);

/** Brings a service's present workload out: a new revision, a new deployment, and the end of the one under way. */
export function deploy(world: World, service: Service): Deployment {
  supersede(world, service);
  const revision = newRevision(world, service);
  const id = `ecs-svc/${decimalDigits(world, 19)}`;
  const { deploymentConfiguration } = service.settings;
  const { alarms, deploymentCircuitBreaker } = deploymentConfiguration;
  const alarmNames = alarms?.enable ? (alarms.alarmNames ?? []) : [];
  const serviceDeployment: ServiceDeployment = {
    arn: arn(world, 'ecs', `service-deployment/${nameIn(service.clusterArn)}/${service.name}/${hexDigits(world, 21)}`),
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    deploymentId: id,
    createdAt: world.now,
    updatedAt: world.now,
    status: 'PENDING',
    targetRevisionArn: revision.arn,
    sourceRevisionArns: [...new Set(service.deployments.map(({ revisionArn }) => revisionArn))],
    deploymentConfiguration,
    breaker: {
      status: deploymentCircuitBreaker?.enable ? 'MONITORING' : 'DISABLED',
      failureCount: 0,
      threshold: breakerThreshold(service.desiredCount, deploymentCircuitBreaker?.thresholdConfiguration),
    },
    ...(alarms && {
      alarms: { status: alarms.enable ? 'MONITORING' : 'DISABLED', alarmNames, triggeredAlarmNames: [] },
    }),
    ignoredAlarmNames: alarmNames.filter((name) => isInAlarm(world, name)),
  };
  world.serviceDeployments.push(serviceDeployment);
  return addDeployment(world, service, id, revision, serviceDeployment);
}

/** Whether an alarm is in the state ALARM. */
export const isInAlarm = (world: World, name: string): boolean =>
  world.alarms.some((alarm) => alarm.name === name && alarm.state === 'ALARM');

function newRevision(world: World, service: Service): Revision {
  const revision: Revision = {
    arn: arn(
      world,
      'ecs',
      `service-revision/${nameIn(service.clusterArn)}/${service.name}/${decimalDigits(world, 19)}`,
    ),
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    createdAt: world.now,
    workload: service.workload,
    imageDigests: {},
  };
  world.revisions.push(revision);
  return revision;
}

function addDeployment(
  world: World,
  service: Service,
  id: string,
  revision: Revision,
  serviceDeployment: ServiceDeployment,
  back?: { readonly from: string; readonly reason: string },
): Deployment {
  for (const former of service.deployments) former.status = 'ACTIVE';
  const deployment: Deployment = {
    id,
    revisionArn: revision.arn,
    taskDefinitionArn: revision.workload.taskDefinitionArn,
    serviceDeploymentArn: serviceDeployment.arn,
    ...(back && { rollsBack: back.from }),
    createdAt: world.now,
    updatedAt: world.now,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: back?.reason ?? `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    isStalled: false,
    nextStartAt: world.now,
    failuresInRow: 0,
  };
  service.deployments.unshift(deployment);
  service.hasSaidSteady = false;
  lookSoon(world, service.arn);
  return deployment;
}

/** Ends the service deployment under way because another comes: it goes by STOP_REQUESTED to STOPPED. */
function supersede(world: World, service: Service): void {
  const primary = service.deployments[0];
  const ongoing = primary && serviceDeploymentOf(world, primary);
  if (!ongoing || !isOngoing(ongoing)) return;
  if (ongoing.status === 'ROLLBACK_IN_PROGRESS') {
    end(world, ongoing, 'ROLLBACK_FAILED', 'Service deployment rollback was replaced by a new service deployment.');
    record(world, service, ongoing, 'failed');
  } else if (ongoing.status !== 'STOP_REQUESTED') {
    change(world, ongoing, 'STOP_REQUESTED', 'Service deployment was replaced by a new service deployment.');
    record(world, service, ongoing, 'superseded');
  }
}

/** What a service deployment does by itself at the scheduler's look: begin, or end where its end was asked for. */
export function settleRequests(world: World, service: Service): void {
  for (const serviceDeployment of world.serviceDeployments) {
    if (serviceDeployment.serviceArn !== service.arn) continue;
    switch (serviceDeployment.status) {
      case 'PENDING':
        serviceDeployment.startedAt = world.now;
        serviceDeployment.lifecycleStage = 'SCALE_UP';
        change(world, serviceDeployment, 'IN_PROGRESS');
        break;
      case 'STOP_REQUESTED':
        serviceDeployment.stoppedAt = world.now;
        end(world, serviceDeployment, 'STOPPED', serviceDeployment.statusReason);
        break;
      case 'ROLLBACK_REQUESTED':
        fail(world, service, primaryOf(service), 'request');
        break;
      default:
    }
  }
}

/** The new tasks are healthy and the old ones are gone. */
export function complete(world: World, service: Service, deployment: Deployment): void {
  deployment.rolloutState = 'COMPLETED';
  deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`;
  deployment.updatedAt = world.now;
  service.lastCompleted = { deploymentId: deployment.id, revisionArn: deployment.revisionArn };
  tell(world, service, `(deployment ${deployment.id}) deployment completed.`);
  const serviceDeployment = serviceDeploymentOf(world, deployment);
  if (!isOngoing(serviceDeployment)) return;
  if (deployment.rollsBack === undefined) {
    end(world, serviceDeployment, 'SUCCESSFUL');
    record(world, service, serviceDeployment, 'succeeded');
  } else {
    end(world, serviceDeployment, 'ROLLBACK_SUCCESSFUL', serviceDeployment.statusReason);
    record(world, service, serviceDeployment, 'rolledBack');
  }
}

const TEXTS: Record<DeploymentFailure, { readonly event: string; readonly rollout: string; readonly status: string }> =
  {
    tasks: {
      event: 'tasks failed to start.',
      rollout: 'ECS deployment circuit breaker: tasks failed to start.',
      status: 'because the circuit breaker threshold was exceeded.',
    },
    alarm: {
      event: 'alarm detected.',
      rollout: 'ECS deployment alarm: alarm detected.',
      status: 'because an alarm was detected.',
    },
    request: {
      event: 'rollback requested.',
      rollout: 'ECS deployment rollback requested.',
      status: 'because a rollback was requested.',
    },
  };

/**
 * A deployment has failed: it goes back to the last completed one where it is to and can, or else starts no task more.
 *
 * Source: reference/ecs-facts.md, "Service deployments"; AWS's guide: without the rollback option it ends by
 * STOP_REQUESTED in STOPPED.
 */
export function fail(world: World, service: Service, deployment: Deployment, failure: DeploymentFailure): void {
  const serviceDeployment = serviceDeploymentOf(world, deployment);
  const texts = TEXTS[failure];
  deployment.rolloutState = 'FAILED';
  deployment.rolloutStateReason = texts.rollout;
  deployment.updatedAt = world.now;
  deployment.isStalled = true;
  service.hasSaidSteady = false;
  serviceDeployment.failure ??= failure;
  const cause = failure === 'tasks' ? deployment.firstFailure : failure;
  if (cause !== undefined) serviceDeployment.cause ??= cause;
  if (failure === 'tasks') serviceDeployment.breaker.status = 'TRIGGERED';
  if (failure === 'alarm' && serviceDeployment.alarms) serviceDeployment.alarms.status = 'TRIGGERED';
  if (failure !== 'request') tell(world, service, `(deployment ${deployment.id}) deployment failed: ${texts.event}`);
  if (deployment.rollsBack !== undefined) {
    end(world, serviceDeployment, 'ROLLBACK_FAILED', `Service deployment rollback failed ${texts.status}`);
    record(world, service, serviceDeployment, 'failed');
    return;
  }
  if (!wantsRollback(service, failure)) {
    change(world, serviceDeployment, 'STOP_REQUESTED', `Service deployment stopped ${texts.status}`);
    record(world, service, serviceDeployment, 'failed');
    lookSoon(world, service.arn);
    return;
  }
  if (service.lastCompleted) goBack(world, service, deployment, serviceDeployment, failure, service.lastCompleted);
  else stayDown(world, service, serviceDeployment, failure);
}

function wantsRollback(service: Service, failure: DeploymentFailure): boolean {
  const { deploymentCircuitBreaker, alarms } = service.settings.deploymentConfiguration;
  if (failure === 'request') return true;
  return (failure === 'tasks' ? deploymentCircuitBreaker?.rollback : alarms?.rollback) === true;
}

function goBack(
  world: World,
  service: Service,
  failed: Deployment,
  serviceDeployment: ServiceDeployment,
  failure: DeploymentFailure,
  target: NonNullable<Service['lastCompleted']>,
): void {
  const source =
    failure === 'tasks'
      ? 'ECS deployment circuit breaker'
      : failure === 'alarm'
        ? 'ECS deployment alarm'
        : 'ECS deployment';
  const reason = `Service deployment rolled back ${TEXTS[failure].status}`;
  serviceDeployment.rollback = { reason, startedAt: world.now, serviceRevisionArn: target.revisionArn };
  change(world, serviceDeployment, 'ROLLBACK_IN_PROGRESS', reason);
  tell(world, service, `rolling back to deployment ${target.deploymentId}.`);
  const revision = revisionOf(world, target.revisionArn);
  service.workload = revision.workload;
  addDeployment(world, service, `ecs-svc/${decimalDigits(world, 19)}`, revision, serviceDeployment, {
    from: failed.id,
    reason: `${source}: rolling back to deploymentId ${target.deploymentId}.`,
  });
}

/** There is nothing to go back to: the deployment stalls. */
function stayDown(
  world: World,
  service: Service,
  serviceDeployment: ServiceDeployment,
  failure: DeploymentFailure,
): void {
  const reason = 'Service deployment could not be rolled back because there is no earlier completed deployment.';
  if (failure === 'request') {
    serviceDeployment.stoppedAt = world.now;
    end(world, serviceDeployment, 'STOPPED', reason);
  } else {
    end(world, serviceDeployment, 'ROLLBACK_FAILED', reason);
  }
  record(world, service, serviceDeployment, 'failed');
}

/** A service is deleted: whatever was under way ends with it. */
export function abandon(world: World, service: Service): void {
  for (const serviceDeployment of world.serviceDeployments) {
    if (serviceDeployment.serviceArn !== service.arn || !isOngoing(serviceDeployment)) continue;
    serviceDeployment.stoppedAt = world.now;
    end(world, serviceDeployment, 'STOPPED', 'The service was deleted.');
    record(world, service, serviceDeployment, 'deleted');
  }
}

/** Moves a service deployment on. */
export function change(
  world: World,
  serviceDeployment: ServiceDeployment,
  status: ServiceDeployment['status'],
  reason?: string,
): void {
  serviceDeployment.status = status;
  serviceDeployment.updatedAt = world.now;
  if (reason !== undefined) serviceDeployment.statusReason = reason;
}

function end(
  world: World,
  serviceDeployment: ServiceDeployment,
  status: ServiceDeployment['status'],
  reason?: string,
): void {
  change(world, serviceDeployment, status, reason);
  serviceDeployment.finishedAt = world.now;
  serviceDeployment.lifecycleStage = 'CLEAN_UP';
  if (serviceDeployment.breaker.status === 'MONITORING') serviceDeployment.breaker.status = 'MONITORING_COMPLETE';
  if (serviceDeployment.alarms?.status === 'MONITORING') serviceDeployment.alarms.status = 'MONITORING_COMPLETE';
}

/** Writes down for judges how a service deployment ended: once. */
function record(
  world: World,
  service: Service,
  serviceDeployment: ServiceDeployment,
  ended: World['endings'][number]['ended'],
): void {
  const { deploymentId, cause } = serviceDeployment;
  if (world.endings.some((known) => known.deploymentId === deploymentId)) return;
  world.endings.push({
    at: secondsOf(world),
    service: service.name,
    deploymentId,
    taskDefinition: nameIn(revisionOf(world, serviceDeployment.targetRevisionArn).workload.taskDefinitionArn),
    ended,
    ...(ended !== 'succeeded' && cause !== undefined && { cause }),
  });
}
