import { isList, isObject, type Json, type JsonObject } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { dashboardDifferences } from './dashboard-differences.ts';

const graph = (title: string, properties: JsonObject = {}, place: JsonObject = {}): JsonObject => ({
  type: 'metric',
  x: 0,
  y: 0,
  ...place,
  properties: { title, metrics: [['Shop', 'Orders']], region: 'eu-central-1', ...properties },
});
const shown = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
const ofWidgets = (...widgets: Json[]): JsonObject => ({ widgets });
const changed = (found: JsonObject, wanted: JsonObject): string[] =>
  dashboardDifferences(found, wanted).map(({ path, from, to }) => `${path}: ${shown(from)} -> ${shown(to)}`);

describe('the same', () => {
  test.each([
    {
      name: 'in another order of keys',
      found: { widgets: [{ properties: { markdown: 'x' }, type: 'text' }], start: '-PT3H' },
      wanted: { start: '-PT3H', widgets: [{ type: 'text', properties: { markdown: 'x' } }] },
    },
    {
      name: 'with what CloudWatch takes for what is not said',
      found: { periodOverride: 'auto', widgets: [{ ...graph('a', { view: 'timeSeries', stacked: false }), width: 6 }] },
      wanted: ofWidgets(graph('a')),
    },
    {
      name: 'abbreviated',
      found: ofWidgets(
        graph('a', {
          metrics: [
            ['AWS/ECS', 'CPUUtilization', 'ClusterName', 'c', 'ServiceName', 's'],
            ['.', 'MemoryUtilization', '.', '.', '.', '.'],
            ['...', 't', {}],
          ],
        }),
      ),
      wanted: ofWidgets(
        graph('a', {
          metrics: [
            ['AWS/ECS', 'CPUUtilization', 'ClusterName', 'c', 'ServiceName', 's'],
            ['AWS/ECS', 'MemoryUtilization', 'ClusterName', 'c', 'ServiceName', 's'],
            ['AWS/ECS', 'MemoryUtilization', 'ClusterName', 'c', 'ServiceName', 't'],
          ],
        }),
      ),
    },
    {
      name: 'with its widgets in another order, each in its place',
      found: ofWidgets(graph('a', {}, { y: 6 }), graph('b')),
      wanted: ofWidgets(graph('b'), graph('a', {}, { y: 6 })),
    },
    { name: 'without anything', found: { widgets: [] }, wanted: { widgets: [] } },
  ])('$name', ({ found, wanted }) => {
    expect(changed(found, wanted)).toEqual([]);
  });
});

describe('what differs is said by title:', () => {
  test.each([
    {
      name: 'a property',
      found: ofWidgets(graph('a'), graph('b')),
      wanted: ofWidgets(graph('a'), graph('b', { period: 60 })),
      differences: ['widgets[b].properties.period: 300 -> 60'],
    },
    {
      name: 'a property that is gone',
      found: ofWidgets(graph('a', { stat: 'Sum' })),
      wanted: ofWidgets(graph('a')),
      differences: ['widgets[a].properties.stat: "Sum" -> "Average"'],
    },
    {
      name: 'a place',
      found: ofWidgets(graph('a')),
      wanted: ofWidgets(graph('a', {}, { x: 12 })),
      differences: ['widgets[a].x: 0 -> 12'],
    },
    {
      name: 'a title',
      found: ofWidgets(graph('a')),
      wanted: ofWidgets(graph('b')),
      differences: ['widgets[a].properties.title: "a" -> "b"'],
    },
    {
      name: 'a widget that is new',
      found: ofWidgets(graph('a')),
      wanted: ofWidgets(graph('a'), graph('b', {}, { y: 6 })),
      differences: ['widgets[b]: none -> "metric, 6 x 6 at 0,6"'],
    },
    {
      name: 'a widget that is gone',
      found: ofWidgets(graph('a'), { type: 'text', properties: { markdown: '## [Shop](https://x)\nmore' } }),
      wanted: ofWidgets(graph('a')),
      differences: ['widgets[Shop]: "text, 6 x 6" -> none'],
    },
    {
      name: 'one of two of the same title',
      found: ofWidgets(graph('a'), graph('a', {}, { y: 6 })),
      wanted: ofWidgets(graph('a'), graph('a', { period: 60 }, { y: 6 })),
      differences: ['widgets[a].properties.period: 300 -> 60'],
    },
    {
      name: 'one word of a metric',
      found: ofWidgets(
        graph('a', {
          metrics: [
            ['Shop', 'Orders'],
            ['Shop', 'Carts', { label: 'x' }],
          ],
        }),
      ),
      wanted: ofWidgets(
        graph('a', {
          metrics: [
            ['Shop', 'Orders'],
            ['Shop', 'Carts', { label: 'y' }],
          ],
        }),
      ),
      differences: ['widgets[a].properties.metrics[1][2].label: "x" -> "y"'],
    },
    {
      name: 'a metric more',
      found: ofWidgets(graph('a')),
      wanted: ofWidgets(
        graph('a', {
          metrics: [
            ['Shop', 'Carts'],
            ['Shop', 'Orders'],
          ],
        }),
      ),
      differences: ['widgets[a].properties.metrics[Shop Carts]: none -> ["Shop","Carts"]'],
    },
    {
      name: 'a metric more where one is there twice',
      found: ofWidgets(
        graph('a', {
          metrics: [
            ['A', 'B'],
            ['A', 'B'],
          ],
        }),
      ),
      wanted: ofWidgets(graph('a', { metrics: [['A', 'B']] })),
      differences: ['widgets[a].properties.metrics: [["A","B"],["A","B"]] -> [["A","B"]]'],
    },
    {
      name: 'metrics in another order',
      found: ofWidgets(
        graph('a', {
          metrics: [
            ['A', 'B'],
            ['A', 'C'],
            ['A', 'D'],
          ],
        }),
      ),
      wanted: ofWidgets(
        graph('a', {
          metrics: [
            ['A', 'C'],
            ['A', 'D'],
            ['A', 'B'],
          ],
        }),
      ),
      differences: ['widgets[a].properties.metrics (their order): ["A B","A C","A D"] -> ["A C","A D","A B"]'],
    },
    {
      name: 'a moment in several graphs',
      found: ofWidgets(
        ...['a', 'b', 'c', 'd'].map((title) => graph(title, { annotations: { vertical: [{ value: '1' }] } })),
      ),
      wanted: ofWidgets(
        ...['a', 'b', 'c', 'd'].map((title) =>
          graph(title, { annotations: { vertical: [{ value: '2', label: 'x' }, { value: '1' }] } }),
        ),
      ),
      differences: ['widgets[a, b, c, 1 more].properties.annotations.vertical[2]: none -> {"value":"2","label":"x"}'],
    },
    {
      name: 'a level',
      found: ofWidgets(graph('a', { annotations: { horizontal: [{ value: 80, label: 'x' }] } })),
      wanted: ofWidgets(graph('a', { annotations: { horizontal: [{ value: 85, label: 'x' }] } })),
      differences: ['widgets[a].properties.annotations.horizontal[0].value: 80 -> 85'],
    },
    {
      name: 'something around the widgets',
      found: { start: '-PT3H', widgets: [] },
      wanted: { start: '-PT6H', widgets: [] },
      differences: ['start: "-PT3H" -> "-PT6H"'],
    },
    {
      name: 'the order of widgets that have no place',
      found: ofWidgets(
        { type: 'text', properties: { markdown: 'a' } },
        { type: 'text', properties: { markdown: 'b' } },
      ),
      wanted: ofWidgets(
        { type: 'text', properties: { markdown: 'b' } },
        { type: 'text', properties: { markdown: 'a' } },
      ),
      differences: ['widgets (their order): ["a","b"] -> ["b","a"]'],
    },
  ])('$name', ({ found, wanted, differences }) => {
    expect(changed(found, wanted)).toEqual(differences);
  });
});

const text = fc.constantFrom('a', 'b', '.', '...', 'Shop');
const look = fc.record({ label: text, stat: fc.constantFrom('Sum', 'p95'), id: text }, { requiredKeys: [] });
const line = fc
  .tuple(fc.array(text, { maxLength: 4 }), fc.option(look))
  .map(([words, end]) => [...words, ...(end ? [end] : [])]);
const annotation = fc.record({ value: fc.constantFrom('1', '2', '3'), label: text }, { requiredKeys: ['value'] });
const widget = fc.record(
  {
    type: fc.constantFrom('metric', 'text'),
    x: fc.nat({ max: 2 }),
    y: fc.nat({ max: 2 }),
    width: fc.constantFrom(6, 12),
    properties: fc.record(
      {
        title: text,
        metrics: fc.array(line, { maxLength: 3 }),
        annotations: fc.record({ vertical: fc.array(annotation, { maxLength: 3 }) }),
        period: fc.constantFrom(60, 300),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['type', 'properties'] },
);
const body = fc
  .record({ widgets: fc.array(widget, { maxLength: 4 }) })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);

/** The same value with its keys the other way round. */
function reversed(value: Json): Json {
  if (isList(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, reversed(item)] as const)
      .reverse(),
  );
}

test('a body never differs from itself, however its keys are ordered', () => {
  fc.assert(
    fc.property(body, (value) => {
      // What is reversed is an object still.
      expect(changed(value, reversed(value) as JsonObject)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a property that is changed in one widget is one difference, or shows as such', () => {
  fc.assert(
    fc.property(body, fc.nat(), (value, pick) => {
      const widgets = isList(value['widgets']) ? value['widgets'] : [];
      const index = widgets.length === 0 ? -1 : pick % widgets.length;
      const target = widgets[index];
      if (!isObject(target)) return;
      const wanted = { widgets: widgets.with(index, { ...target, height: 17 }) };
      const differences = dashboardDifferences(value, wanted);
      expect(differences.map(({ path, to }) => [path.replace(/\[.*\]/, '[]'), to])).toEqual([['widgets[].height', 17]]);
    }),
    { numRuns: 300 },
  );
});
