import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import { type Address, addressText, allWritten } from '@fargate-actions/engine';
import type { ScaledService } from '../scaled-service.ts';
import { scalingPolicyAddress } from './scaling-policy.ts';
import { scheduledActionAddress } from './scheduled-action.ts';

/** The names of policies and scheduled actions. */
export interface ScalingNames {
  readonly policies: readonly string[];
  readonly actions: readonly string[];
}

/** How policies and scheduled actions by themselves are called in a plan. */
export function addressesOf({ policies, actions }: ScalingNames, service: string): Address[] {
  return [
    ...policies.map((name) => scalingPolicyAddress(name, service)),
    ...actions.map((name) => scheduledActionAddress(name, service)),
  ];
}

/** Deletes policies and scheduled actions, and says of each that it is gone. */
export async function removeScaling(
  { policies, actions }: ScalingNames,
  { cluster, name }: Pick<ScaledService, 'cluster' | 'name'>,
  aws: Aws,
  noteWrite: (what: string) => void,
): Promise<void> {
  const removed = async (address: Address, remove: () => Promise<void>): Promise<void> => {
    await sentAgainWhenLost(remove);
    noteWrite(addressText(address));
  };
  await allWritten([
    ...policies.map((policy) =>
      removed(scalingPolicyAddress(policy, name), () => aws.scalingPolicies.remove(cluster, name, policy)),
    ),
    ...actions.map((action) =>
      removed(scheduledActionAddress(action, name), () => aws.scheduledActions.remove(cluster, name, action)),
    ),
  ]);
}
