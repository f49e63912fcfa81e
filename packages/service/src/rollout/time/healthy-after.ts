import type { DeploymentFacts } from './deployment-facts.ts';

/** Without any check ECS takes a task for healthy after so long in RUNNING. Source: reference/ecs-facts.md. */
const STEADY_SECONDS = 40;

/** ECS's own interval of a container's health check. Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const DEFAULT_INTERVAL_SECONDS = 30;

/** How long each kind of check makes a new task wait that is healthy from the start; undefined where there is none. */
export interface HealthyAfter {
  readonly targetGroupSeconds: number | undefined;
  readonly containerSeconds: number | undefined;
  /** What they come to together. */
  readonly seconds: number;
}

/**
 * How soon a task that works from the start can count as healthy.
 *
 * A container's start period is not part of it: a check that passes within it counts.
 * Source: reference/ecs-facts.md, "Where a deployment's time goes".
 */
export function healthyAfter(facts: Pick<DeploymentFacts, 'targetGroups' | 'containers'>): HealthyAfter {
  const byGroups = facts.targetGroups.map((group) => group.checkIntervalSeconds * group.healthyThreshold);
  const byContainers = facts.containers
    .filter(({ healthCheck, essential }) => healthCheck && essential !== false)
    .map(({ healthCheck }) => healthCheck?.interval ?? DEFAULT_INTERVAL_SECONDS);
  const longest = (seconds: readonly number[]) => (seconds.length > 0 ? Math.max(...seconds) : undefined);
  const [targetGroupSeconds, containerSeconds] = [longest(byGroups), longest(byContainers)];
  const checked = longest([...byGroups, ...byContainers]);
  return { targetGroupSeconds, containerSeconds, seconds: checked ?? STEADY_SECONDS };
}
