import type { Service } from '../../ecs/model.ts';
import type { CallOrigin } from '../../ecs/origin.ts';
import type { ScalableTarget, ScalingPolicy } from '../model.ts';
import { secondsOf, type World } from '../../../world/world.ts';
import { noteNotScaled } from './activities.ts';
import { asked, type Ask } from './asks.ts';
import { scaledService, setDesiredCount } from './capacity.ts';

/**
 * Scales a service as the policies whose alarms have just fired ask for it, or writes down why not.
 *
 * Where one asks for more, the largest count wins, and nothing scales in. In the other direction the largest count wins as
 * well. While a deployment goes on nothing scales in.
 * Source: Application Auto Scaling user guide, "Target tracking scaling policies", "Step scaling policies"; ECS developer
 * guide, "Service auto scaling and deployments".
 */
export function decide(world: World, target: ScalableTarget): void {
  delete target.decidesAt;
  const service = scaledService(world, target.resourceId);
  const asks = service ? asked(world, target, service) : [];
  for (const policy of policiesOf(world, target)) policy.triggeredBy = [];
  if (!service) return;
  const out = largest(asks.filter(({ direction }) => direction === 'out'));
  const inwards = largest(asks.filter(({ direction }) => direction === 'in'));
  if (out.length > 0) scaleOut(world, target, service, out);
  else if (inwards.length > 0) scaleIn(world, target, service, inwards);
}

function policiesOf(world: World, { resourceId }: ScalableTarget): ScalingPolicy[] {
  return world.scalingPolicies.filter((policy) => policy.resourceId === resourceId);
}

/** The asks for the largest count. */
function largest(asks: readonly Ask[]): readonly Ask[] {
  const most = Math.max(...asks.map(({ count }) => count));
  return asks.filter(({ count }) => count === most);
}

function scaleOut(world: World, target: ScalableTarget, service: Service, asks: readonly Ask[]): void {
  const [ask] = asks;
  if (!ask || target.suspendedState.DynamicScalingOutSuspended) return;
  const { minCapacity, maxCapacity, resourceId } = target;
  const wanted = Math.min(maxCapacity, Math.max(minCapacity, ask.count));
  const cause = causeOf(ask);
  if (wanted <= service.desiredCount) {
    if (service.desiredCount >= maxCapacity)
      noteNotScaled(world, resourceId, cause, { Code: 'AlreadyAtMaxCapacity', MaxCapacity: maxCapacity });
    else if (!ask.isCooling)
      noteNotScaled(world, resourceId, cause, {
        Code: 'AlreadyAtDesiredCapacity',
        CurrentCapacity: service.desiredCount,
      });
    return;
  }
  const activityId = setDesiredCount(world, service, wanted, cause, originOf(world, ask.policy));
  for (const { policy, from } of asks) policy.scaledOut = { activityId, from };
  // Its cooldown ends here. Source: user guide, "Cooldown period".
  delete target.scaledInBy;
}

function scaleIn(world: World, target: ScalableTarget, service: Service, asks: readonly Ask[]): void {
  const [ask] = asks;
  const { suspendedState, minCapacity, maxCapacity, resourceId } = target;
  if (!ask || suspendedState.DynamicScalingInSuspended) return;
  const cause = causeOf(ask);
  if (isDeploying(service)) {
    noteNotScaled(world, resourceId, cause, { Code: 'TargetServicePutResourceAsUnscalable' });
    return;
  }
  const wanted = Math.min(maxCapacity, Math.max(minCapacity, ask.count));
  if (wanted >= service.desiredCount) {
    const isAtMin = service.desiredCount <= minCapacity;
    noteNotScaled(
      world,
      resourceId,
      cause,
      isAtMin
        ? { Code: 'AlreadyAtMinCapacity', MinCapacity: minCapacity }
        : { Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: service.desiredCount },
    );
    return;
  }
  target.scaledInBy = setDesiredCount(world, service, wanted, cause, originOf(world, ask.policy));
  // What had been added is no longer there to be counted.
  for (const policy of policiesOf(world, target)) delete policy.scaledOut;
}

const isDeploying = ({ deployments }: Service): boolean =>
  deployments.length > 1 || deployments[0]?.rolloutState === 'IN_PROGRESS';

const causeOf = ({ alarmName, policy }: Ask): string =>
  `monitor alarm ${alarmName} in state ALARM triggered policy ${policy.name}`;

const originOf = (world: World, { putBy }: ScalingPolicy): CallOrigin => ({
  kind: 'call',
  operation: 'PutScalingPolicy',
  caller: putBy,
  at: secondsOf(world),
});
