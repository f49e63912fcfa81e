import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import { deletion, NO_CHANGES, resource, type Changes, type Resource } from '@fargate-actions/engine';
import { rememberedBy } from '../modes/off-hours-state.ts';
import { managedPrefix } from '../scaled-service.ts';
import { addressesOf, removeScaling, type ScalingNames } from './remove-scaling.ts';
import { scalableTargetAddress, unmanagedScalingAddress, type ScalingSpec } from './scaling-spec.ts';
import { noticeOfRepository, readTargetOwner, type TargetOwner } from './target-owner.ts';

/** What still scales a service that no file scales any more. */
export interface FormerScaling extends ScalingNames {
  readonly targetOwner: TargetOwner;
  readonly isAsleep: boolean;
}

/** What is deleted: parts of the scaling, or the target, which takes all its parts along. */
export type FormerScalingRequest = ScalingNames & { readonly deregisters: boolean };

type Spec = Pick<ScalingSpec, 'service' | 'prune' | 'tags'>;

/**
 * What this tool made for a service whose files have no scaling any more: with `prune` it is deleted, and the target with
 * it where it was made for this stack and nothing of others hangs on it. What others made is left alone.
 */
export function formerScalingResource(spec: Spec, aws: Aws): Resource {
  const { cluster, name } = spec.service;
  return resource<Spec, FormerScaling, FormerScalingRequest>({
    address: unmanagedScalingAddress(name),
    continueOnFailure: true,
    resolve: () => Promise.resolve(spec),
    read: () => readFormerScaling(spec, aws),
    plan: (found, _wanted, _values, diagnostics) => planFormerScaling(found, spec, diagnostics),
    apply: async ({ deregisters, ...names }, _values, { noteWrite }) => {
      if (deregisters) await sentAgainWhenLost(() => aws.scalableTargets.deregister(cluster, name));
      else await removeScaling(names, spec.service, aws, noteWrite);
      return { outputs: {} };
    },
  });
}

/** Reads no more than it has to: what has no target is not scaled. */
async function readFormerScaling({ service, tags }: Spec, aws: Aws): Promise<FormerScaling | undefined> {
  const { cluster, name } = service;
  const target = await aws.scalableTargets.find(cluster, name);
  if (!target) return undefined;
  const lost = `Whether ${name} is in its off-hours is not known: what no file scales any more is left there.`;
  const [policies, actions, seen, targetOwner] = await Promise.all([
    aws.scalingPolicies.of(cluster, name),
    aws.scheduledActions.of(cluster, name),
    aws.gaps.unlessDenied(lost, async () => ({ service: await aws.services.find(cluster, name) })),
    readTargetOwner(target.ScalableTargetARN ?? '', service, tags, aws),
  ]);
  const isMarked = seen === undefined || (seen.service !== undefined && rememberedBy(seen.service) !== undefined);
  return {
    policies: policies.flatMap(({ PolicyName }) => PolicyName ?? []),
    actions: actions.flatMap(({ ScheduledActionName }) => ScheduledActionName ?? []),
    // Limits of 0 without a mark: its own schedule has stopped it, and is what starts it again.
    isAsleep: isMarked || target.MaxCapacity === 0,
    targetOwner,
  };
}

/** What of a service's former scaling is deleted; what is left is said. */
export function planFormerScaling(
  found: FormerScaling | undefined,
  { service, prune }: Pick<Spec, 'service' | 'prune'>,
  diagnostics: Diagnostics,
): Changes<FormerScalingRequest> {
  if (!found) return NO_CHANGES;
  const isOurs = (name: string): boolean => name.startsWith(managedPrefix(service));
  const [policies, actions] = [found.policies.filter(isOurs), found.actions.filter(isOurs)];
  const ours = [...policies, ...actions];
  const foreign = [...found.policies, ...found.actions].filter((name) => !isOurs(name));
  const isOurTarget = found.targetOwner === 'ours';
  if (!isOurTarget && ours.length === 0) return NO_CHANGES;
  if (typeof found.targetOwner === 'object') {
    noticeOfRepository(service, found.targetOwner, ours, diagnostics);
    return NO_CHANGES;
  }
  const say = (message: string, hint?: string): typeof NO_CHANGES => {
    diagnostics.notice(service.at, 'scaling/no-longer-in-files', message, hint);
    return NO_CHANGES;
  };
  const listed = [...(isOurTarget ? ['its scalable target'] : []), ...ours].join(', ');
  const still = `${service.name} is still scaled by what its files no longer have`;
  if (!prune) return say(`${still}: ${listed}.`, 'Set `prune: true` to delete it.');
  if (found.isAsleep) return say(`${still}, and is in its off-hours: it is left until they end.`);
  const reason = whyTargetStays(found.targetOwner, foreign);
  if (reason !== undefined) say(`${service.name} keeps its scalable target: ${reason}.`);
  if (reason !== undefined && ours.length === 0) return NO_CHANGES;
  const deregisters = reason === undefined;
  const parts = addressesOf({ policies, actions }, service.name);
  const deletes = deregisters ? [scalableTargetAddress(service.name), ...parts] : parts;
  return deletion(deletes, { policies, actions, deregisters });
}

/** Why a target is left where it is, as half a sentence; undefined of one that goes. */
function whyTargetStays(owner: TargetOwner, foreign: readonly string[]): string | undefined {
  if (owner === 'unknown') return 'whose it is is not known, because its tags could not be read';
  if (owner !== 'ours') return 'it was not made for this stack, as far as its tags say';
  return foreign.length > 0 ? `what is in no file here hangs on it: ${foreign.join(', ')}` : undefined;
}
