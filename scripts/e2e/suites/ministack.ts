import type { Check } from '../checks.ts';
import type { Suite } from '../suite.ts';
import { builtIn } from '../tools/built-actions.ts';
import { debianPackage } from '../tools/debian-package.ts';
import { docker as engine, dockerClient } from '../tools/docker-engine.ts';
import { python, standInsPython } from '../tools/python.ts';
import { deployChecks } from './ministack/deploy-checks.ts';
import { startShop } from './ministack/shop.ts';

/** The built action and an ECS that nobody here wrote, which runs each task's containers in a Docker engine. */
export const ministack: Suite = {
  name: 'ministack',
  title: 'deploy-ecs-service deploys real containers, in an ECS that is not ours',
  needs: [
    engine,
    dockerClient,
    debianPackage('busybox-static', 'busybox'),
    python,
    standInsPython,
    builtIn(['deploy-ecs-service']),
  ],
  async *run(): AsyncIterable<Check> {
    const shop = await startShop();
    try {
      yield* deployChecks(shop);
    } finally {
      await shop.close();
    }
  },
};
