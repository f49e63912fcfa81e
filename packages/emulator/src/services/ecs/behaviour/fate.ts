import type { ContainerDefinition } from '@aws-sdk/client-ecs';

import { behaviourOf, pulled } from '../../../world/images.ts';
import { random } from '../../../world/random.ts';
import type { Behaviour, ImageBehaviour } from '../../../world/scenario.ts';
import type { World } from '../../../world/world.ts';
import type { Fate, TaskDefinition } from '../model.ts';

/** Seconds that each behaviour takes where the scenario gives none. */
const AFTER_SECONDS: Partial<Record<Behaviour, number>> = { crash: 2, 'crash-late': 75, flaky: 2, oom: 10, slow: 60 };

/**
 * What a new task will do: the scenario's word on the first of its images that does not simply work, or the failure
 * that something missing in the account forces on it.
 */
export function drawFate(world: World, { definition }: TaskDefinition): Fate {
  const logs: Record<string, readonly string[]> = {};
  const stopSeconds: Record<string, number> = {};
  let decisive: { readonly container: string; readonly behaviour: ImageBehaviour } | undefined;
  for (const { name = '', image = '' } of definition.containerDefinitions) {
    const found = behaviourOf(world, image);
    const behaviour = found && settled(world, found.pattern, found.behaviour);
    logs[name] = behaviour?.logs ?? [];
    stopSeconds[name] = behaviour?.stopSeconds ?? world.scenario.timings.exitSeconds;
    if (behaviour && behaviour.behaviour !== 'healthy') decisive ??= { container: name, behaviour };
  }
  const chosen = decisive?.behaviour;
  const forced = startFailure(world, definition.containerDefinitions);
  const isHarmless = !chosen || !STOPS_THE_START.has(chosen.behaviour);
  if (forced && isHarmless) return { behaviour: forced, exitCode: 1, afterSeconds: 0, logs, stopSeconds };
  return {
    behaviour: chosen?.behaviour ?? 'healthy',
    ...(decisive && { container: decisive.container }),
    exitCode: chosen?.exitCode ?? (chosen?.behaviour === 'oom' ? 137 : 1),
    afterSeconds: chosen?.afterSeconds ?? (chosen && AFTER_SECONDS[chosen.behaviour]) ?? 0,
    ...(chosen?.reason !== undefined && { reason: chosen.reason }),
    logs,
    stopSeconds,
  };
}

const STOPS_THE_START: ReadonlySet<Behaviour> = new Set([
  'pull-error',
  'secret-missing',
  'secret-denied',
  'log-group-missing',
  'no-capacity',
]);

/** A flaky image either crashes this time or is healthy. */
function settled(world: World, pattern: string, image: ImageBehaviour): ImageBehaviour {
  if (image.behaviour !== 'flaky') return image;
  const crashed = world.crashes[pattern] ?? 0;
  const crashes = image.probability === undefined ? crashed < (image.times ?? 1) : random(world) < image.probability;
  if (!crashes)
    return { behaviour: 'healthy', ...(image.stopSeconds !== undefined && { stopSeconds: image.stopSeconds }) };
  world.crashes[pattern] = crashed + 1;
  return image;
}

/** What keeps a task from starting whatever its image does: what it needs is not in the account. */
function startFailure(world: World, containers: readonly ContainerDefinition[]): Behaviour | undefined {
  if (containers.some((container) => missingSecret(world, container) !== undefined)) return 'secret-missing';
  if (containers.some((container) => missingLogGroup(world, container) !== undefined)) return 'log-group-missing';
  if (containers.some(({ image = '' }) => pulled(world, image).kind === 'missing')) return 'pull-error';
  return undefined;
}

/** The first secret of a container that is not in the account. */
export function missingSecret(world: World, container: ContainerDefinition): string | undefined {
  const wanted = [...(container.secrets ?? []), ...(container.logConfiguration?.secretOptions ?? [])];
  return wanted.map(({ valueFrom = '' }) => valueFrom).find((valueFrom) => !isThere(world, valueFrom));
}

function isThere(world: World, valueFrom: string): boolean {
  if (!valueFrom.startsWith('arn:')) return world.parameters.some(({ name }) => isSameParameter(name, valueFrom));
  const parts = valueFrom.split(':');
  if (parts[2] === 'ssm') return world.parameters.some(({ arn }) => arn === valueFrom);
  if (parts[2] !== 'secretsmanager') return false;
  // A secret's ARN ends in six characters that AWS adds; without them it is found as well.
  const secretArn = parts.slice(0, 7).join(':');
  return world.secrets.some(
    ({ arn, deletedAt }) => deletedAt === undefined && (arn === secretArn || arn.slice(0, -7) === secretArn),
  );
}

const isSameParameter = (name: string, wanted: string): boolean =>
  name === wanted || `/${name}` === wanted || name === `/${wanted}`;

/** The log group of a container that is missing and that nobody lets the agent create. */
export function missingLogGroup(world: World, { logConfiguration }: ContainerDefinition): string | undefined {
  if (logConfiguration?.logDriver !== 'awslogs') return undefined;
  const group = logConfiguration.options?.['awslogs-group'];
  if (group === undefined || logConfiguration.options?.['awslogs-create-group'] === 'true') return undefined;
  const region = logConfiguration.options?.['awslogs-region'];
  if (region !== undefined && region !== world.region) return group;
  return world.logGroups.some(({ name }) => name === group) ? undefined : group;
}
