import { Diagnostics, valueAt, type JsonObject } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { aContainer, aFile, aTaskDefinition, rulesOf } from '../test/task-definitions.ts';
import { completeTaskDefinition, type StackContext } from './complete.ts';

function completed(definition: JsonObject | string, context: Partial<StackContext> = {}) {
  const diagnostics = new Diagnostics();
  const document = completeTaskDefinition(aFile(definition), { region: 'eu-central-1', ...context }, diagnostics);
  const container = valueAt(document.value, ['containerDefinitions', 0]);
  return { document, value: document.value, container, found: rulesOf(diagnostics), all: diagnostics.all };
}

const LOGGING = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/ecs/shop', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'api' },
};
const bare = { family: 'shop', containerDefinitions: [aContainer({ logConfiguration: LOGGING })] };

function logging(options: Readonly<Record<string, unknown>>, logDriver = 'awslogs'): JsonObject {
  return aTaskDefinition({ containerDefinitions: [aContainer({ logConfiguration: { logDriver, options } })] });
}

test('Fargate is assumed silently', () => {
  const { value, found } = completed(bare);
  expect(value).toMatchObject({ networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'] });
  expect(found).toEqual([]);
});

test('what the file says stays, defaults only fill gaps', () => {
  const { value } = completed(
    { ...bare, networkMode: 'host', taskRoleArn: 'mine' },
    { defaults: { taskRoleArn: 'theirs', executionRoleArn: 'execution' } },
  );
  expect(value).toMatchObject({ networkMode: 'host', taskRoleArn: 'mine', executionRoleArn: 'execution' });
});

describe('logging', () => {
  test('is untouched when complete', () => {
    expect(completed(logging(LOGGING.options))).toMatchObject({ container: { logConfiguration: LOGGING }, found: [] });
  });

  test('gets region and stream prefix, with a notice each', () => {
    expect(completed(logging({ 'awslogs-group': '/ecs/shop' }))).toMatchObject({
      container: { logConfiguration: LOGGING },
      found: ['notice logs/awslogs-region', 'notice logs/awslogs-stream-prefix'],
    });
  });

  test('gets a group', () => {
    const { 'awslogs-group': _group, ...others } = LOGGING.options;
    expect(completed(logging(others))).toMatchObject({
      container: { logConfiguration: LOGGING },
      found: ['notice logs/awslogs-group'],
    });
  });

  test('is made up when there is none', () => {
    expect(completed(aTaskDefinition())).toMatchObject({
      container: { logConfiguration: LOGGING },
      found: ['notice logs/none'],
    });
  });

  test.each([
    { name: 'with awslogs', definition: logging({ 'awslogs-group': '/ecs/shop', 'awslogs-stream-prefix': 'api' }) },
    { name: 'with none', definition: aTaskDefinition() },
  ])('$name and without a region anywhere is an error', ({ definition }) => {
    expect(completed(definition, { region: undefined }).found).toEqual(['error logs/awslogs-region']);
  });

  test('of another driver is left alone', () => {
    expect(completed(logging({}, 'splunk'))).toMatchObject({
      container: { logConfiguration: { logDriver: 'splunk', options: {} } },
      found: [],
    });
  });

  test("in the base environment's region moves to the selected one", () => {
    const { container, found } = completed(logging(LOGGING.options), {
      region: 'eu-west-1',
      baseRegion: 'eu-central-1',
    });
    expect(valueAt(container ?? null, ['logConfiguration', 'options', 'awslogs-region'])).toBe('eu-west-1');
    expect(found).toEqual(['notice environment/region']);
  });

  test('in a third region is an error', () => {
    const { found } = completed(logging(LOGGING.options), { region: 'eu-west-1', baseRegion: 'us-east-1' });
    expect(found).toEqual(['error environment/region']);
  });
});

describe("a container's file", () => {
  const file = aFile('healthCheck:\n  command: [CMD, "true"]\n  startPeriod: 60\n');

  test('is merged into the container of its name, positions included', () => {
    const { container, document } = completed(
      aTaskDefinition({
        containerDefinitions: [
          aContainer({ logConfiguration: LOGGING, healthCheck: { command: ['CMD', 'false'], retries: 4 } }),
        ],
      }),
      { containerFiles: new Map([['api', file]]) },
    );
    expect(valueAt(container ?? null, ['healthCheck'])).toEqual({
      command: ['CMD', 'true'],
      retries: 4,
      startPeriod: 60,
    });
    expect(document.at(['containerDefinitions', 0, 'healthCheck', 'startPeriod'])?.line).toBe(3);
    expect(document.at(['containerDefinitions', 0, 'healthCheck', 'retries'])?.line).toBeGreaterThan(3);
  });

  test('for a container that is not there is an error with the name that was meant', () => {
    const { all } = completed(bare, { containerFiles: new Map([['apo', file]]) });
    expect(all).toMatchObject([
      { rule: 'task-definition/unknown-container', severity: 'error', hint: 'Did you mean api?' },
    ]);
  });
});

describe('a singleton', () => {
  const singleton = (fields: Readonly<Record<string, unknown>>) =>
    completed(
      { ...bare, containerDefinitions: [aContainer({ logConfiguration: LOGGING, ...fields })] },
      { isSingleton: true },
    );

  test('stops within 10 s when it does not say', () => {
    expect(singleton({})).toMatchObject({ container: { stopTimeout: 10 }, found: [] });
  });
  test('keeps what it says', () => {
    expect(singleton({ stopTimeout: 30 })).toMatchObject({ container: { stopTimeout: 30 }, found: [] });
  });
  test('is warned of a long stop', () => {
    expect(singleton({ stopTimeout: 31 })).toMatchObject({
      container: { stopTimeout: 31 },
      found: ['warning singleton/stop-timeout'],
    });
  });
  test('only a singleton', () => {
    expect(completed(bare).container).not.toHaveProperty('stopTimeout');
  });
});
