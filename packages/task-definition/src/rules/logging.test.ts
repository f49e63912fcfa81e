import type { JsonObject } from '@fargate-actions/documents';
import {
  AWSLOGS,
  aContainer,
  anEc2TaskDefinition,
  aTaskDefinition,
  withContainer,
} from '../../test/task-definitions.ts';
import { table } from '../../test/validation.ts';

function withOptions(options: Readonly<Record<string, unknown>>, logDriver = 'awslogs'): JsonObject {
  return withContainer({ logConfiguration: { logDriver, options } });
}

function withRouter(options: Readonly<Record<string, unknown>>): JsonObject {
  const router = aContainer({ name: 'router', firelensConfiguration: { type: 'fluentbit', options } });
  return aTaskDefinition({
    containerDefinitions: [aContainer({ logConfiguration: { logDriver: 'awsfirelens' } }), router],
  });
}

table('logging', [
  { name: 'awslogs', definition: withOptions(AWSLOGS.options) },
  {
    name: 'no group',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-group': undefined }),
    found: ['error logs/awslogs-group'],
  },
  {
    name: 'a group with a blank',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-group': 'my logs' }),
    found: ['error logs/awslogs-group'],
  },
  {
    name: 'no region',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-region': undefined }),
    found: ['error logs/awslogs-region'],
  },
  {
    name: 'no stream prefix',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-stream-prefix': undefined }),
    found: ['error logs/awslogs-stream-prefix'],
  },
  {
    name: 'EC2: no stream prefix',
    definition: anEc2TaskDefinition({
      containerDefinitions: [
        aContainer({
          memory: 64,
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': 'a', 'awslogs-region': 'eu-central-1' },
          },
        }),
      ],
    }),
    mode: 'as-declared',
  },
  { name: 'a date format', definition: withOptions({ ...AWSLOGS.options, 'awslogs-datetime-format': '%Y-%m-%d' }) },
  {
    name: 'a date format and a pattern',
    definition: withOptions({
      ...AWSLOGS.options,
      'awslogs-datetime-format': '%Y',
      'awslogs-multiline-pattern': '^INFO',
    }),
    found: ['error logs/awslogs-multiline'],
  },
  { name: 'creates the group', definition: withOptions({ ...AWSLOGS.options, 'awslogs-create-group': 'true' }) },
  {
    name: 'creates the group, perhaps',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-create-group': 'yes' }),
    found: ['error logs/awslogs-create-group'],
  },
  ...['false', 'False', 'no', '0'].map((written) => ({
    name: `creates no group, written ${written}`,
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-create-group': written }),
    found: ['error logs/awslogs-create-group'],
  })),
  {
    name: 'non-blocking',
    definition: withOptions({ ...AWSLOGS.options, mode: 'non-blocking', 'max-buffer-size': '25m' }),
  },
  {
    name: 'a mode of its own',
    definition: withOptions({ ...AWSLOGS.options, mode: 'async' }),
    found: ['error logs/mode'],
  },
  {
    name: 'a buffer without use',
    definition: withOptions({ ...AWSLOGS.options, mode: 'blocking', 'max-buffer-size': '25m' }),
    found: ['warning logs/mode'],
  },
  { name: 'splunk', definition: withOptions({ 'splunk-url': 'https://splunk', 'splunk-token': 'x' }, 'splunk') },
  {
    name: 'splunk without a token',
    definition: withOptions({ 'splunk-url': 'https://splunk' }, 'splunk'),
    found: ['error logs/splunk'],
  },
  { name: 'awsfirelens without a router', definition: withOptions({}, 'awsfirelens'), found: ['error logs/firelens'] },
  {
    name: 'awsfirelens with a router',
    definition: aTaskDefinition({
      containerDefinitions: [
        aContainer({ logConfiguration: { logDriver: 'awsfirelens' } }),
        aContainer({ name: 'router', firelensConfiguration: { type: 'fluentbit' } }),
      ],
    }),
  },
  {
    name: 'a router with a file of its image',
    definition: withRouter({ 'config-file-type': 'file', 'config-file-value': '/extra.conf' }),
  },
  {
    name: 'a router with a file of S3',
    definition: withRouter({ 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::bucket/extra.conf' }),
    found: ['error logs/firelens'],
  },
  {
    name: 'a router with the address of a file in S3',
    definition: withRouter({ 'config-file-type': 's3', 'config-file-value': 's3://bucket/extra.conf' }),
    found: ['error logs/firelens'],
  },
  {
    name: 'a router with a file of elsewhere',
    definition: withRouter({ 'config-file-type': 'ssm', 'config-file-value': '/extra' }),
    found: ['error logs/firelens'],
  },
  {
    name: 'a router with a file that is not named',
    definition: withRouter({ 'config-file-type': 'file' }),
    found: ['error logs/firelens'],
  },
  {
    name: 'EC2: a router with a file of S3',
    definition: {
      ...withRouter({ 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::bucket/extra.conf' }),
      requiresCompatibilities: ['EC2'],
    },
    mode: 'as-declared',
  },
  { name: 'json-file', definition: withOptions({}, 'json-file'), found: ['error logs/driver'] },
  {
    name: 'EC2: json-file',
    definition: anEc2TaskDefinition({
      containerDefinitions: [aContainer({ memory: 64, logConfiguration: { logDriver: 'json-file' } })],
    }),
    mode: 'as-declared',
  },
  {
    name: 'a typing error',
    definition: withOptions(AWSLOGS.options, 'awslog'),
    found: ['error task-definition/value', 'error logs/driver'],
  },
]);
