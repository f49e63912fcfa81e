import { expect, test } from '@jest/globals';
import { METRICS, graphFile, readDashboardFile } from '../../../test/a-dashboard.ts';

test.each([
  { name: 'no widgets at all', text: 'widgets: []' },
  { name: 'the last three hours', text: 'start: -PT3H\nwidgets: []' },
  { name: 'the last month', text: 'start: -P1M\nperiodOverride: inherit\nwidgets: []' },
  { name: 'a day', text: "start: '2026-11-22T00:00:00Z'\nend: '2026-11-23T00:00:00.000Z'\nwidgets: []" },
  { name: 'text', text: "widgets:\n  - { type: text, properties: { markdown: '# x', background: transparent } }" },
  {
    name: 'logs',
    text: `widgets:\n  - { type: log, properties: { query: "SOURCE '/ecs/a' | fields @message", view: table } }`,
  },
  {
    name: 'logs in SQL',
    text: 'widgets:\n  - { type: log, properties: { query: select 1, queryLanguage: SQL } }',
  },
  {
    name: 'alarms',
    text: 'widgets:\n  - { type: alarm, properties: { alarms: [arn:x], sortBy: timestamp, states: [ALARM, OK] } }',
  },
  {
    name: 'the explorer',
    text: 'widgets:\n  - { type: explorer, properties: { metrics: [{ metricName: a, resourceType: b, stat: Sum }], labels: [{ key: k }] } }',
  },
  {
    name: 'a function',
    text: 'widgets:\n  - { type: custom, properties: { endpoint: "arn:aws:lambda:eu-central-1:123456789012:function:f", params: { any: 1 } } }',
  },
  { name: 'an alarm beside no metrics', text: graphFile('metrics: []', 'annotations: { alarms: [arn:x] }') },
  { name: 'an alarm as a graph', text: graphFile('annotations: { alarms: [arn:x] }') },
  {
    name: 'abbreviated metrics',
    text: graphFile(
      'metrics:',
      '  - [AWS/ECS, CPUUtilization, ClusterName, prod, ServiceName, api]',
      "  - ['.', MemoryUtilization, '.', '.', '.', '.', { stat: p99.9 }]",
      "  - ['...', worker, { id: m1, visible: false }]",
      '  - [{ expression: m1 * 2, id: e1, label: twice }]',
      '  - [AWS/SQS, Depth]',
      "  - ['.', Age]",
    ),
  },
  {
    name: 'levels, bands and moments',
    text: graphFile(
      METRICS,
      'annotations:',
      "  horizontal: [{ value: 80, fill: above, color: '#aaa' }, [{ value: 1 }, { value: 2 }]]",
      "  vertical: [{ value: '2026-11-23T06:00:00+01:00', label: deploy }]",
    ),
  },
  {
    name: 'a gauge',
    text: graphFile(METRICS, 'view: gauge', 'yAxis: { left: { min: 0, max: 100 } }', 'stat: tm99', "timezone: '+0130'"),
  },
  {
    name: 'a variable',
    text: 'widgets: []\nvariables: [{ id: a, type: property, property: region, inputType: select, values: [{ value: a }] }]',
  },
])('nothing is wrong with $name', ({ text }) => {
  expect(readDashboardFile(text).messages).toEqual([]);
});

test('an empty list of metrics beside an alarm is not sent', () => {
  const { body } = readDashboardFile(graphFile('metrics: []', 'annotations: { alarms: [arn:x] }'));
  expect(body).toMatchObject({ widgets: [{ properties: { annotations: { alarms: ['arn:x'] } } }] });
  expect(JSON.stringify(body)).not.toContain('metrics');
});

test('numbers and flags that variables made text are what they were, and comments are left out', () => {
  const { body, messages } = readDashboardFile(
    [
      '_comment: mine',
      'widgets:',
      '  - type: metric',
      "    x: '0'",
      "    y: '6'",
      '    _comment: mine',
      '    properties:',
      "      metrics: [[Shop, Orders, { period: '60', visible: 'true' }]]",
      "      annotations: { horizontal: [{ value: '80' }] }",
      "      stacked: 'false'",
    ].join('\n'),
  );
  expect(messages).toEqual([]);
  expect(body).toEqual({
    widgets: [
      {
        type: 'metric',
        x: 0,
        y: 6,
        properties: {
          metrics: [['Shop', 'Orders', { period: 60, visible: true }]],
          annotations: { horizontal: [{ value: 80 }] },
          stacked: false,
          region: 'eu-central-1',
        },
      },
    ],
  });
});

test('a region that is given stays', () => {
  const { body } = readDashboardFile(graphFile(METRICS, 'region: us-east-1'));
  expect(body).toMatchObject({ widgets: [{ properties: { region: 'us-east-1' } }] });
});

test('what is new at AWS passes as it is', () => {
  const { body } = readDashboardFile('widgets:\n  - { type: hologram, depth: 3, properties: { spin: [1] } }');
  expect(body).toEqual({ widgets: [{ type: 'hologram', depth: 3, properties: { spin: [1] } }] });
});

test('everything that is wrong is said at once, by the titles of the widgets', () => {
  const { messages } = readDashboardFile(
    [
      'start: yesterday',
      'widgets:',
      '  - { type: metric, width: 30, properties: { title: Orders, metrics: [[A]] } }',
      '  - { type: text, properties: {} }',
    ].join('\n'),
  );
  expect(messages).toEqual([
    'Start "yesterday" is no time.',
    'The widget "Orders" has width 30: it must be between 1 and 24.',
    'The widget "Orders" has a metric of which only the namespace is given.',
    "Widget 2 has no markdown: a text widget can't do without it.",
  ]);
});
