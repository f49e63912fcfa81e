import type { GetAuthorizationTokenResponse } from '@aws-sdk/client-ecr';

import { registryHost } from '../behaviour/new-repository.ts';
import type { OperationTable } from '../../../world/operation.ts';
import { hexDigits } from '../../../world/random.ts';
import type { World } from '../../../world/world.ts';
import { invalid } from './invalid.ts';

/** What lets Docker clients in. */
export const tokenOperations: OperationTable = { 'ecr:GetAuthorizationToken': getAuthorizationToken };

/** Source: reference/ecs-facts.md, "ECR". */
const LASTS_SECONDS = 12 * 60 * 60;

/** ECR calls the ids deprecated, and answers with a login to each of them all the same. */
interface GetAuthorizationTokenRequest {
  readonly registryIds?: readonly string[];
}

function getAuthorizationToken(world: World, input: GetAuthorizationTokenRequest): GetAuthorizationTokenResponse {
  const accounts = input.registryIds ?? [world.account];
  if (accounts.length < 1 || accounts.length > 10 || accounts.some((account) => !/^\d{12}$/.test(account)))
    throw invalid('registryIds', 'must be 1 to 10 account ids of 12 digits');
  const expiresAt = world.now + LASTS_SECONDS * 1000;
  return {
    authorizationData: accounts.map((account) => {
      const login = account === world.account ? world.outsideRegistry : undefined;
      const password = login?.password ?? newPassword(world, expiresAt);
      return {
        authorizationToken: Buffer.from(`${login?.username ?? 'AWS'}:${password}`).toString('base64'),
        expiresAt: new Date(expiresAt),
        proxyEndpoint: login?.endpoint ?? `https://${registryHost(world, account)}`,
      };
    }),
  };
}

/** A password of the look and length of ECR's: base64 of a JSON object. */
function newPassword(world: World, expiresAt: number): string {
  const password = Buffer.from(
    JSON.stringify({
      payload: hexDigits(world, 600, 'calls'),
      datakey: hexDigits(world, 200, 'calls'),
      version: '2',
      type: 'DATA_KEY',
      expiration: Math.floor(expiresAt / 1000),
    }),
  ).toString('base64');
  world.registryTokens.push({ password, expiresAt });
  return password;
}
