import type { Task } from '@aws-sdk/client-ecs';
import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { unhealthyInEvents, unhealthyTargets } from './unhealthy-targets.ts';

const aTask = (id: string, address: string): Task => ({
  taskArn: `arn:aws:ecs:eu-central-1:123456789012:task/amply-prod/${id}`,
  attachments: [{ details: [{ name: 'privateIPv4Address', value: address }] }],
});
const GROUP: TargetGroup = { HealthCheckProtocol: 'HTTP', HealthCheckPath: '/health', HealthCheckPort: 'traffic-port' };
const aTarget = (Id: string, State: 'healthy' | 'unhealthy' | 'draining', Description?: string) => ({
  Target: { Id, Port: 8000 },
  TargetHealth: { State, ...(Description !== undefined && { Description }), Reason: 'Target.Timeout' as const },
});

test('only unhealthy targets of our own tasks count', () => {
  const targets = [
    aTarget('10.0.1.1', 'unhealthy', 'Request timed out'),
    aTarget('10.0.1.2', 'healthy'),
    aTarget('10.0.1.3', 'draining'),
    aTarget('10.0.9.9', 'unhealthy', 'an old task'),
  ];
  const tasks = [aTask('a', '10.0.1.1'), aTask('b', '10.0.1.2'), aTask('c', '10.0.1.3')];
  const ours = { target: '10.0.1.1:8000', port: 8000, reason: 'Request timed out', check: 'GET /health on port 8000' };
  expect(unhealthyTargets([{ group: GROUP, targets }], tasks)).toEqual([ours]);
  expect(unhealthyTargets([{ group: GROUP, targets }], undefined)).toHaveLength(2);
});

test('without a description the reason is told, without the settings of the group not what was asked', () => {
  expect(unhealthyTargets([{ group: undefined, targets: [aTarget('10.0.1.1', 'unhealthy')] }], undefined)).toEqual([
    { target: '10.0.1.1:8000', port: 8000, reason: 'Target.Timeout' },
  ]);
});

test.each<[TargetGroup, string]>([
  [{}, 'GET / on port 8000'],
  [{ ...GROUP, HealthCheckPort: '9000' }, 'GET /health on port 9000'],
  [{ ...GROUP, HealthCheckProtocol: 'HTTPS' }, 'GET /health on port 8000 by HTTPS'],
  [{ HealthCheckProtocol: 'TCP' }, 'a TCP connection to port 8000'],
])('%j asks: %s', (group, check) => {
  const [found] = unhealthyTargets([{ group, targets: [aTarget('10.0.1.1', 'unhealthy')] }], undefined);
  expect(found?.check).toBe(check);
});

test('the events tell of those that are gone, of our own tasks, the newest first', () => {
  const said = (task: string, reason: string) =>
    `(service amply-api) (task ${task}) (port 8000) is unhealthy in (target-group arn:x) due to (reason ${reason}).`;
  const events = [
    said('a', 'first (really)'),
    said('old', 'not ours'),
    said('b', 'Health checks failed with these codes: [503]'),
    'x',
  ];
  const tasks = [aTask('a', '10.0.1.1'), aTask('b', '10.0.1.2')];
  expect(unhealthyInEvents(events, tasks, GROUP)).toEqual([
    {
      target: 'port 8000',
      port: 8000,
      reason: 'Health checks failed with these codes: [503]',
      check: 'GET /health on port 8000',
    },
    { target: 'port 8000', port: 8000, reason: 'first (really)', check: 'GET /health on port 8000' },
  ]);
});

test('an event that names no task counts', () => {
  const events = [
    '(service amply-api) (port 80) is unhealthy in (target-group arn:x) due to (reason Request timed out)',
  ];
  expect(unhealthyInEvents(events, [], undefined)).toEqual([
    { target: 'port 80', port: 80, reason: 'Request timed out' },
  ]);
});
