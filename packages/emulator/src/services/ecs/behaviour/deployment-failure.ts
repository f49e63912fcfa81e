import { decimalDigits } from '../../../world/random.ts';
import { secondsOf, type World } from '../../../world/world.ts';
import { tellOfDeployment } from '../../events/behaviour/deployment-event.ts';
import { addDeployment } from './deployments.ts';
import { tell } from './events.ts';
import { primaryOf, revisionOf, serviceDeploymentOf } from '../find.ts';
import { lookSoon } from './looks.ts';
import type { Deployment, DeploymentFailure, Service, ServiceDeployment } from '../model.ts';
import type { CallOrigin } from '../origin.ts';
import { change, end, record } from './service-deployment-state.ts';
import { uncertain } from './uncertain.ts';

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
  if (failure !== 'request') {
    tell(world, service, `(deployment ${deployment.id}) deployment failed: ${texts.event}`);
    tellOfDeployment(world, service, deployment);
  }
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
  else stayDown(world, service, serviceDeployment);
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
  const origin: CallOrigin = {
    ...(serviceDeployment.rollbackAskedBy ?? failed.origin),
    at: secondsOf(world),
    isRollback: true,
  };
  const newId = `ecs-svc/${decimalDigits(world, 19)}`;
  const { rollbackShows } = uncertain(world, failed.id);
  const old = world.serviceDeployments.find(({ deploymentId }) => deploymentId === target.deploymentId);
  const id = rollbackShows === 'new id' ? newId : target.deploymentId;
  addDeployment(world, service, id, revision, serviceDeployment, origin, {
    from: failed.id,
    reason: `${source}: rolling back to deploymentId ${target.deploymentId}.`,
    createdAt: rollbackShows === 'old deployment' ? (old?.createdAt ?? world.now) : world.now,
  });
}

/** There is nothing to go back to: the deployment stalls. */
function stayDown(world: World, service: Service, serviceDeployment: ServiceDeployment): void {
  end(world, serviceDeployment, 'ROLLBACK_FAILED', 'No rollback candidate was found to run the rollback.');
  record(world, service, serviceDeployment, 'failed');
}
