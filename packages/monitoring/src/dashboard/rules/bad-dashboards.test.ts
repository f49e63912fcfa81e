import { describe, expect, test } from '@jest/globals';
import { graphFile, METRICS, readDashboardFile, widgetFile } from '../../../test/a-dashboard.ts';

const many = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(', ');

describe('what is no dashboard', () => {
  test.each([
    { name: 'a list', text: '- type: metric', found: ['error dashboard/body 1:1'] },
    {
      name: 'an answer of get-dashboard without widgets',
      text: 'DashboardBody: "{}"',
      found: ['error dashboard/required 1:16'],
    },
    { name: 'a body that is no JSON', text: 'DashboardBody: "{"', found: ['error dashboard/body 1:16'] },
    { name: 'a body that is no mapping', text: 'DashboardBody: "[1]"', found: ['error dashboard/body 1:16'] },
    { name: 'no widgets', text: 'start: -PT3H', found: ['error dashboard/required 1:1'] },
    { name: 'widgets that are no list', text: 'widgets: { a: 1 }', found: ['error dashboard/type 1:10'] },
    {
      name: 'an unknown field',
      text: 'widgets: []\nwidget: []',
      found: ['warning dashboard/unknown-field 2:1'],
    },
    {
      name: 'more widgets than CloudWatch takes',
      text: `widgets: [${many(501, () => '{ type: text, properties: { markdown: x } }')}]`,
      found: ['error dashboard/too-many-widgets 1:10'],
    },
    {
      name: 'more metrics in all than CloudWatch takes',
      text: `widgets: [${many(6, () => `{ type: metric, properties: { metrics: [${many(417, (index) => `[A, m${index}]`)}] } }`)}]`,
      found: ['error dashboard/too-many-metrics 1:10'],
    },
  ])('$name', ({ text, found }) => {
    expect(readDashboardFile(text).found).toEqual(found);
  });
});

describe('a time range', () => {
  test.each([
    { name: 'a start that is no time', text: 'start: -3H', found: ['error dashboard/time-range 1:8'] },
    { name: 'a start in hours without T', text: 'start: -P3H', found: ['error dashboard/time-range 1:8'] },
    { name: 'a start that is a number', text: 'start: 3', found: ['error dashboard/type 1:8'] },
    { name: 'an end alone', text: "end: '2026-11-23T06:00:00Z'", found: ['error dashboard/time-range 1:6'] },
    {
      name: 'an end after a relative start',
      text: "start: -PT3H\nend: '2026-11-23T06:00:00Z'",
      found: ['error dashboard/time-range 1:8'],
    },
    {
      name: 'an end before the start',
      text: "start: '2026-11-23T06:00:00Z'\nend: '2026-11-22T06:00:00Z'",
      found: ['error dashboard/time-range 2:6'],
    },
    {
      name: 'an end that is no moment',
      text: "start: '2026-11-23T06:00:00Z'\nend: tomorrow",
      found: ['error dashboard/time-range 2:6'],
    },
    {
      name: 'a typing error in periodOverride',
      text: 'periodOverride: inherits',
      found: ['error dashboard/value 1:17'],
    },
  ])('$name', ({ text, found }) => {
    expect(readDashboardFile(`${text}\nwidgets: []`).found).toEqual(found);
  });
});

describe('the grid', () => {
  test.each([
    { name: 'an x beyond it', lines: ['x: 24', 'y: 0'], found: ['error dashboard/grid 3:8'] },
    { name: 'an x before it', lines: ['x: -1', 'y: 0'], found: ['error dashboard/grid 3:8'] },
    { name: 'an x with a fraction', lines: ['x: 1.5', 'y: 0'], found: ['error dashboard/type 3:8'] },
    { name: 'a y above it', lines: ['x: 0', 'y: -1'], found: ['error dashboard/grid 4:8'] },
    { name: 'no width', lines: ['width: 0'], found: ['error dashboard/grid 3:12'] },
    { name: 'too wide', lines: ['width: 25'], found: ['error dashboard/grid 3:12'] },
    { name: 'no height', lines: ['height: 0'], found: ['error dashboard/grid 3:13'] },
    { name: 'too high', lines: ['height: 1001'], found: ['error dashboard/grid 3:13'] },
    { name: 'beyond its right side', lines: ['x: 13', 'y: 0', 'width: 12'], found: ['error dashboard/grid 5:12'] },
    {
      name: 'beyond its right side, by its usual width',
      lines: ['x: 20', 'y: 0'],
      found: ['error dashboard/grid 3:8'],
    },
    { name: 'x without y', lines: ['x: 0'], found: ['error dashboard/grid 3:8'] },
    { name: 'y without x', lines: ['y: 0'], found: ['error dashboard/grid 3:8'] },
    { name: 'a width that is text', lines: ['width: wide'], found: ['error dashboard/type 3:12'] },
  ])('$name', ({ lines, found }) => {
    expect(readDashboardFile(widgetFile(...lines)).found).toEqual(found);
  });
});

describe('a widget', () => {
  test.each([
    { name: 'that is text', text: 'widgets: [cpu]', found: ['error dashboard/widget 1:11'] },
    { name: 'without a type', text: 'widgets:\n  - properties: {}', found: ['error dashboard/type 2:5'] },
    {
      name: 'of a type with a typing error',
      text: 'widgets:\n  - type: metrics\n    properties: {}',
      found: ['error dashboard/type 2:11'],
    },
    {
      name: 'of a type that is new',
      text: 'widgets:\n  - type: hologram\n    properties: { depth: 3 }',
      found: ['notice dashboard/type 2:11'],
    },
    { name: 'without properties', text: 'widgets:\n  - type: text', found: ['error dashboard/required 2:5'] },
    {
      name: 'whose properties are a list',
      text: 'widgets:\n  - type: text\n    properties: []',
      found: ['error dashboard/type 3:17'],
    },
    {
      name: 'with a property that is new',
      text: 'widgets:\n  - type: text\n    properties: { markdown: x, glow: 1 }',
      found: ['notice dashboard/unknown-field 3:32'],
    },
    {
      name: 'of text without text',
      text: 'widgets:\n  - type: text\n    properties: {}',
      found: ['error dashboard/required 3:17'],
    },
    {
      name: 'of logs without a query',
      text: 'widgets:\n  - type: log\n    properties: { title: x }',
      found: ['error dashboard/required 3:17'],
    },
    {
      name: 'of logs whose query names no group',
      text: "widgets:\n  - type: log\n    properties: { query: 'fields @message' }",
      found: ['warning dashboard/source 3:26'],
    },
    {
      name: 'of alarms without alarms',
      text: 'widgets:\n  - type: alarm\n    properties: { alarms: [] }',
      found: ['error dashboard/count 3:27'],
    },
    {
      name: 'of alarms in a state that there is not',
      text: 'widgets:\n  - type: alarm\n    properties: { alarms: [a], states: [ALARMS] }',
      found: ['error dashboard/value 3:41'],
    },
    {
      name: 'of the explorer without labels',
      text: 'widgets:\n  - type: explorer\n    properties: { metrics: [{ metricName: a, resourceType: b, stat: Sum }] }',
      found: ['error dashboard/required 3:17'],
    },
    {
      name: 'of a function that is none',
      text: 'widgets:\n  - type: custom\n    properties: { endpoint: my-function }',
      found: ['error dashboard/endpoint 3:29'],
    },
  ])('$name', ({ text, found }) => {
    expect(readDashboardFile(text).found).toEqual(found);
  });
});

describe('a graph', () => {
  test.each([
    { name: 'of nothing', lines: ['title: x'], found: ['error dashboard/required 4:7'] },
    { name: 'of metrics that are text', lines: ['metrics: CPU'], found: ['error dashboard/type 4:16'] },
    { name: 'of a metric that is no list', lines: ['metrics: [[A, B], A]'], found: ['error dashboard/metrics 4:25'] },
    { name: 'of one metric, not in a list', lines: ['metrics: [A, B]'], found: ['error dashboard/metrics 4:16'] },
    { name: 'of an empty metric', lines: ['metrics: [[]]'], found: ['error dashboard/metrics 4:17'] },
    { name: 'of a namespace alone', lines: ['metrics: [[A]]'], found: ['error dashboard/metrics 4:17'] },
    { name: 'of a number', lines: ['metrics: [[A, 1]]'], found: ['error dashboard/metrics 4:21'] },
    {
      name: 'with a look in between',
      lines: ['metrics: [[A, { stat: Sum }, B]]'],
      found: ['error dashboard/metrics 4:21'],
    },
    {
      name: 'with a dimension without value',
      lines: ['metrics: [[A, B, C]]'],
      found: ['error dashboard/dimensions 4:17'],
    },
    {
      name: 'with more dimensions than there can be',
      lines: [`metrics: [[A, B, ${many(31, (index) => `d${index}, v`)}]]`],
      found: ['error dashboard/dimensions 4:17'],
    },
    {
      name: 'with a dot in the first metric',
      lines: ["metrics: [[A, '.']]"],
      found: ['error dashboard/abbreviation 4:21'],
    },
    {
      name: 'with a dot for what the metric before has not',
      lines: ["metrics: [[A, B], ['.', '.', '.', v]]"],
      found: ['error dashboard/abbreviation 4:36'],
    },
    {
      name: 'with dots in the first metric',
      lines: ["metrics: [['...']]"],
      found: ['error dashboard/abbreviation 4:18'],
    },
    { name: 'of no expression', lines: ['metrics: [[{ label: x }]]'], found: ['error dashboard/metrics 4:18'] },
    {
      name: 'of a metric that is an expression too',
      lines: ['metrics: [[A, B, { expression: m1 }]]'],
      found: ['error dashboard/metrics 4:38'],
    },
    { name: 'with an id that is none', lines: ['metrics: [[A, B, { id: M1 }]]'], found: ['error dashboard/id 4:30'] },
    {
      name: 'with an id twice',
      lines: ['metrics: [[A, B, { id: m1 }], [A, C, { id: m1 }]]'],
      found: ['error dashboard/id 4:50'],
    },
    {
      name: 'with two queries',
      lines: ['metrics:', '  - [{ expression: SELECT AVG(a) FROM b }]', '  - [{ expression: select avg(b) from b }]'],
      found: ['error dashboard/query 6:26'],
    },
    {
      name: 'with a period of 90 seconds',
      lines: [METRICS, 'period: 90'],
      found: ['error dashboard/period 5:15'],
    },
    {
      name: 'with a metric of that period',
      lines: ['metrics: [[A, B, { period: 90 }]]'],
      found: ['error dashboard/period 4:34'],
    },
    { name: 'with a period that is text', lines: [METRICS, 'period: often'], found: ['error dashboard/type 5:15'] },
    { name: 'with a misspelt statistic', lines: [METRICS, 'stat: average'], found: ['error dashboard/stat 5:13'] },
    { name: 'with a statistic that is new', lines: [METRICS, 'stat: mood'], found: ['notice dashboard/stat 5:13'] },
    { name: 'with a misspelt view', lines: [METRICS, 'view: timeseries'], found: ['error dashboard/value 5:13'] },
    {
      name: 'with a colour in words',
      lines: ['metrics: [[A, B, { color: red }]]'],
      found: ['error dashboard/color 4:33'],
    },
    {
      name: 'with a metric on the top axis',
      lines: ['metrics: [[A, B, { yAxis: lefft }]]'],
      found: ['error dashboard/value 4:33'],
    },
    {
      name: 'with an axis upside down',
      lines: [METRICS, 'yAxis: { left: { min: 9, max: 1 } }'],
      found: ['error dashboard/axis 5:29'],
    },
    { name: 'that is a gauge without ends', lines: [METRICS, 'view: gauge'], found: ['error dashboard/axis 5:13'] },
    { name: 'in no time zone', lines: [METRICS, 'timezone: Berlin'], found: ['error dashboard/timezone 5:17'] },
    { name: 'from no time', lines: [METRICS, 'start: yesterday'], found: ['error dashboard/time-range 5:14'] },
    {
      name: 'of more metrics than CloudWatch takes',
      lines: [`metrics: [${many(501, (index) => `[A, m${index}]`)}]`],
      found: ['error dashboard/too-many-metrics 4:16'],
    },
  ])('$name', ({ lines, found }) => {
    expect(readDashboardFile(graphFile(...lines)).found).toEqual(found);
  });
});

describe('annotations', () => {
  test.each([
    { name: 'that are a list', lines: [METRICS, 'annotations: []'], found: ['error dashboard/type 5:20'] },
    {
      name: 'that are one level',
      lines: [METRICS, 'annotations: { horizontal: { value: 1 } }'],
      found: ['error dashboard/annotations 5:34'],
    },
    {
      name: 'with a level that is a number',
      lines: [METRICS, 'annotations: { horizontal: [80] }'],
      found: ['error dashboard/annotations 5:35'],
    },
    {
      name: 'with a level without a value',
      lines: [METRICS, 'annotations: { horizontal: [{ label: x }] }'],
      found: ['error dashboard/annotations 5:35'],
    },
    {
      name: 'with a level that is text',
      lines: [METRICS, 'annotations: { horizontal: [{ value: high }] }'],
      found: ['error dashboard/type 5:44'],
    },
    {
      name: 'with a band of three edges',
      lines: [METRICS, 'annotations: { horizontal: [[{ value: 1 }, { value: 2 }, { value: 3 }]] }'],
      found: ['error dashboard/annotations 5:35'],
    },
    {
      name: 'with a band whose edge has no value',
      lines: [METRICS, 'annotations: { horizontal: [[{ value: 1 }, { label: x }]] }'],
      found: ['error dashboard/annotations 5:50'],
    },
    {
      name: 'at no moment',
      lines: [METRICS, 'annotations: { vertical: [{ value: noon }] }'],
      found: ['error dashboard/annotations 5:42'],
    },
    {
      name: 'filled above a moment',
      lines: [METRICS, "annotations: { vertical: [{ value: '2026-11-23T06:00:00Z', fill: afters }] }"],
      found: ['error dashboard/value 5:72'],
    },
    {
      name: 'of two alarms',
      lines: ['annotations: { alarms: [a, b] }'],
      found: ['error dashboard/annotations 4:34'],
    },
    {
      name: 'of an alarm that is not in a list',
      lines: ['annotations: { alarms: a }'],
      found: ['error dashboard/annotations 4:30'],
    },
    {
      name: 'of an alarm beside metrics',
      lines: [METRICS, 'annotations: { alarms: [a] }'],
      found: ['error dashboard/annotations 5:30'],
    },
    {
      name: 'of an alarm beside a level',
      lines: ['annotations: { alarms: [a], horizontal: [{ value: 1 }] }'],
      found: ['error dashboard/annotations 4:47'],
    },
  ])('$name', ({ lines, found }) => {
    expect(readDashboardFile(graphFile(...lines)).found).toEqual(found);
  });
});

describe('variables', () => {
  const RIGHT = 'id: a, type: property, property: region, inputType: input';
  test.each([
    { name: 'that are text', text: 'variables: region', found: ['error dashboard/type 2:12'] },
    { name: 'one that is text', text: 'variables: [region]', found: ['error dashboard/variables 2:13'] },
    {
      name: 'without an id',
      text: 'variables: [{ type: property, property: region, inputType: input }]',
      found: ['error dashboard/variables 2:13'],
    },
    {
      name: 'two of one id',
      text: `variables: [{ ${RIGHT} }, { ${RIGHT} }]`,
      found: ['error dashboard/variables 2:82'],
    },
    {
      name: 'of no type',
      text: 'variables: [{ id: a, type: magic, inputType: input }]',
      found: ['error dashboard/variables 2:28'],
    },
    {
      name: 'without what it changes',
      text: 'variables: [{ id: a, type: pattern, inputType: input }]',
      found: ['error dashboard/variables 2:13'],
    },
    {
      name: 'with no way to choose',
      text: 'variables: [{ id: a, type: pattern, pattern: x, inputType: dial }]',
      found: ['error dashboard/variables 2:60'],
    },
    {
      name: 'with nothing to choose from',
      text: 'variables: [{ id: a, type: pattern, pattern: x, inputType: radio }]',
      found: ['error dashboard/variables 2:13'],
    },
    {
      name: 'more than there can be',
      text: `variables: [${many(26, (index) => `{ ${RIGHT.replace('id: a', `id: v${index}`)} }`)}]`,
      found: ['error dashboard/variables 2:12'],
    },
  ])('$name', ({ text, found }) => {
    expect(readDashboardFile(`widgets: []\n${text}`).found).toEqual(found);
  });
});
