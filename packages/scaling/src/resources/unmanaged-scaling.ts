import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import { deletion, NO_CHANGES, resource, type Changes, type Resource } from '@fargate-actions/engine';
import { managedPrefix } from '../scaled-service.ts';
import { addressesOf, removeScaling, type ScalingNames } from './remove-scaling.ts';
import { scalableTargetAddress, unmanagedScalingAddress, type ScalingSpec } from './scaling-spec.ts';
import { noticeOfRepository, readTargetOwner, type TargetOwner } from './target-owner.ts';

/** What scales a service, in its files or not. */
export interface FoundScaling extends ScalingNames {
  /** Whose the target is on which it hangs: read where something of ours is to be deleted. */
  readonly targetOwner?: TargetOwner;
}

/**
 * What scales a service besides its files: with `prune`, what this tool made and the files no longer have is deleted;
 * what others made is listed, and never touched. Policies have no tags: ours are known by how their names begin, and by the
 * tags of their target, which name the repository.
 */
export function unmanagedScalingResource(wanted: ScalingNames, spec: ScalingSpec, aws: Aws): Resource {
  const { cluster, name: service } = spec.service;
  return resource<ScalingNames, FoundScaling, ScalingNames>({
    address: unmanagedScalingAddress(service),
    continueOnFailure: true,
    after: [scalableTargetAddress(service)],
    resolve: () => Promise.resolve(wanted),
    read: async () => {
      const [policies, actions] = await Promise.all([
        aws.scalingPolicies.of(cluster, service),
        aws.scheduledActions.of(cluster, service),
      ]);
      const found = {
        policies: policies.flatMap(({ PolicyName }) => PolicyName ?? []),
        actions: actions.flatMap(({ ScheduledActionName }) => ScheduledActionName ?? []),
      };
      const { policies: ours, actions: ourActions } = surplusOf(found, wanted, spec).ours;
      if (!spec.prune || ours.length + ourActions.length === 0) return found;
      const target = await aws.scalableTargets.find(cluster, service);
      const arn = target?.ScalableTargetARN ?? '';
      return { ...found, targetOwner: await readTargetOwner(arn, spec.service, spec.tags, aws) };
    },
    plan: (found, _wanted, _values, diagnostics) => planUnmanaged(found, wanted, spec, diagnostics),
    apply: async (names, _values, { noteWrite }) => {
      await removeScaling(names, spec.service, aws, noteWrite);
      return { outputs: {} };
    },
  });
}

/** What is to be deleted; what is left is said. */
export function planUnmanaged(
  found: FoundScaling | undefined,
  wanted: ScalingNames,
  spec: ScalingSpec,
  diagnostics: Diagnostics,
): Changes<ScalingNames> {
  const { service, prune } = spec;
  const { ours, foreign } = surplusOf(found ?? { policies: [], actions: [] }, wanted, spec);
  if (foreign.length > 0) {
    diagnostics.notice(
      service.at,
      'scaling/unmanaged',
      `${service.name} is also scaled by what is in no file here, and is left alone: ${foreign.join(', ')}.`,
    );
  }
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
  if (typeof found?.targetOwner === 'object') {
    noticeOfRepository(service, found.targetOwner, all, diagnostics);
    return NO_CHANGES;
  }
  return deletion(addressesOf(ours, service.name), ours);
}

/** What no file has: what this tool made, by its names, and what others did. */
function surplusOf(
  found: ScalingNames,
  wanted: ScalingNames,
  { service }: Pick<ScalingSpec, 'service'>,
): { readonly ours: ScalingNames; readonly foreign: readonly string[] } {
  const isOurs = (name: string): boolean => name.startsWith(managedPrefix(service));
  const surplus = (kind: keyof ScalingNames): string[] => found[kind].filter((name) => !wanted[kind].includes(name));
  const [policies, actions] = [surplus('policies'), surplus('actions')];
  return {
    ours: { policies: policies.filter(isOurs), actions: actions.filter(isOurs) },
    foreign: [...policies, ...actions].filter((name) => !isOurs(name)),
  };
}
