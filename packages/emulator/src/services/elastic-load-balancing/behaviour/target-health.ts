import { plan } from '../../../world/agenda.ts';
import type { Target, TargetGroup } from '../model.ts';
import type { World } from '../../../world/world.ts';

/** The target group of that ARN. */
export const findTargetGroup = (world: World, arn: string | undefined): TargetGroup | undefined =>
  world.targetGroups.find((group) => group.arn === arn);

/** Begins checking a target: whether it answers as it should is the caller's word. */
export function registerTarget(
  world: World,
  group: TargetGroup,
  target: Pick<Target, 'ip' | 'port' | 'availabilityZone' | 'taskArn'>,
  answers: boolean,
): void {
  group.targets = group.targets.filter(({ ip, port }) => ip !== target.ip || port !== target.port);
  const registered: Target = {
    ...target,
    state: 'initial',
    reason: 'Elb.RegistrationInProgress',
    description: 'Target registration is in progress',
    registeredAt: world.now,
    epoch: 0,
  };
  group.targets.push(registered);
  checkTarget(world, group, registered, answers);
}

/**
 * Plans the moment at which the checks will have decided: so many in a row, one an interval.
 *
 * Source: reference/ecs-facts.md, "Where a deployment's time goes".
 */
export function checkTarget(world: World, group: TargetGroup, target: Target, answers: boolean): void {
  const checks = answers ? group.healthyThresholdCount : group.unhealthyThresholdCount;
  planTarget(world, group, target, group.healthCheckIntervalSeconds * checks);
}

function planTarget(world: World, group: TargetGroup, target: Target, seconds: number): void {
  const { ip, port } = target;
  target.epoch++;
  plan(world, world.now + seconds * 1000, { kind: 'target', id: group.arn, ip, port, epoch: target.epoch });
}

/** Lets a target drain: it is gone after the group's deregistration delay, whose seconds are the answer. */
export function deregisterTarget(world: World, group: TargetGroup, ip: string, port: number): number {
  const target = group.targets.find((known) => known.ip === ip && known.port === port && known.state !== 'draining');
  if (!target) return 0;
  const delaySeconds =
    world.scenario.timings.drainSeconds ?? Number(group.attributes['deregistration_delay.timeout_seconds'] ?? 300);
  target.state = 'draining';
  target.reason = 'Target.DeregistrationInProgress';
  target.description = 'Target deregistration is in progress';
  target.drainedAt = world.now + delaySeconds * 1000;
  planTarget(world, group, target, delaySeconds);
  return delaySeconds;
}

/** What the checks have found, or the end of the draining; `answers` tells of a task's target whether it does. */
export function settleTarget(
  world: World,
  due: { readonly id: string; readonly ip: string; readonly port: number; readonly epoch: number },
  answers: (target: Target) => boolean,
  reasonOf: (target: Target) => string | undefined,
): Target | undefined {
  const group = findTargetGroup(world, due.id);
  const target = group?.targets.find(
    ({ ip, port, epoch }) => ip === due.ip && port === due.port && epoch === due.epoch,
  );
  if (!group || !target) return undefined;
  if (target.state === 'draining') {
    group.targets = group.targets.filter((other) => other !== target);
  } else if (answers(target)) {
    target.state = 'healthy';
    delete target.reason;
    delete target.description;
  } else {
    target.state = 'unhealthy';
    target.reason = 'Target.FailedHealthChecks';
    target.description = reasonOf(target) ?? 'Health checks failed with these codes: [503]';
  }
  return target;
}
