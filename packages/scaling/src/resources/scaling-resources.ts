import type { Aws } from '@fargate-actions/aws';
import type { Resource } from '@fargate-actions/engine';
import type { WantedScaling } from '../file/wanted.ts';
import { scalableTargetResource } from './scalable-target.ts';
import { scalingPolicyResource } from './scaling-policy.ts';
import type { ScalingSpec } from './scaling-spec.ts';
import { scheduledActionResource } from './scheduled-action.ts';
import { unmanagedScalingResource } from './unmanaged-scaling.ts';

/** The resources of a service's scaling: its target, policies and scheduled actions, and what else is there. */
export function scalingResources(wanted: WantedScaling, spec: ScalingSpec, aws: Aws): Resource[] {
  const policies = wanted.policies.map(({ name }) => name);
  const actions = wanted.actions.map(({ name }) => name);
  return [
    scalableTargetResource(wanted, spec, aws),
    unmanagedScalingResource({ policies, actions }, spec, aws),
    ...wanted.policies.map((policy) => scalingPolicyResource(policy, new Set(policies), spec, aws)),
    ...wanted.actions.map((action) => scheduledActionResource(action, spec, aws)),
  ];
}
