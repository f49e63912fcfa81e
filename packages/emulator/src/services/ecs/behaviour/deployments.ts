import { decimalDigits, hexDigits } from '../../../world/random.ts';
import { arn, type World } from '../../../world/world.ts';
import { tellOfDeployment } from '../../events/behaviour/deployment-event.ts';
import { breakerThreshold } from './breaker.ts';
import { tell } from './events.ts';
import { nameIn, serviceDeploymentOf } from '../find.ts';
import { lookSoon } from './looks.ts';
import type { Deployment, Revision, Service, ServiceDeployment } from '../model.ts';
import type { CallOrigin } from '../origin.ts';
import { wish } from '../origins.ts';
import { uncertain } from './uncertain.ts';
import { change, end, isOngoing, record } from './service-deployment-state.ts';

/** Brings a service's present workload out, as a call wants it: a new revision, a new deployment, and the end of the one under way. */
export function deploy(world: World, service: Service, origin: CallOrigin): Deployment {
  supersede(world, service);
  const revisionDigits = decimalDigits(world, 19);
  const deploymentDigits = decimalDigits(world, 19);
  const id = `ecs-svc/${deploymentDigits}`;
  const { revisionEndsInDeployment, ignoredAlarmsAre } = uncertain(world, id);
  const revision = newRevision(world, service, revisionEndsInDeployment ? deploymentDigits : revisionDigits);
  const { deploymentConfiguration } = service.settings;
  const { alarms, deploymentCircuitBreaker } = deploymentConfiguration;
  const alarmNames = alarms?.enable ? (alarms.alarmNames ?? []) : [];
  const ignoresAlarms = alarmNames.some((name) => isInAlarm(world, name));
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
      alarms: {
        status: !alarms.enable ? 'DISABLED' : ignoresAlarms ? ignoredAlarmsAre : 'MONITORING',
        alarmNames,
        triggeredAlarmNames: [],
      },
    }),
    ignoresAlarms,
  };
  world.serviceDeployments.push(serviceDeployment);
  return addDeployment(world, service, id, revision, serviceDeployment, origin);
}

/** Whether an alarm is in the state ALARM. */
export const isInAlarm = (world: World, name: string): boolean =>
  world.alarms.some((alarm) => alarm.name === name && alarm.state === 'ALARM');

function newRevision(world: World, service: Service, digits: string): Revision {
  const revision: Revision = {
    arn: arn(world, 'ecs', `service-revision/${nameIn(service.clusterArn)}/${service.name}/${digits}`),
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    createdAt: world.now,
    workload: service.workload,
    imageDigests: {},
  };
  world.revisions.push(revision);
  return revision;
}

/** Makes a revision the one that a service brings out. */
export function addDeployment(
  world: World,
  service: Service,
  id: string,
  revision: Revision,
  serviceDeployment: ServiceDeployment,
  origin: CallOrigin,
  back?: { readonly from: string; readonly reason: string; readonly createdAt: number },
): Deployment {
  for (const former of service.deployments) former.status = 'ACTIVE';
  const deployment: Deployment = {
    id,
    revisionArn: revision.arn,
    taskDefinitionArn: revision.workload.taskDefinitionArn,
    serviceDeploymentArn: serviceDeployment.arn,
    ...(back && { rollsBack: back.from }),
    createdAt: back?.createdAt ?? world.now,
    updatedAt: world.now,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: back?.reason ?? `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    isStalled: false,
    nextStartAt: world.now,
    failuresInRow: 0,
    origin,
    wishes: [],
  };
  // One that is gone back to may still have tasks: they are its own again.
  service.deployments = [deployment, ...service.deployments.filter((former) => former.id !== id)];
  wish(service, origin, service.desiredCount);
  tellOfDeployment(world, service, deployment);
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

/** The new tasks are healthy and the old ones are gone. */
export function complete(world: World, service: Service, deployment: Deployment): void {
  deployment.rolloutState = 'COMPLETED';
  deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`;
  deployment.updatedAt = world.now;
  service.lastCompleted = { deploymentId: deployment.id, revisionArn: deployment.revisionArn };
  tell(world, service, `(deployment ${deployment.id}) deployment completed.`);
  tellOfDeployment(world, service, deployment);
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

/** A service is deleted: whatever was under way ends with it. */
export function abandon(world: World, service: Service): void {
  for (const serviceDeployment of world.serviceDeployments) {
    if (serviceDeployment.serviceArn !== service.arn || !isOngoing(serviceDeployment)) continue;
    serviceDeployment.stoppedAt = world.now;
    end(world, serviceDeployment, 'STOPPED', 'The service was deleted.');
    record(world, service, serviceDeployment, 'deleted');
  }
}
