import { awsPorts } from '@fargate-actions/aws';
import type { Deployer } from '../../../tests/singleton-worlds/play.ts';

/** How often the official action's waiter looks at first. Source: reference/peers.md, "Deploying (D)". */
const POLL_SECONDS = 15;

/** It gives up after 30 minutes; no world lasts as long. */
const MOST_LOOKS = 20;

/**
 * What the official action does to a service: one UpdateService with the new revision, then waiting until it is stable.
 *
 * It has nothing for a run that only repairs.
 */
export const officialRoute: Deployer = async ({ cluster, service, taskDefinition }, wire, clock) => {
  if (taskDefinition === undefined) return undefined;
  const { services } = awsPorts(wire, clock);
  await services.find(cluster, service);
  await services.update({ cluster, service, taskDefinition });
  for (let look = 1; look <= MOST_LOOKS; look++) {
    await clock.sleep(POLL_SECONDS);
    const { deployments = [], runningCount, desiredCount } = (await services.find(cluster, service)) ?? {};
    if (deployments.length === 1 && runningCount === desiredCount) return undefined;
  }
  return undefined;
};
