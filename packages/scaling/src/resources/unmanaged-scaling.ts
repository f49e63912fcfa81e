import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import { deletion, NO_CHANGES, resource, type Changes, type Resource } from '@fargate-actions/plan';
import { managedPrefix } from '../scaled-service.ts';
import { addressesOf, removeScaling, type ScalingNames } from './remove-scaling.ts';
import { scalableTargetAddress, unmanagedScalingAddress, type ScalingSpec } from './scaling-spec.ts';

/**
 * What scales a service besides its files: with `prune`, what this tool made and the files no longer have is deleted;
 * what others made is listed, and never touched. Policies have no tags: ours are known by how their names begin.
 */
export function unmanagedScalingResource(wanted: ScalingNames, spec: ScalingSpec, aws: Aws): Resource {
  const { cluster, name: service } = spec.service;
  return resource<ScalingNames, ScalingNames, ScalingNames>({
    address: unmanagedScalingAddress(service),
    continueOnFailure: true,
    after: [scalableTargetAddress(service)],
    resolve: () => Promise.resolve(wanted),
    read: async () => {
      const [policies, actions] = await Promise.all([
        aws.scalingPolicies.of(cluster, service),
        aws.scheduledActions.of(cluster, service),
      ]);
      return {
        policies: policies.flatMap(({ PolicyName }) => PolicyName ?? []),
        actions: actions.flatMap(({ ScheduledActionName }) => ScheduledActionName ?? []),
      };
    },
    plan: (found, _wanted, _values, diagnostics) => planUnmanaged(found, wanted, spec, diagnostics),
    apply: async (names, _values, { did }) => {
      await removeScaling(names, spec.service, aws, did);
      return { outputs: {} };
    },
  });
}

/** What is to be deleted; what is left is said. */
export function planUnmanaged(
  found: ScalingNames | undefined,
  wanted: ScalingNames,
  { service, prune }: ScalingSpec,
  diagnostics: Diagnostics,
): Changes<ScalingNames> {
  const isOurs = (name: string): boolean => name.startsWith(managedPrefix(service));
  const surplus = (kind: keyof ScalingNames): string[] =>
    (found?.[kind] ?? []).filter((name) => !wanted[kind].includes(name));
  const [policies, actions] = [surplus('policies'), surplus('actions')];
  const foreign = [...policies, ...actions].filter((name) => !isOurs(name));
  if (foreign.length > 0) {
    diagnostics.notice(
      service.at,
      'scaling/unmanaged',
      `${service.name} is also scaled by what is in no file here, and is left alone: ${foreign.join(', ')}.`,
    );
  }
  const ours = { policies: policies.filter(isOurs), actions: actions.filter(isOurs) };
  const all = [...ours.policies, ...ours.actions];
  if (all.length === 0) return NO_CHANGES;
  if (!prune) {
    diagnostics.notice(
      service.at,
      'scaling/no-longer-in-files',
      `${service.name} is still scaled by what its files no longer have: ${all.join(', ')}.`,
      'Set `prune: true` to delete it.',
    );
    return NO_CHANGES;
  }
  return deletion(addressesOf(ours, service.name), ours);
}
