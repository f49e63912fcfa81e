import { readFileSync } from 'node:fs';
import {
  DiagnosedError,
  Diagnostics,
  parseDocument,
  pathKey,
  valueAt,
  type Document,
} from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { beatContainers } from './beat-containers.ts';
import { cleanTaskDefinition } from './clean.ts';
import { completeTaskDefinition } from './complete.ts';
import { references, withReferences } from './references.ts';
import { validateTaskDefinition } from './validate.ts';

const DEPLOY = 'examples/amply/deploy';

function parsed(file: string, diagnostics: Diagnostics): Document {
  const path = new URL(`../../../${DEPLOY}/${file}`, import.meta.url);
  const document = parseDocument(readFileSync(path), `${DEPLOY}/${file}`, diagnostics);
  if (!document) throw new DiagnosedError(diagnostics.all);
  return document;
}

/** A task definition of the seed on its way through a stack, up to the look-up of its names. */
function prepared(service: 'api' | 'worker' | 'beat', defaults = { executionRoleArn: 'amply-task-execution' }) {
  const diagnostics = new Diagnostics();
  const cleaned = cleanTaskDefinition(parsed(`${service}/task-definition.yml`, diagnostics), diagnostics);
  if (!cleaned) throw new DiagnosedError(diagnostics.all);
  const completed = completeTaskDefinition(
    cleaned,
    {
      region: 'eu-central-1',
      defaults,
      isSingleton: service === 'beat',
      ...(service === 'api' && { containerFiles: new Map([['api', parsed('api/health-check.yml', diagnostics)]]) }),
    },
    diagnostics,
  );
  validateTaskDefinition(completed, { mode: 'fargate' }, diagnostics);
  const found = diagnostics.all.map(
    ({ at, severity, rule }) => `${at?.file}:${at?.line}:${at?.column} ${severity} ${rule}`,
  );
  return { document: completed, found };
}

describe("the seed's task definitions pass with the notices of the contract, and no error", () => {
  test.each([
    { service: 'api', found: [] },
    {
      service: 'worker',
      found: [
        '19:9 notice logs/awslogs-region',
        '19:9 notice logs/awslogs-stream-prefix',
        '7:5 notice celery/stop-timeout',
      ],
    },
    { service: 'beat', found: ['7:5 notice logs/none'] },
  ] as const)('$service', ({ service, found }) => {
    expect(prepared(service).found).toEqual(found.map((place) => `${DEPLOY}/${service}/task-definition.yml:${place}`));
  });

  test.each(['api', 'worker', 'beat'] as const)(
    '%s: sizes, network and launch type are as AWS wants them',
    (service) => {
      expect(prepared(service).document.value).toMatchObject({
        cpu: service === 'beat' ? '256' : '512',
        memory: service === 'beat' ? '512' : '1024',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        executionRoleArn: 'amply-task-execution',
      });
    },
  );
});

test('without an execution role in the defaults it is an error', () => {
  const { found } = prepared('api', {} as { executionRoleArn: string });
  expect(found).toEqual([`${DEPLOY}/api/task-definition.yml:7:5 error task-definition/execution-role`]);
});

test("the api's health check gets the start period of its own file", () => {
  expect(valueAt(prepared('api').document.value, ['containerDefinitions', 0, 'healthCheck'])).toEqual({
    command: ['CMD-SHELL', 'curl -f http://localhost:8000/health || exit 1'],
    interval: 30,
    timeout: 5,
    retries: 3,
    startPeriod: 60,
  });
});

test('logs get a region, a prefix and, for the beat, a group', () => {
  const options = (service: 'worker' | 'beat') =>
    valueAt(prepared(service).document.value, ['containerDefinitions', 0, 'logConfiguration']);
  for (const service of ['worker', 'beat'] as const) {
    expect(options(service)).toEqual({
      logDriver: 'awslogs',
      options: {
        'awslogs-group': `/ecs/amply-${service}`,
        'awslogs-region': 'eu-central-1',
        'awslogs-stream-prefix': service,
      },
    });
  }
});

test('the beat is recognised and stops soon', () => {
  const { document } = prepared('beat');
  expect(beatContainers(document)).toHaveLength(1);
  expect(valueAt(document.value, ['containerDefinitions', 0, 'stopTimeout'])).toBe(10);
  expect(beatContainers(prepared('worker').document)).toEqual([]);
});

test('its names are all found, and filled in', () => {
  const { document } = prepared('api');
  expect(references(document)).toMatchObject([
    { kind: 'role', name: 'amply-task-execution' },
    { kind: 'image', repository: 'amply-backend', region: 'eu-central-1', tag: 'latest' },
    { kind: 'secret', name: 'amply/database-url' },
    { kind: 'secret', name: 'amply/stripe-secret' },
  ]);
  const arn = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
  const resolved = new Map(
    references(document).map((reference) => [
      pathKey(reference.path),
      reference.kind === 'secret'
        ? arn(reference.name)
        : reference.kind === 'image'
          ? `123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend@sha256:${'0'.repeat(64)}`
          : 'arn:aws:iam::123456789012:role/amply-task-execution',
    ]),
  );
  const filled = withReferences(document, resolved);
  expect(references(filled)).toEqual([]);
  const diagnostics = new Diagnostics();
  validateTaskDefinition(filled, { mode: 'fargate' }, diagnostics);
  expect(diagnostics.all).toEqual([]);
});
