import { NO_WITNESSES } from '../../src/rollout/deployers/rolling/witnesses.ts';
import { NO_EVIDENCE } from '../../src/rollout/evidence.ts';
import type { DeploymentSeen, RolloutSeen, ServiceDeploymentSeen } from '../../src/rollout/seen.ts';

const revision = (number: number) => `arn:aws:ecs:eu-central-1:123456789012:task-definition/amply-api:${number}`;

/** A deployment of two tasks of `amply-api:2`, none of which runs yet. */
export function aDeployment(changes: Partial<DeploymentSeen> = {}): DeploymentSeen {
  return {
    id: 'ecs-svc/2',
    createdAt: 1000,
    taskDefinition: revision(2),
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: undefined,
    desired: 2,
    running: 0,
    pending: 0,
    failed: 0,
    ...changes,
  };
}

/** The deployment of the revision before. */
export function theOldDeployment(changes: Partial<DeploymentSeen> = {}): DeploymentSeen {
  return aDeployment({
    id: 'ecs-svc/1',
    createdAt: 0,
    taskDefinition: revision(1),
    rolloutState: 'COMPLETED',
    running: 2,
    ...changes,
  });
}

/** A service deployment under way. */
export function aServiceDeployment(changes: Partial<ServiceDeploymentSeen> = {}): ServiceDeploymentSeen {
  return {
    arn: 'arn:aws:ecs:eu-central-1:123456789012:service-deployment/amply-prod/amply-api/x',
    status: 'IN_PROGRESS',
    statusReason: undefined,
    lifecycleStage: undefined,
    rollbackReason: undefined,
    breaker: 'MONITORING',
    alarms: undefined,
    triggeredAlarms: [],
    ...changes,
  };
}

/** A look at a service whose deployment of `amply-api:2` goes on, while two tasks of `amply-api:1` run. */
export function aLook(changes: Partial<RolloutSeen> = {}): RolloutSeen {
  return {
    serviceStatus: 'ACTIVE',
    desiredCount: 2,
    runningCount: 2,
    begunAt: 1000,
    ours: aDeployment(),
    primary: aDeployment(),
    oldRunning: 2,
    failedForSeconds: undefined,
    notShownForSeconds: 0,
    replacedForSeconds: 0,
    isPrimaryOlder: false,
    isPrimaryAsBefore: false,
    deployments: [aDeployment(), theOldDeployment()],
    rollsBackByItself: false,
    witnesses: NO_WITNESSES,
    stoppedForSeconds: 0,
    serviceDeployment: aServiceDeployment(),
    isRollingBack: false,
    elapsedSeconds: 60,
    evidence: NO_EVIDENCE,
    ...changes,
  };
}
