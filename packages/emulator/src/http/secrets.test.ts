import { DescribeSecretCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeParametersCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, expect, test } from '@jest/globals';

import { anEmulatorOverHttp } from '../../test/http/started-emulator.ts';

const started = anEmulatorOverHttp();
const secrets = () => new SecretsManagerClient(started.client);
const ssm = () => new SSMClient(started.client);

beforeAll(() => {
  for (const name of ['/amply/token', '/amply/other']) {
    started.emulator.world.parameters.push({
      arn: `arn:aws:ssm:eu-central-1:123456789012:parameter${name}`,
      name,
      type: 'SecureString',
      value: 'hush',
      version: 3,
      lastModifiedAt: Date.UTC(2026, 0, 1),
      tags: {},
    });
  }
});

test('a secret is found by its name, its ARN, and its ARN without the suffix', async () => {
  const { ARN } = await secrets().send(new DescribeSecretCommand({ SecretId: 'amply/database-url' }));
  expect(ARN).toMatch(/^arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply\/database-url-[A-Za-z0-9]{6}$/);
  for (const SecretId of [String(ARN), String(ARN).slice(0, -7)]) {
    const found = await secrets().send(new DescribeSecretCommand({ SecretId }));
    expect(found.Name).toBe('amply/database-url');
    expect(found.CreatedDate).toBeInstanceOf(Date);
  }
});

const beginning = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:';
test.each([
  'amply/database',
  'amply/database-url-',
  'nope',
  `${beginning}amply/data`,
  `${beginning}amply/database-url-`,
])('there is no secret %s', async (SecretId) => {
  await expect(secrets().send(new DescribeSecretCommand({ SecretId }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret.",
  });
});

test('secrets are listed page by page, and by the beginning of their names', async () => {
  const first = await secrets().send(new ListSecretsCommand({ MaxResults: 1 }));
  const second = await secrets().send(new ListSecretsCommand({ MaxResults: 1, NextToken: first.NextToken }));
  const found = await secrets().send(new ListSecretsCommand({ Filters: [{ Key: 'name', Values: ['amply/s'] }] }));
  expect([first, second].map(({ SecretList }) => SecretList?.[0]?.Name)).toEqual([
    'amply/database-url',
    'amply/stripe-secret',
  ]);
  expect(second.NextToken).toBeUndefined();
  expect(found.SecretList?.map(({ Name }) => Name)).toEqual(['amply/stripe-secret']);
});

test.each([
  { option: 'Equals', value: '/amply/token', found: ['/amply/token'] },
  { option: 'Equals', value: '/amply', found: [] },
  { option: 'BeginsWith', value: '/amply', found: ['/amply/token', '/amply/other'] },
])('parameters are described by name: $option $value', async ({ option, value, found }) => {
  const { Parameters } = await ssm().send(
    new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Option: option, Values: [value] }] }),
  );
  expect(Parameters?.map(({ Name }) => Name)).toEqual(found);
});

test('parameters are read, decrypted when asked to be, and unknown ones are told', async () => {
  const Names = ['/amply/token', '/amply/nope'];
  const open = await ssm().send(new GetParametersCommand({ Names, WithDecryption: true }));
  const closed = await ssm().send(new GetParametersCommand({ Names }));
  expect(open).toMatchObject({ Parameters: [{ Value: 'hush', Version: 3 }], InvalidParameters: ['/amply/nope'] });
  expect(open.Parameters?.[0]?.LastModifiedDate).toEqual(new Date(Date.UTC(2026, 0, 1)));
  expect(closed.Parameters?.[0]?.Value).not.toBe('hush');
});
