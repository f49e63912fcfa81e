import { existsSync } from 'node:fs';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from '@jest/globals';

/** An enum of the SDK that a decision rests on: the members that the decision was made for, and where it is made. */
interface Known {
  readonly name: string;
  readonly sdk: Readonly<Record<string, string>>;
  readonly known: readonly string[];
  readonly where: string;
}

/**
 * Every enum of an answer whose members this room tells apart. One that grows fails here: say at the place named what
 * the new member means, then add it. (Until then an unknown one is waited out, or shown as it is.)
 */
const ENUMS: readonly Known[] = [
  {
    name: 'ServiceDeploymentStatus',
    sdk: ecs.ServiceDeploymentStatus,
    known: [
      ...['PENDING', 'IN_PROGRESS', 'SUCCESSFUL', 'STOP_REQUESTED', 'STOPPED'],
      ...['ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'],
    ],
    where:
      'rollout/deployers/rolling/decide.ts, rollout/deployers/rolling/index.ts (stoppable), rollout/rolling-back.ts (GOES_BACK), rollback-target.ts',
  },
  {
    name: 'DeploymentRolloutState',
    sdk: ecs.DeploymentRolloutState,
    known: ['IN_PROGRESS', 'COMPLETED', 'FAILED'],
    where: 'rollout/deployers/rolling/decide-by-deployment.ts, service-deployments.ts, service-plan.ts',
  },
  {
    name: 'ServiceDeploymentRollbackMonitorsStatus',
    sdk: ecs.ServiceDeploymentRollbackMonitorsStatus,
    known: ['DISABLED', 'MONITORING', 'MONITORING_COMPLETE', 'TRIGGERED'],
    where: 'rollout/deployers/rolling/decide.ts (stopped), rollout/cause.ts, rollout/time/wait-reason.ts',
  },
  {
    name: 'ServiceDeploymentLifecycleStage',
    sdk: ecs.ServiceDeploymentLifecycleStage,
    known: [
      ...['RECONCILE_SERVICE', 'PRE_SCALE_UP', 'SCALE_UP', 'POST_SCALE_UP', 'TEST_TRAFFIC_SHIFT'],
      ...['POST_TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT', 'POST_PRODUCTION_TRAFFIC_SHIFT'],
      ...['BAKE_TIME', 'CLEAN_UP'],
    ],
    where: 'rollout/progress.ts, rollout/time/wait-reason.ts',
  },
  {
    name: 'DeploymentLifecycleHookStatus',
    sdk: ecs.DeploymentLifecycleHookStatus,
    known: ['AWAITING_ACTION', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'TIMED_OUT'],
    where: 'rollout/time/wait-reason.ts',
  },
  {
    name: 'TaskStopCode',
    sdk: ecs.TaskStopCode,
    known: [
      ...['TaskFailedToStart', 'EssentialContainerExited', 'UserInitiated', 'ServiceSchedulerInitiated'],
      ...['SpotInterruption', 'TerminationNotice', 'InfrastructureHealth'],
    ],
    where:
      'rollout/diagnosis/stopped-tasks.ts, rollout/diagnosis/ending-texts.ts, rollout/time/stop-times.ts, rollout/deployers/rolling/witnesses.ts',
  },
  {
    name: 'HealthStatus',
    sdk: ecs.HealthStatus,
    known: ['HEALTHY', 'UNHEALTHY', 'UNKNOWN'],
    where: 'rollout/new-task-health.ts, rollout/diagnosis/stopped-tasks.ts, rollout/time/wait-reason.ts',
  },
  {
    name: 'TaskDefinitionStatus',
    sdk: ecs.TaskDefinitionStatus,
    known: ['ACTIVE', 'INACTIVE', 'DELETE_IN_PROGRESS'],
    where: 'rollback-target.ts',
  },
  {
    name: 'DeploymentControllerType',
    sdk: ecs.DeploymentControllerType,
    known: ['ECS', 'CODE_DEPLOY', 'EXTERNAL'],
    where: 'rollout/deployer.ts (CONTROLLERS)',
  },
  {
    name: 'DeploymentStrategy',
    sdk: ecs.DeploymentStrategy,
    known: ['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'],
    where: 'rollout/deployer.ts (STRATEGIES), service-shape.ts',
  },
  {
    name: 'SchedulingStrategy',
    sdk: ecs.SchedulingStrategy,
    known: ['REPLICA', 'DAEMON'],
    where: 'service-plan.ts, service-refusals.ts',
  },
  {
    name: 'LaunchType',
    sdk: ecs.LaunchType,
    known: ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'],
    where: 'service-plan.ts (planLaunchType), service-file.ts',
  },
  {
    name: 'ThresholdType',
    sdk: ecs.ThresholdType,
    known: ['COUNT', 'BOUNDED_PERCENT', 'UNBOUNDED_PERCENT'],
    where: 'rollout/breaker-threshold.ts',
  },
  {
    name: 'StopServiceDeploymentStopType',
    sdk: ecs.StopServiceDeploymentStopType,
    known: ['ABORT', 'ROLLBACK'],
    where: 'rollout/deployers/rolling/go-back.ts',
  },
  {
    name: 'TargetHealthStateEnum',
    sdk: elb.TargetHealthStateEnum,
    known: ['initial', 'healthy', 'unhealthy', 'unhealthy.draining', 'unused', 'draining', 'unavailable'],
    where: 'rollout/new-task-health.ts, rollout/diagnosis/unhealthy-targets.ts, rollout/time/watch-waits.ts',
  },
  {
    name: 'ProtocolEnum',
    sdk: elb.ProtocolEnum,
    known: ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'GENEVE', 'QUIC', 'TCP_QUIC'],
    where: 'rollout/diagnosis/unhealthy-targets.ts',
  },
];

describe("the SDK's enums that decisions rest on have not grown", () => {
  test.each(ENUMS)('$name', ({ sdk, known, where }) => {
    const grown = Object.values(sdk).filter((member) => !known.includes(member));
    expect({ grown, where }).toEqual({ grown: [], where });
    const gone = known.filter((member) => !Object.values(sdk).includes(member));
    expect({ gone, where }).toEqual({ gone: [], where });
  });

  test.each(ENUMS)('what rests on $name is where it is said to be', ({ where }) => {
    const files = where.replaceAll(/ \(\w+\)/g, '').split(', ');
    expect(files.filter((file) => !existsSync(new URL(file, import.meta.url)))).toEqual([]);
  });
});
