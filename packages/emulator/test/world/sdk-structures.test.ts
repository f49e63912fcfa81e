import * as sdk from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';

import type { Emulator } from '../../src/emulator.ts';
import { ecsOperations } from '../../src/services/ecs/operations/index.ts';
import { inputStructures } from '../../src/services/ecs/operations/input-structures.ts';
import type { Structures } from '../../src/services/ecs/operations/structures.ts';
import { truth } from '../../src/world/truth.ts';
import { aService, anAccount, behindLoadBalancer, register } from './an-account.ts';
import { sdkStructures } from './sdk-structures.ts';

const operations = Object.keys(ecsOperations).map((operation) => operation.slice('ecs:'.length));

test('inputs are checked against the shapes that the SDK has', () => {
  expect(inputStructures).toEqual(sdkStructures({ ...sdk }, operations));
});

/** Where an answer has what the SDK's shapes have not. */
function strangers(structures: Structures, kind: string, value: unknown, path: string): string[] {
  const inside = kind.slice(1);
  if (kind.startsWith('['))
    return asList(value).flatMap((item, index) => strangers(structures, inside, item, `${path}[${index}]`));
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (kind.startsWith('{'))
    return entries.flatMap(([key, item]) => strangers(structures, inside, item, `${path}.${key}`));
  const wanted = { s: 'string', n: 'number', b: 'boolean' }[kind];
  if (wanted !== undefined) return typeof value === wanted ? [] : [`${path} is no ${wanted}`];
  if (kind === 't') return value instanceof Date ? [] : [`${path} is no date`];
  return entries.flatMap(([member, item]) => {
    const memberKind = structures[kind]?.[member] ?? structures[kind]?.[`${member}!`];
    return memberKind === undefined
      ? [`${path}.${member} is unknown`]
      : strangers(structures, memberKind, item, `${path}.${member}`);
  });
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** One call of every operation, with an input that finds something. */
function everyCall(emulator: Emulator): Record<string, object> {
  const task = emulator.world.tasks[0]?.arn;
  const cluster = 'prod';
  const serviceDeploymentArn = truth(emulator.world).at(-1)?.serviceDeploymentArn;
  const taskDefinition = 'web:1';
  const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'] } };
  return {
    CreateCluster: { clusterName: 'other', tags: [{ key: 'a', value: 'b' }] },
    DescribeClusters: { clusters: ['prod', 'none'], include: ['SETTINGS', 'TAGS', 'CONFIGURATIONS'] },
    ListClusters: { maxResults: 1 },
    PutClusterCapacityProviders: { cluster, capacityProviders: ['FARGATE'], defaultCapacityProviderStrategy: [] },
    UpdateCluster: { cluster: 'other', serviceConnectDefaults: { namespace: 'here' } },
    UpdateClusterSettings: { cluster, settings: [{ name: 'containerInsights', value: 'enabled' }] },
    DeleteCluster: { cluster: 'other' },
    RegisterTaskDefinition: {
      family: 'one',
      containerDefinitions: [{ name: 'a', image: 'b', memory: 10 }],
      tags: [{ key: 'a', value: 'b' }],
    },
    DescribeTaskDefinition: { taskDefinition, include: ['TAGS'] },
    ListTaskDefinitions: { maxResults: 1 },
    ListTaskDefinitionFamilies: {},
    DeregisterTaskDefinition: { taskDefinition: 'one:1' },
    CreateService: aService(taskDefinition, { serviceName: 'more' }),
    UpdateService: { cluster, service: 'more', forceNewDeployment: true },
    DescribeServices: { cluster, services: ['web', 'none'], include: ['TAGS'] },
    ListServices: { cluster, maxResults: 1 },
    DeleteService: { cluster, service: 'more', force: true },
    ListServiceDeployments: { cluster, service: 'web' },
    DescribeServiceDeployments: { serviceDeploymentArns: truth(emulator.world).map((one) => one.serviceDeploymentArn) },
    DescribeServiceRevisions: { serviceRevisionArns: emulator.world.revisions.map(({ arn }) => arn) },
    StopServiceDeployment: { serviceDeploymentArn },
    RunTask: { cluster, taskDefinition, launchType: 'FARGATE', networkConfiguration },
    ListTasks: { cluster },
    DescribeTasks: { cluster, tasks: [...emulator.world.tasks.map(({ arn }) => arn), 'none'], include: ['TAGS'] },
    UpdateTaskProtection: { cluster, tasks: [task], protectionEnabled: true },
    GetTaskProtection: { cluster, tasks: [task, 'none'] },
    StopTask: { cluster, task },
    TagResource: { resourceArn: task, tags: [{ key: 'a', value: 'b' }] },
    ListTagsForResource: { resourceArn: task },
    UntagResource: { resourceArn: task, tagKeys: ['a'] },
  };
}

test('every answer has only what the SDK knows, in the types that it knows', () => {
  const structures = sdkStructures({ ...sdk }, operations, 'output');
  const emulator = anAccount({
    scenario: { images: { '*:sick': { behaviour: 'crash' }, '*:slow': { behaviour: 'slow' } } },
  });
  emulator.world.alarms.push({ name: 'errors', state: 'OK' });
  const healthCheck = { command: ['CMD', 'true'] };
  const deploymentConfiguration = {
    deploymentCircuitBreaker: { enable: true, rollback: true },
    alarms: { alarmNames: ['errors'], enable: true, rollback: true },
  };
  const input = { ...behindLoadBalancer(emulator), deploymentConfiguration };
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1', { healthCheck }), input));
  for (const image of ['app:sick', 'app:slow']) {
    emulator.advance(600);
    emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(emulator, image) });
  }
  emulator.advance(30);
  const calls = everyCall(emulator);
  expect(Object.keys(calls).sort()).toEqual(operations.sort());
  const found = Object.entries(calls).flatMap(([operation, call]) =>
    strangers(structures, operation, emulator.call(`ecs:${operation}`, call), operation),
  );
  expect(found).toEqual([]);
});
