import type { Uncertain } from '../../../world/scenario.ts';
import type { World } from '../../../world/world.ts';

/**
 * Which of its possible ways ECS takes with a deployment, where nobody knows which it takes: as the scenario has it, or
 * else drawn by the digits of the deployment's id.
 *
 * Source: docs/reference/ecs.md, "Service deployments".
 */
export function uncertain(world: World, deploymentId: string): Uncertain {
  const digit = (place: number): number => Number(deploymentId.at(-place));
  const drawn: Uncertain = {
    revisionEndsInDeployment: digit(1) < 7,
    rollbackShows: digit(2) < 5 ? 'old id' : digit(2) < 8 ? 'new id' : 'old deployment',
    showsBakeStage: digit(3) < 5,
    ignoredAlarmsAre: digit(4) < 5 ? 'DISABLED' : 'MONITORING',
    // AWS says under five minutes.
    bakeSeconds: 30 + Math.round(2.6 * Number(deploymentId.slice(-6, -4))),
  };
  return { ...drawn, ...world.scenario.uncertain };
}
