import { Diagnostics, type Document } from '@fargate-actions/documents';
import type { ScaledService } from '../scaled-service.ts';
import { checkConflicts } from './conflicts.ts';
import { named } from './default-names.ts';
import { warnOfCrossedLimits } from './crossed-limits.ts';
import { partsOf } from './parts.ts';
import { readAction } from './read-action.ts';
import { readBacklog } from './read-backlog.ts';
import { readPolicy, subjectOfPolicy } from './read-policy.ts';
import { readTarget } from './read-target.ts';
import type { WantedScaling } from './wanted.ts';

/**
 * Reads and checks a service's scaling file: its scalable target, policies and scheduled actions, in the shapes of the
 * AWS CLI, of DescribeScaling..., and of the seed. What is missing follows the service.
 *
 * Undefined when the limits can't be told or a singleton would be scaled, after an error.
 * Source: reference/ecs-facts.md, "Application Auto Scaling"; contracts.md, the seed table.
 */
export function readScaling(
  file: Document,
  service: ScaledService,
  diagnostics: Diagnostics,
): WantedScaling | undefined {
  if (service.isSingleton) {
    diagnostics.error(
      service.at,
      'singleton/scaling',
      `${service.name} is a singleton: nothing may scale it.`,
      'Take `scaling` out, or `singleton: true`.',
    );
  }
  const found = new Diagnostics();
  const parts = partsOf(file, found);
  for (const one of found.all) diagnostics.add(one);
  // Of a file of something else, limits are not what is missing.
  if (found.hasErrors && Object.values<readonly Document[]>({ ...parts }).every((part) => part.length === 0))
    return undefined;
  const target = readTarget(parts.targets, file, service, diagnostics);
  const given = parts.policies.flatMap((part) => readPolicy(part, service, diagnostics) ?? []);
  const backlogs = parts.backlogs.flatMap((part) => readBacklog(part, service, target?.minCapacity, diagnostics) ?? []);
  const policies = named(
    [...given, ...backlogs],
    service,
    'policyName',
    (policy) => (backlogs.includes(policy) ? 'backlog-per-task' : subjectOfPolicy(policy)),
    diagnostics,
  );
  const actions = named(
    parts.actions.map((part) => readAction(part, service, diagnostics)),
    service,
    'scheduledActionName',
    () => 'scheduled',
    diagnostics,
  );
  checkConflicts(policies, actions, diagnostics);
  if (target) warnOfCrossedLimits(actions, target, diagnostics);
  return target && !service.isSingleton ? { target, policies, actions } : undefined;
}
