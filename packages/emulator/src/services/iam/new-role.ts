import { createHash } from 'node:crypto';

import type { Role } from './model.ts';
import type { World } from '../../world/world.ts';

/**
 * A role that a service may assume. Its id is made from its name, so that it is the same in every world.
 *
 * @param service `ecs-tasks`, of `ecs-tasks.amazonaws.com`.
 */
export function newRole(world: World, name: string, service: string, path = '/'): Role {
  return {
    arn: `arn:aws:iam::${world.account}:role${path}${name}`,
    name,
    id: `AROA${createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase()}`,
    path,
    createdAt: world.now,
    assumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
    }),
    tags: {},
  };
}
