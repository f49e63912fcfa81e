import type { Repository } from '../model.ts';
import { arn, type World } from '../../../world/world.ts';

/** A repository as it is where nobody set anything: ECR's defaults. */
export function newRepository(world: World, name: string): Repository {
  return {
    arn: arn(world, 'ecr', `repository/${name}`),
    name,
    uri: `${registryHost(world, world.account)}/${name}`,
    createdAt: world.now,
    imageTagMutability: 'MUTABLE',
    exclusionFilters: [],
    scanOnPush: false,
    encryption: { encryptionType: 'AES256' },
    hasAnyTag: false,
    images: [],
    layers: {},
    tags: {},
  };
}

/** The host of an account's registry. */
export const registryHost = (world: World, account: string): string =>
  `${account}.dkr.ecr.${world.region}.amazonaws.com`;
