import type { Aws } from '@fargate-actions/aws';
import { isSameAddress, type Address, type Plan } from '@fargate-actions/engine';
import { scalingPolicyAddress } from '../resources/scaling-policy.ts';
import { scalableTargetAddress } from '../resources/scaling-spec.ts';
import { scheduledActionAddress } from '../resources/scheduled-action.ts';
import { simulateScaling, type ScalingToSimulate, type ServiceSimulation } from './simulate-scaling.ts';

/**
 * What the planned scaling would have done in the last hours, of the services whose target, policies or scheduled
 * actions the plan changes.
 *
 * @param hours 0 turns it off.
 */
export async function simulateChanges(
  plan: Plan,
  scaled: readonly ScalingToSimulate[],
  hours: number,
  now: number,
  aws: Aws,
): Promise<ServiceSimulation[]> {
  const changed = changedAddresses(plan);
  const services = scaled.filter((scaling) =>
    addressesOf(scaling).some((one) => changed.some((other) => isSameAddress(one, other))),
  );
  return hours === 0 || services.length === 0 ? [] : simulateScaling(services, hours, now, aws);
}

/** What the plan changes in a way that scaling could notice: a tag does nothing. */
function changedAddresses({ resources }: Plan): readonly Address[] {
  const changed = resources.filter(({ changes }) =>
    changes.differences.some(({ path }) => path !== 'tags' && !path.startsWith('tags[')),
  );
  return changed.map(({ address }) => address);
}

function addressesOf({ service: { name }, wanted }: ScalingToSimulate): Address[] {
  return [
    scalableTargetAddress(name),
    ...wanted.policies.map((policy) => scalingPolicyAddress(policy.name, name)),
    ...wanted.actions.map((action) => scheduledActionAddress(action.name, name)),
  ];
}
