import { Diagnostics, Document, isObject, valueAt, type Json, type JsonObject } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { MonitoredStack } from '../../monitored-stack.ts';
import { aMonitoredService, aMonitoredStack } from '../../../test/a-stack.ts';
import { bodyText } from '../body-text.ts';
import { deploymentMarks } from '../facts/deployment-marks.ts';
import { readDashboard } from '../rules/read-dashboard.ts';
import { widgetTitle } from '../widget-title.ts';
import { generatedBody } from './generated-body.ts';
import type { DashboardFacts } from './service-facts.ts';

const GROUP = { LoadBalancer: 'app/amply/1', TargetGroup: 'targetgroup/amply-api-tg/2' };
const withGroup = (...names: string[]): DashboardFacts =>
  new Map(names.map((name) => [name, { targetGroups: [GROUP], deployments: [] }]));
const seed = aMonitoredStack({
  services: [
    aMonitoredService(),
    aMonitoredService({ name: 'amply-worker', targetGroups: [], queue: 'amply-celery-queue' }),
    aMonitoredService({ name: 'amply-beat', targetGroups: [], isSingleton: true, leastTasks: 1 }),
  ],
});

function widgetsOf(body: JsonObject): Json[] {
  const widgets = body['widgets'];
  return Array.isArray(widgets) ? (widgets as Json[]) : [];
}
const titles = (stack: MonitoredStack, facts: DashboardFacts): (string | undefined)[] =>
  widgetsOf(generatedBody(stack, facts)).map(widgetTitle);
function graph(title: string, stack: MonitoredStack, facts: DashboardFacts = withGroup('amply-api')): Json {
  const found = widgetsOf(generatedBody(stack, facts)).find((widget) => widgetTitle(widget) === title);
  return valueAt(found ?? null, ['properties']) ?? null;
}

/** The findings of the rules in a body, which nobody wrote in a file. */
function wrongIn(body: JsonObject): string[] {
  const diagnostics = new Diagnostics();
  readDashboard(new Document(body, new Map()), 'eu-central-1', diagnostics);
  return diagnostics.all.map(({ message }) => message);
}

describe('the dashboard of the seed', () => {
  test('has a row for each service, in the order of the stack', () => {
    expect(titles(seed, withGroup('amply-api'))).toEqual([
      'amply · amply-prod · eu-central-1',
      'amply-api · in ECS',
      'amply-api: CPU',
      'amply-api: memory',
      'amply-api: running and desired tasks',
      'amply-api: requests',
      'amply-api: response time',
      'amply-api: 5xx',
      'amply-worker · in ECS',
      'amply-worker: CPU',
      'amply-worker: memory',
      'amply-worker: running and desired tasks',
      'amply-worker: queue depth',
      'amply-worker: queue age',
      'amply-beat · in ECS',
      'amply-beat: CPU',
      'amply-beat: memory',
      'amply-beat: running and desired tasks',
    ]);
  });

  test('fills the grid without a gap', () => {
    const places = widgetsOf(generatedBody(seed, withGroup('amply-api'))).map((widget) =>
      ['x', 'y', 'width', 'height'].map((name) => JSON.stringify(valueAt(widget, [name]))).join(' '),
    );
    expect(places).toEqual([
      '0 0 24 1',
      '0 1 24 1',
      ...['0 2 8 6', '8 2 8 6', '16 2 8 6', '0 8 8 6', '8 8 8 6', '16 8 8 6'],
      '0 14 24 1',
      ...['0 15 8 6', '8 15 8 6', '16 15 8 6', '0 21 12 6', '12 21 12 6'],
      '0 27 24 1',
      ...['0 28 8 6', '8 28 8 6', '16 28 8 6'],
    ]);
  });

  test('shows the response time as p50, p95 and p99 of the target group', () => {
    const dimensions = ['LoadBalancer', GROUP.LoadBalancer, 'TargetGroup', GROUP.TargetGroup];
    expect(graph('amply-api: response time', seed)).toMatchObject({
      metrics: ['p50', 'p95', 'p99'].map((stat) => [
        'AWS/ApplicationELB',
        'TargetResponseTime',
        ...dimensions,
        { label: stat, stat },
      ]),
    });
  });

  test('has desired and running tasks of Container Insights', () => {
    const dimensions = ['ClusterName', 'amply-prod', 'ServiceName', 'amply-api'];
    expect(graph('amply-api: running and desired tasks', seed)).toMatchObject({
      metrics: [
        ['ECS/ContainerInsights', 'RunningTaskCount', ...dimensions, { label: 'running', stat: 'Average' }],
        ['ECS/ContainerInsights', 'DesiredTaskCount', ...dimensions, { label: 'desired', stat: 'Average' }],
      ],
    });
  });

  test('without Container Insights counts the samples of a minute, whatever the period, and shows the least', () => {
    const stack = { ...seed, containerInsights: undefined };
    expect(graph('amply-api: running tasks', stack)).toMatchObject({
      metrics: [
        ['AWS/ECS', 'CPUUtilization', 'ClusterName', 'amply-prod', 'ServiceName', 'amply-api', { stat: 'SampleCount' }],
        [{ expression: 'samples / (PERIOD(samples) / 60)', label: 'running' }],
      ],
      annotations: { horizontal: [{ label: 'at least', value: 2 }] },
    });
    expect(titles(stack, new Map())[0]).toMatch(/desired tasks are shown/);
  });

  test('names the target groups where a service has several', () => {
    const other = { LoadBalancer: 'app/amply/1', TargetGroup: 'targetgroup/internal/3' };
    const facts = new Map([['amply-api', { targetGroups: [GROUP, other], deployments: [] }]]);
    const labels = (title: string): unknown[] => {
      const metrics = valueAt(graph(title, seed, facts), ['metrics']);
      return Array.isArray(metrics) ? metrics.map((line: Json[]) => line.find(isObject)?.['label']) : [];
    };
    expect(labels('amply-api: requests')).toEqual(['requests (amply-api-tg)', 'requests (internal)']);
    expect(labels('amply-api: 5xx')).toEqual([
      'of the service (amply-api-tg)',
      'of the service (internal)',
      'of the load balancer',
    ]);
  });
});

describe('deployments', () => {
  const arn = (id: number): string =>
    `arn:aws:ecs:eu-central-1:1:service-deployment/c/s/${String(id).padStart(8, '0')}x`;
  const aDeployment = (id: number, status = 'SUCCESSFUL', revision: number | undefined = id) => ({
    arn: arn(id),
    createdAt: new Date(Date.UTC(2026, 10, 1 + id, 6, 0, 0, 123)),
    status,
    taskDefinition: `arn:aws:ecs:eu-central-1:1:task-definition/amply-api:${revision}`,
  });

  test('are drawn through every graph of their service, newest first', () => {
    const deployments = deploymentMarks([aDeployment(1), aDeployment(2)]);
    const facts = new Map([['amply-api', { targetGroups: [GROUP], deployments }]]);
    const vertical = [
      { label: 'amply-api:2', value: '2026-11-03T06:00:00Z' },
      { label: 'amply-api:1', value: '2026-11-02T06:00:00Z' },
    ];
    for (const kind of ['CPU', 'memory', 'running and desired tasks', 'requests', 'response time', '5xx']) {
      expect(graph(`amply-api: ${kind}`, seed, facts)).toMatchObject({ annotations: { vertical } });
    }
    expect(graph('amply-worker: CPU', seed, facts)).not.toHaveProperty('annotations');
  });

  test('are the ten newest', () => {
    const marks = deploymentMarks(Array.from({ length: 30 }, (_, id) => aDeployment(id)));
    expect(marks.map(({ label }) => label)).toEqual(
      Array.from({ length: 10 }, (_, index) => `amply-api:${29 - index}`),
    );
  });

  test.each([
    { status: 'IN_PROGRESS', label: 'amply-api:1' },
    { status: 'SUCCESSFUL', label: 'amply-api:1' },
    { status: 'ROLLBACK_SUCCESSFUL', label: 'amply-api:1 rolled back' },
    { status: 'STOPPED', label: 'amply-api:1 stopped' },
    { status: 'ROLLBACK_FAILED', label: 'amply-api:1 rolled back, which failed' },
    { status: 'NEW_AT_AWS', label: 'amply-api:1' },
  ])('that ended $status are $label', ({ status, label }) => {
    expect(deploymentMarks([aDeployment(1, status)])).toMatchObject([{ label }]);
  });

  test('of which nobody knows what they brought are known by their ids', () => {
    expect(deploymentMarks([{ ...aDeployment(1), taskDefinition: undefined }])).toMatchObject([
      { label: 'deployment 00000001' },
    ]);
  });

  test('are the same marks in whatever order ECS lists them', () => {
    const some = fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 15 }).map((ids) => ids.map((id) => aDeployment(id)));
    const shuffled = some.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, others]) => {
        expect(deploymentMarks(others)).toEqual(deploymentMarks(all));
      }),
    );
  });
});

const services = fc.array(
  fc.record({
    targetGroups: fc.nat({ max: 2 }),
    queue: fc.option(fc.constant('orders'), { nil: undefined }),
    leastTasks: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    deployments: fc.nat({ max: 12 }),
  }),
  { minLength: 1, maxLength: 8 },
);

test('whatever a stack is, its dashboard keeps all rules, and is the same bytes every time', () => {
  fc.assert(
    fc.property(services, fc.constantFrom('enabled', undefined), (given, containerInsights) => {
      const make = (): JsonObject => {
        const stack = aMonitoredStack({
          containerInsights,
          services: given.map(({ queue, leastTasks }, index) =>
            aMonitoredService({ name: `service-${index}`, queue, leastTasks }),
          ),
        });
        const facts = given.map(({ targetGroups, deployments }, index) => {
          const groups = Array.from({ length: targetGroups }, (_, group) => ({
            LoadBalancer: `app/lb/${group}`,
            TargetGroup: `targetgroup/tg-${group}/1`,
          }));
          const marks = Array.from({ length: deployments }, (_, id) => ({ at: new Date(id), label: `d${id}` }));
          return [`service-${index}`, { targetGroups: groups, deployments: marks }] as const;
        });
        // The order in which facts come in has no say.
        return generatedBody(stack, new Map(facts.toReversed()));
      };
      const body = make();
      expect(wrongIn(body)).toEqual([]);
      expect(bodyText(make())).toBe(bodyText(body));
    }),
    { numRuns: 100 },
  );
});

describe('a stack of very many services', () => {
  const many = (count: number): MonitoredStack =>
    aMonitoredStack({
      containerInsights: undefined,
      services: Array.from({ length: count }, (_, index) => aMonitoredService({ name: `s-${index}`, queue: 'q' })),
    });
  const facts = (stack: MonitoredStack): DashboardFacts => withGroup(...stack.services.map(({ name }) => name));

  test.each([
    // 1 heading, and 1 + 8 widgets a service.
    { count: 55, widgets: 496 },
    { count: 56, widgets: 1 + 2 * 8 },
    { count: 250, widgets: 1 + 5 * 8 },
  ])('of $count has $widgets widgets', ({ count, widgets }) => {
    const stack = many(count);
    const body = generatedBody(stack, facts(stack));
    expect(widgetsOf(body)).toHaveLength(widgets);
    expect(wrongIn(body)).toEqual([]);
  });

  test('has one graph of each kind for some tens of them', () => {
    const stack = many(60);
    expect(titles(stack, facts(stack)).slice(0, 9)).toEqual([
      expect.stringContaining('amply'),
      ...['CPU', 'memory', 'running tasks', 'requests', 'response time, p95', '5xx', 'queue depth', 'queue age'].map(
        (kind) => `${kind}: s-0 to s-49`,
      ),
    ]);
  });

  test('that no dashboard can hold is told so', () => {
    const stack = many(300);
    expect(wrongIn(generatedBody(stack, facts(stack)))).toEqual([
      'There are 2700 metrics in all widgets: a dashboard has at most 2500.',
    ]);
  });
});
