import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam';
import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';

import { Fault } from '../../../fault.ts';
import type { Caller, OperationTable } from '../../../world/operation.ts';
import type { World } from '../../../world/world.ts';
import { required } from '../../required.ts';

/** Who calls, and which roles there are. */
export const identityOperations: OperationTable = {
  'iam:GetRole': getRole,
  'sts:GetCallerIdentity': getCallerIdentity,
};

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

function getCallerIdentity(world: World, _input: GetCallerIdentityRequest, caller: Caller): GetCallerIdentityResponse {
  const session = caller.userArn.slice(caller.userArn.lastIndexOf('/') + 1);
  return { UserId: `AROAEMULATOR000000000:${session}`, Account: world.account, Arn: caller.userArn };
}
