import { expect, test } from '@jest/globals';
import { deployerFor } from './deployer.ts';

test.each([
  { controller: 'ECS', strategy: 'ROLLING', chosen: { name: 'rolling' } },
  { controller: 'ECS', strategy: 'BLUE_GREEN', chosen: { unsupported: ['strategy'] } },
  { controller: 'ECS', strategy: 'LINEAR', chosen: { unsupported: ['strategy'] } },
  { controller: 'ECS', strategy: 'CANARY', chosen: { unsupported: ['strategy'] } },
  { controller: 'CODE_DEPLOY', strategy: 'ROLLING', chosen: { unsupported: ['controller'] } },
  { controller: 'EXTERNAL', strategy: 'CANARY', chosen: { unsupported: ['controller', 'strategy'] } },
  { controller: 'toString', strategy: 1, chosen: { unsupported: ['controller', 'strategy'] } },
])('$strategy by $controller', ({ chosen, ...kind }) => {
  expect(deployerFor(kind)).toEqual(chosen);
});
