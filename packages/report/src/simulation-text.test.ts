import { describe, expect, test } from '@jest/globals';
import { simulate, type ServiceSimulation } from '@fargate-actions/scaling';
import { simulationLines, simulationMarkdown } from './index.ts';

const MIDNIGHT = Date.UTC(2026, 10, 23);

/** Two tasks whose metric is half above its target for two hours. */
function aSimulation(
  service: string,
  more: Partial<ServiceSimulation & { kind: 'simulated' }> = {},
): ServiceSimulation {
  const policy = {
    kind: 'target tracking',
    targetValue: 70,
    scaleOutCooldownSeconds: 60,
    scaleInCooldownSeconds: 300,
    scalesIn: true,
    isPerTask: false,
  } as const;
  const values = Array.from({ length: 120 }, () => 105);
  return {
    service,
    kind: 'simulated',
    simulation: simulate({ series: [{ policy, values }], startTasks: 2, minTasks: 2, maxTasks: 4 }),
    startAt: MIDNIGHT,
    maxTasks: 4,
    taskHourPrice: 0.02,
    pricesOf: '2026-11-23',
    remarks: [],
    ...more,
  };
}

const NONE: ServiceSimulation = { service: 'web', kind: 'not simulated', because: 'CloudWatch has no data' };

describe('a simulation', () => {
  test('is told in the log, a line for each service', () => {
    expect(simulationLines([aSimulation('worker', { remarks: ['Priced on demand.'] }), NONE])).toEqual([
      'worker: at most 4 tasks; 1 h 56 min at its maximum, 1 h 56 min of it with too few; 7.9 task-hours against 4.0 then; $0.16 against $0.08 then',
      '  Priced on demand.',
      'web: not simulated: CloudWatch has no data',
    ]);
  });

  test('is a table and a chart', () => {
    const markdown = simulationMarkdown([aSimulation('worker'), NONE], 2);
    expect(markdown.split('\n').slice(0, 8)).toEqual([
      '### What it would have done in the last 2 h',
      '',
      '| service | peak | at its maximum | task-hours | cost |',
      '| --- | --- | --- | --- | --- |',
      '| `worker` | 4 of 4 | 1 h 56 min, 1 h 56 min of it with too few | 7.9 against 4.0 then | &#36;0.16 against &#36;0.08 then |',
      '| `web` | CloudWatch has no data |  |  |  |',
      '',
      'Costs are of Fargate on demand, with prices of 2026-11-23.',
    ]);
    expect(markdown).toContain('```mermaid\nxychart-beta\n  title "worker"');
    expect(markdown.endsWith('\n```')).toBe(true);
  });

  test('has no cost where there is no price, and says of which service', () => {
    const markdown = simulationMarkdown([aSimulation('worker', { taskHourPrice: undefined })], 2);
    expect(markdown).toContain('| 7.9 against 4.0 then |  |');
    expect(markdown).toContain('No price is known for `worker`');
    expect(markdown).not.toContain('Costs are of');
  });

  test('of many services has its charts folded', () => {
    const many = ['a', 'b', 'c', 'd'].map((name) => aSimulation(name));
    expect(simulationMarkdown(many, 2).match(/<details><summary>Tasks of [a-d]<\/summary>/g)).toHaveLength(4);
  });

  test('takes no markup from what AWS says, and is nothing without services', () => {
    const hostile = { ...NONE, service: '`<b>`', because: 'CloudWatch does not answer: <img src=x> | ::error::x' };
    const markdown = simulationMarkdown([hostile], 2);
    expect(markdown).not.toContain('<img');
    expect(markdown).toContain('| `` `<b>` `` |');
    expect(simulationMarkdown([], 2)).toBe('');
    expect(simulationLines([{ ...NONE, because: 'a\n::error::b' }])).toHaveLength(1);
  });
});
