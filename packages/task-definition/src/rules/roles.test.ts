import type { JsonObject } from '@fargate-actions/documents';
import { AWSLOGS, SECRET, aContainer, anEc2TaskDefinition, aTaskDefinition } from '../../test/task-definitions.ts';
import { table } from '../../test/validation.ts';

const ECR = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:1';

function withoutRole(container: Readonly<Record<string, unknown>>): JsonObject {
  return aTaskDefinition({ executionRoleArn: undefined, containerDefinitions: [aContainer(container)] });
}

table('roles', [
  { name: 'a name', definition: aTaskDefinition({ taskRoleArn: 'shop-task', executionRoleArn: 'shop-execution' }) },
  { name: 'an abbreviated ARN', definition: aTaskDefinition({ taskRoleArn: 'arn:aws:iam::...:role/shop' }) },
  {
    name: 'an ARN with a path in China',
    definition: aTaskDefinition({ taskRoleArn: 'arn:aws-cn:iam::123456789012:role/team/shop' }),
  },
  {
    name: 'an ARN of the European sovereign cloud',
    definition: aTaskDefinition({ taskRoleArn: 'arn:aws-eusc:iam::123456789012:role/shop' }),
  },
  {
    name: 'an ARN of a user',
    definition: aTaskDefinition({ taskRoleArn: 'arn:aws:iam::123456789012:user/shop' }),
    found: ['error task-definition/role'],
  },
  {
    name: 'a sentence',
    definition: aTaskDefinition({ executionRoleArn: 'the role of the shop' }),
    found: ['error task-definition/role'],
  },
  { name: 'no execution role where nothing needs it', definition: withoutRole({}) },
  { name: 'none for ECR', definition: withoutRole({ image: ECR }), found: ['error task-definition/execution-role'] },
  { name: 'none for the public ECR', definition: withoutRole({ image: 'public.ecr.aws/nginx/nginx:1.27' }) },
  {
    name: 'none for awslogs',
    definition: withoutRole({ logConfiguration: AWSLOGS }),
    found: ['error task-definition/execution-role'],
  },
  {
    name: 'none for secrets',
    definition: withoutRole({ secrets: [SECRET] }),
    found: ['error task-definition/execution-role'],
  },
  {
    name: 'none for registry credentials',
    definition: withoutRole({ repositoryCredentials: { credentialsParameter: SECRET.valueFrom } }),
    found: ['error task-definition/execution-role'],
  },
  {
    name: 'none for secrets of the log driver',
    definition: withoutRole({
      logConfiguration: {
        logDriver: 'splunk',
        options: { 'splunk-url': 'https://splunk' },
        secretOptions: [{ ...SECRET, name: 'splunk-token' }],
      },
    }),
    found: ['error task-definition/execution-role'],
  },
  {
    name: 'none for environment files',
    definition: withoutRole({ environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::bucket/a.env' }] }),
    found: ['error task-definition/execution-role'],
  },
  {
    name: 'EC2: none for ECR and awslogs',
    definition: anEc2TaskDefinition({
      containerDefinitions: [aContainer({ memory: 64, image: ECR, logConfiguration: AWSLOGS })],
    }),
    mode: 'as-declared',
  },
  {
    name: 'EC2: none for secrets',
    definition: anEc2TaskDefinition({ containerDefinitions: [aContainer({ memory: 64, secrets: [SECRET] })] }),
    mode: 'as-declared',
    found: ['error task-definition/execution-role'],
  },
]);
