import { expect, test } from '@jest/globals';
import { simulate } from '@fargate-actions/scaling';
import { simulationChart } from './index.ts';

const MIDNIGHT = Date.UTC(2026, 10, 23);

const simulated = (minutes: number) =>
  simulate({
    series: [
      {
        policy: {
          kind: 'target tracking',
          targetValue: 70,
          scaleOutCooldownSeconds: 60,
          scaleInCooldownSeconds: 300,
          scalesIn: true,
          isPerTask: false,
        },
        values: Array.from({ length: minutes }, () => 105),
      },
    ],
    startTasks: 2,
    minTasks: 2,
    maxTasks: 10,
  });

test('a simulation is drawn minute by minute, below its maximum', () => {
  expect(simulationChart('shop-worker "`x`"', simulated(6).tasks, 10, MIDNIGHT)).toBe(
    [
      'xychart-beta',
      '  title "shop-worker __x__"',
      '  x-axis "UTC" ["00:00", "00:01", "00:02", "00:03", "00:04", "00:05"]',
      '  y-axis "tasks" 0 --> 10',
      '  line [2, 2, 2, 3, 5, 8]',
      '  line [10, 10, 10, 10, 10, 10]',
    ].join('\n'),
  );
});

test('a day is drawn in 48 points, each the most of its half hour', () => {
  const [, , axis = '', , line = ''] = simulationChart('day', simulated(24 * 60).tasks, 10, MIDNIGHT).split('\n');
  expect(axis.split(',')).toHaveLength(48);
  expect(line).toMatch(/^ {2}line \[10, 10, /);
});

test.each([24, 25, 48, 360])('no two points of %i h have the same name', (hours) => {
  const [, , axis = ''] = simulationChart('days', simulated(hours * 60).tasks, 10, MIDNIGHT).split('\n');
  const names = axis.match(/"\d[^"]*"/g) ?? [];
  expect(names.length).toBeGreaterThan(40);
  expect(new Set(names).size).toBe(names.length);
});
