import type { Task } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import type { Begun } from './begun.ts';
import { marked } from './own-tasks.ts';

const begun: Begun = {
  cluster: 'amply-prod',
  service: 'amply-api',
  deploymentId: 'ecs-svc/2',
  createdAt: new Date(1000),
  taskDefinition: 'amply-api:2',
  from: 'amply-api:1',
  desiredCount: 1,
  olderIds: ['ecs-svc/1'],
  serviceCreatedAt: undefined,
};

const ours: Task = { group: 'service:amply-api', taskDefinitionArn: 'amply-api:2', createdAt: new Date(2000) };

test.each([
  { name: 'the same group, revision and a later creation', task: ours, isOwn: true },
  { name: 'another group', task: { ...ours, group: 'family:amply-api' }, isOwn: false },
  { name: 'another revision', task: { ...ours, taskDefinitionArn: 'amply-api:1' }, isOwn: false },
  { name: 'an earlier creation', task: { ...ours, createdAt: new Date(500) }, isOwn: false },
  { name: 'the mark of an older deployment', task: { ...ours, startedBy: 'ecs-svc/1' }, isOwn: false },
])('where ECS marks no task of the deployment: $name', ({ task, isOwn }) => {
  expect(marked([task], begun).map(({ startedBy }) => startedBy === 'ecs-svc/2')).toEqual([isOwn]);
});

test('where ECS marks one, only those that it marks', () => {
  const tasks = [ours, { ...ours, startedBy: 'ecs-svc/2' }];
  expect(marked(tasks, begun)).toEqual(tasks);
});
