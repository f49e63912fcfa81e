import type {
  DescribeSecretRequest,
  DescribeSecretResponse,
  ListSecretsRequest,
  ListSecretsResponse,
} from '@aws-sdk/client-secrets-manager';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Secret } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required } from '../../required.ts';

/** Secrets Manager's look-ups. */
export const secretOperations: OperationTable = {
  'secretsmanager:DescribeSecret': describeSecret,
  'secretsmanager:ListSecrets': listSecrets,
};

/** What Secrets Manager puts behind the name in a secret's ARN. */
const SUFFIX = /-[A-Za-z0-9]{6}$/;

/** The secret of a name, of its ARN, or of its ARN without the six characters at its end. */
function findSecret(world: World, id: string): Secret | undefined {
  return (
    world.secrets.find(({ arn, name }) => arn === id || name === id) ??
    world.secrets.find(({ arn }) => arn.replace(SUFFIX, '') === id)
  );
}

function describeSecret(world: World, input: DescribeSecretRequest): DescribeSecretResponse {
  const secret = findSecret(world, required(input.SecretId, 'secretId'));
  if (!secret) throw new Fault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return described(secret);
}

function listSecrets(world: World, input: ListSecretsRequest): ListSecretsResponse {
  const filters = input.Filters ?? [];
  const found = world.secrets
    .filter(({ deletedAt }) => deletedAt === undefined || input.IncludePlannedDeletion === true)
    .filter((secret) =>
      filters.every(({ Key, Values = [] }) => {
        if (Key === 'name') return Values.some((prefix) => secret.name.startsWith(prefix));
        if (Key === 'tag-key')
          return Values.some((prefix) => Object.keys(secret.tags).some((k) => k.startsWith(prefix)));
        throw new Fault('InvalidParameterException', `The filter key ${String(Key)} is not emulated.`);
      }),
    );
  const { items, nextToken } = page(found, {
    token: input.NextToken,
    size: input.MaxResults ?? world.scenario.pageSize,
    badToken: () => new Fault('InvalidNextTokenException', 'The NextToken value is invalid.'),
  });
  return { SecretList: items.map(described), ...(nextToken !== undefined && { NextToken: nextToken }) };
}

function described(secret: Secret): DescribeSecretResponse {
  return {
    ARN: secret.arn,
    Name: secret.name,
    CreatedDate: new Date(secret.createdAt),
    LastChangedDate: new Date(secret.createdAt),
    ...(secret.deletedAt !== undefined && { DeletedDate: new Date(secret.deletedAt) }),
    Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}
