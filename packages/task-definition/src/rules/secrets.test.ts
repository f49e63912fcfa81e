import type { JsonObject } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { SECRET, rulesOf, withContainer } from '../../test/task-definitions.ts';
import { table, validated } from '../../test/validation.ts';

function withValueFrom(valueFrom: unknown): JsonObject {
  return withContainer({ secrets: [{ name: 'TOKEN', valueFrom }] });
}

const BAD_SECRET = ['error task-definition/secret'];

function withFiles(count: number, value = 'arn:aws:s3:::bucket/shop.env'): JsonObject {
  return withContainer({ environmentFiles: Array.from({ length: count }, () => ({ type: 's3', value })) });
}

table('secrets', [
  { name: 'a full ARN', definition: withValueFrom(SECRET.valueFrom) },
  { name: 'a key of it', definition: withValueFrom(`${SECRET.valueFrom}:password::`) },
  { name: 'a version of it', definition: withValueFrom(`${SECRET.valueFrom}::AWSPREVIOUS:`) },
  {
    name: 'a key without the other colons',
    definition: withValueFrom(`${SECRET.valueFrom}:password`),
    found: BAD_SECRET,
  },
  { name: 'a colon too many', definition: withValueFrom(`${SECRET.valueFrom}:password:::`), found: BAD_SECRET },
  { name: 'an abbreviated ARN', definition: withValueFrom('arn:aws:secretsmanager:...:shop/token') },
  {
    name: 'a key of an abbreviated ARN',
    definition: withValueFrom('arn:aws:secretsmanager:...:secret:shop/token:password::'),
  },
  {
    name: 'an abbreviated ARN of nothing',
    definition: withValueFrom('arn:aws:secretsmanager:...:'),
    found: BAD_SECRET,
  },
  // The secrets of databases and of other services, which AWS names itself.
  ...[
    'rds!cluster-a1b2c3d4-1111-2222-3333-a1b2c3d4e5f6-AbCdEf:password::',
    'rds!db-a1b2-AbCdEf',
    'ecs-sc!x-AbCdEf',
  ].map((name) => ({
    name: `AWS's own secret ${name}`,
    definition: withValueFrom(`arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}`),
  })),
  {
    name: "an abbreviated ARN of AWS's own secret",
    definition: withValueFrom('arn:aws:secretsmanager:...:rds!db-a1b2:password::'),
  },
  {
    name: 'an ARN in GovCloud',
    definition: withValueFrom('arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:token-AbCdEf'),
  },
  {
    name: 'an ARN without a region',
    definition: withValueFrom('arn:aws:secretsmanager::123456789012:secret:token'),
    found: BAD_SECRET,
  },
  {
    name: 'a parameter by ARN',
    definition: withValueFrom('arn:aws:ssm:eu-central-1:123456789012:parameter/shop/token'),
  },
  { name: 'a parameter by name', definition: withValueFrom('/shop/token') },
  { name: 'a parameter by a name without levels', definition: withValueFrom('shop_token') },
  { name: 'a parameter by a wrong name', definition: withValueFrom('shop/token'), found: BAD_SECRET },
  { name: 'an ARN of a bucket', definition: withValueFrom('arn:aws:s3:::bucket/token'), found: BAD_SECRET },
  { name: 'a value instead of a place', definition: withValueFrom('hunter2 is my password!'), found: BAD_SECRET },
  {
    name: 'two of one name',
    definition: withContainer({ secrets: [SECRET, SECRET] }),
    found: ['error task-definition/duplicate-secret'],
  },
  {
    name: 'no name',
    definition: withContainer({ secrets: [{ valueFrom: SECRET.valueFrom }] }),
    found: ['error task-definition/required'],
  },
]);

describe('plain secrets', () => {
  const live = [
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
    ['STRIPE', `sk_live_${'a1b2c3d4'.repeat(3)}`],
    ['DATABASE_URL', 'postgres://shop:hunter22@db.internal:5432/shop'],
    ['REDIS', 'redis://:hunter22@cache:6379'],
    ['CERTIFICATE', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
    ['DB_PASSWORD', 'correct-horse'],
    ['dbPassword', 'correct-horse'],
    ['SECRET_KEY', 'django-insecure-xyz'],
    ['GITHUB', `ghp_${'a'.repeat(36)}`],
    ['SLACK_BOT_TOKEN', 'whatever-it-is'],
  ] as const;

  test.each(live)('%s is warned of, its value never shown', (name, value) => {
    const found = validated(withContainer({ environment: [{ name, value }] }));
    expect(rulesOf(found)).toEqual(['warning task-definition/plain-secret']);
    expect(JSON.stringify(found.all)).toContain(name);
    expect(JSON.stringify(found.all)).not.toContain(JSON.stringify(value).slice(1, -1));
    expect(found.all[0]?.hint).toContain('`secrets`');
  });

  const harmless = [
    ['PASSWORD_MIN_LENGTH', '8'],
    ['TOKEN_URL', 'https://auth.example.com/token'],
    ['SECRET_ARN', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:x'],
    ['DB_PASSWORD', ''],
    ['USE_TOKEN', 'true'],
    ['DATABASE_URL', 'postgres://db.internal:5432/shop'],
    ['DATABASE_URL', 'postgres://shop:${DB_PASSWORD}@db.internal:5432/shop'],
    ['PASSWORD_FILE', '/run/secrets/db'],
    ['AWS_REGION', 'eu-central-1'],
    ['SENTRY_DSN', 'https://0123456789abcdef@o1.ingest.sentry.io/1'],
  ] as const;

  test.each(harmless)('%s=%s is fine', (name, value) => {
    expect(rulesOf(validated(withContainer({ environment: [{ name, value }] })))).toEqual([]);
  });
});

table('environment', [
  {
    name: 'variables',
    definition: withContainer({
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '' },
      ],
    }),
  },
  {
    name: 'one variable twice',
    definition: withContainer({
      environment: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    }),
    found: ['warning task-definition/duplicate-variable'],
  },
  {
    name: 'a variable that is a secret too',
    definition: withContainer({ environment: [{ name: 'TOKEN', value: '1' }], secrets: [SECRET] }),
    found: ['error task-definition/variable-and-secret'],
  },
  {
    name: 'a variable without a name',
    definition: withContainer({ environment: [{ value: '1' }] }),
    found: ['error task-definition/required'],
  },
  { name: 'ten files', definition: withFiles(10) },
  { name: 'eleven files', definition: withFiles(11), found: ['error task-definition/environment-files'] },
  {
    name: 'a file that is not in S3',
    definition: withFiles(1, './shop.env'),
    found: ['error task-definition/environment-files'],
  },
  {
    name: 'a bucket',
    definition: withFiles(1, 'arn:aws:s3:::bucket'),
    found: ['error task-definition/environment-files'],
  },
  {
    name: 'a file with another ending',
    definition: withFiles(1, 'arn:aws:s3:::bucket/shop.txt'),
    found: ['warning task-definition/environment-files'],
  },
]);

test('ten thousand names are compared without trying each with each', () => {
  const many = Array.from({ length: 10_000 }, (_, at) => ({ name: `NAME_${at}`, value: 'x' }));
  const twice = [...many, { name: 'NAME_7', value: 'y' }];
  expect(rulesOf(validated(withContainer({ environment: twice })))).toContain(
    'warning task-definition/duplicate-variable',
  );
});
