import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';

import type { Caller, OperationTable } from '../../../world/operation.ts';
import type { World } from '../../../world/world.ts';

/** Who calls. */
export const identityOperations: OperationTable = { 'sts:GetCallerIdentity': getCallerIdentity };

function getCallerIdentity(world: World, _input: GetCallerIdentityRequest, caller: Caller): GetCallerIdentityResponse {
  const session = caller.userArn.slice(caller.userArn.lastIndexOf('/') + 1);
  return { UserId: `AROAEMULATOR000000000:${session}`, Account: world.account, Arn: caller.userArn };
}
