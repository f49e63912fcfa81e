import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { World } from '../../../world/world.ts';
import { required } from '../../required.ts';

/** The operations on roles. */
export const roleOperations: OperationTable = { 'iam:GetRole': getRole };

function getRole(world: World, input: GetRoleRequest): GetRoleResponse {
  const name = required(input.RoleName, 'roleName', 'ValidationError');
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
    throw new Fault(
      'ValidationError',
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  }
  // IAM takes a name in any case for the same role.
  const role = world.roles.find((known) => known.name.toLowerCase() === name.toLowerCase());
  if (!role) throw new Fault('NoSuchEntityException', `The role with name ${name} cannot be found.`, 404);
  return {
    Role: {
      Path: role.path,
      RoleName: role.name,
      RoleId: role.id,
      Arn: role.arn,
      CreateDate: new Date(role.createdAt),
      AssumeRolePolicyDocument: encodeURIComponent(role.assumeRolePolicyDocument),
      MaxSessionDuration: 3600,
      Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
    },
  };
}
