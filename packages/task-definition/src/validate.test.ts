import type { JsonObject } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { SECRET, aContainer, aTaskDefinition, placesOf, rulesOf, withContainer } from '../test/task-definitions.ts';
import { table, validated } from '../test/validation.ts';

const TYPE = ['error task-definition/type'];

const PLACEHOLDER = ['error task-definition/placeholder'];

function withOptions(options: Readonly<Record<string, unknown>>, logDriver = 'awslogs'): JsonObject {
  return withContainer({ logConfiguration: { logDriver, options } });
}

function withHealthCheck(fields: Readonly<Record<string, unknown>>): JsonObject {
  return withContainer({ healthCheck: { command: ['CMD-SHELL', 'true'], ...fields } });
}

function withPort(...mappings: readonly Readonly<Record<string, unknown>>[]): JsonObject {
  return withContainer({ portMappings: mappings });
}

table('wrong types', [
  { name: 'a list for the family', definition: aTaskDefinition({ family: ['shop'] }), found: TYPE },
  {
    name: 'a map for the containers',
    definition: aTaskDefinition({ containerDefinitions: { api: aContainer() } }),
    found: TYPE,
  },
  {
    name: 'a text for a container',
    definition: aTaskDefinition({ containerDefinitions: ['api', aContainer()] }),
    found: TYPE,
  },
  { name: 'a text for the command', definition: withContainer({ command: 'celery worker' }), found: TYPE },
  { name: 'a number in the command', definition: withContainer({ command: ['sleep', 3] }), found: TYPE },
  { name: 'a map for the environment', definition: withContainer({ environment: { A: '1' } }), found: TYPE },
  { name: 'a list for the labels', definition: withContainer({ dockerLabels: ['a=b'] }), found: TYPE },
  { name: 'a map for a label', definition: withContainer({ dockerLabels: { a: { b: 'c' } } }), found: TYPE },
  { name: 'a text for a port', definition: withPort({ containerPort: 'http' }), found: TYPE },
  { name: 'a fraction for a port', definition: withPort({ containerPort: 80.5 }), found: TYPE },
  { name: 'a word for a boolean', definition: withContainer({ essential: 'yes' }), found: TYPE },
  { name: 'a text for the health check', definition: withContainer({ healthCheck: 'curl localhost' }), found: TYPE },
  { name: 'a text with a unit', definition: withHealthCheck({ interval: '30s' }), found: TYPE },
  {
    name: 'a text for requiresCompatibilities',
    definition: aTaskDefinition({ requiresCompatibilities: 'FARGATE' }),
    found: TYPE,
  },
  { name: 'no family', definition: aTaskDefinition({ family: undefined }), found: ['error task-definition/required'] },
  {
    name: 'no containers',
    definition: aTaskDefinition({ containerDefinitions: undefined }),
    found: ['error task-definition/required'],
  },
]);

table('fields of tomorrow', [
  {
    name: 'of the task',
    definition: aTaskDefinition({ quantumMode: true }),
    found: ['notice task-definition/unknown-field'],
  },
  {
    name: 'of a container',
    definition: withContainer({ enviroment: [] }),
    found: ['notice task-definition/unknown-field'],
  },
  {
    name: 'a log driver',
    definition: withOptions({}, 'telepathy'),
    found: ['notice task-definition/unknown-value', 'error logs/driver'],
  },
]);

test('each diagnostic points to what it is about', () => {
  const found = validated(`family: shop
networkMode: awsvpc
cpu: "300"
memory: "1024"
containerDefinitions:
  - name: api
    image: <IMAGE>
    comand: [serve]
    portMappings:
      - containerPort: 80
        hostPort: 8080
    healthCheck:
      command: [CMD, "true"]
      retries: 11
  - name: worker
    dependsOn: [{ containerName: ap, condition: START }]
`);
  expect(placesOf(found)).toEqual([
    '8:5 task-definition/unknown-field',
    '15:5 task-definition/image',
    '3:6 task-definition/cpu',
    '7:12 task-definition/placeholder',
    '11:19 task-definition/port',
    '14:16 task-definition/health-check',
    '16:34 task-definition/depends-on',
  ]);
  expect(found.all[0]?.hint).toContain('command');
  expect(found.all.at(-1)?.hint).toContain('api');
});

describe('where renders are chained', () => {
  const half = aTaskDefinition({
    containerDefinitions: [
      aContainer(),
      aContainer({ name: 'beat', image: '<IMAGE2_NAME>' }),
      aContainer({ name: 'x', image: undefined }),
    ],
  });

  test('what was wrong before is only a warning: a later step may complete it', () => {
    expect(rulesOf(validated(half, 'as-declared', half))).toEqual([
      'warning task-definition/image',
      'warning task-definition/placeholder',
    ]);
  });

  test('what this step brought in is an error', () => {
    expect(rulesOf(validated(half, 'as-declared', aTaskDefinition()))).toContain('error task-definition/placeholder');
  });

  test('what is only missing yet is a warning, whoever needs it', () => {
    const needsMore = { secrets: [SECRET], logConfiguration: { logDriver: 'awslogs' } };
    const definition = aTaskDefinition({ executionRoleArn: undefined, containerDefinitions: [aContainer(needsMore)] });
    expect(rulesOf(validated(definition, 'as-declared', aTaskDefinition()))).toEqual([
      'warning task-definition/execution-role',
      'warning logs/awslogs-group',
      'warning logs/awslogs-region',
      'warning logs/awslogs-stream-prefix',
    ]);
  });

  test('what is to be registered is whole', () => {
    expect(rulesOf(validated(aTaskDefinition({ family: '<FAMILY>' }), 'as-declared'))).toEqual(PLACEHOLDER);
  });
});
