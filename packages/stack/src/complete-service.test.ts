import { Diagnostics, type Json } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { completeService } from './complete-service.ts';
import type { StackService } from './stack.ts';
import { aDocument, aStack, aStackService, placed, STACK } from '../test/stacks.ts';

const NETWORK = 'networkConfiguration: { awsvpcConfiguration: { subnets: [a] } }\n';
const network = { awsvpcConfiguration: { subnets: ['a'] } };

/** The service of a file, completed; and what was found. */
function completed(service: string, options: { defaults?: string } & Partial<StackService> = {}) {
  const { defaults, ...fields } = options;
  const diagnostics = new Diagnostics();
  const stack = aStack({
    document: aDocument(`${STACK}${defaults === undefined ? '' : `defaults: ${defaults}\n`}`, 'stack.yml'),
  });
  const document = completeService(aStackService({ service: aDocument(service), ...fields }), stack, diagnostics);
  return { document, value: document.value, found: placed(diagnostics), diagnostics };
}

describe('defaults of stack.yml', () => {
  test.each<{ name: string; service: string; defaults: string; value: Json }>([
    {
      name: 'fill gaps',
      service: 'launchType: FARGATE',
      defaults: '{ networkConfiguration: { awsvpcConfiguration: { subnets: [a] } }, enableExecuteCommand: true }',
      value: { launchType: 'FARGATE', networkConfiguration: network, enableExecuteCommand: true },
    },
    {
      name: 'never override, not even in part',
      service: `launchType: FARGATE\n${NETWORK}`,
      defaults: '{ networkConfiguration: { awsvpcConfiguration: { subnets: [b], assignPublicIp: ENABLED } } }',
      value: { launchType: 'FARGATE', networkConfiguration: network },
    },
    {
      name: 'never override what is false',
      service: `launchType: FARGATE\nenableExecuteCommand: false\n${NETWORK}`,
      defaults: '{ enableExecuteCommand: true }',
      value: { launchType: 'FARGATE', enableExecuteCommand: false, networkConfiguration: network },
    },
    {
      name: 'that are for task definitions stay out',
      service: `launchType: FARGATE\n${NETWORK}`,
      defaults: '{ executionRoleArn: a, taskRoleArn: b, runtimePlatform: { cpuArchitecture: ARM64 } }',
      value: { launchType: 'FARGATE', networkConfiguration: network },
    },
  ])('$name', ({ service, defaults, value }) => {
    expect(completed(service, { defaults })).toMatchObject({ value, found: [] });
    expect(completed(service, { defaults }).value).toEqual(value);
  });

  test('stand where stack.yml has them', () => {
    const { document } = completed('launchType: FARGATE', {
      defaults: '{ networkConfiguration: { awsvpcConfiguration: {} } }',
    });
    expect(document.at(['networkConfiguration'])).toEqual({ file: 'stack.yml', line: 6, column: 35 });
    expect(document.at(['launchType'])).toEqual({ file: 'service.yml', line: 1, column: 13 });
  });
});

test('what names the service and its place is left to the resource', () => {
  const { value, found } = completed(
    `serviceName: a\nservice: a\ncluster: c\ntaskDefinition: t\nclientToken: x\nforceNewDeployment: true\ntags: []\nlaunchType: FARGATE\n${NETWORK}`,
  );
  expect({ value, found }).toEqual({ value: { launchType: 'FARGATE', networkConfiguration: network }, found: [] });
});

test.each([
  { name: 'no network', service: 'launchType: FARGATE', found: ['error service/network-missing service.yml:1:1'] },
  { name: 'no place to run, which its cluster may tell', service: NETWORK, found: [] },
  { name: 'a strategy', service: `${NETWORK}capacityProviderStrategy: [{ capacityProvider: FARGATE }]`, found: [] },
])('a service with $name', ({ service, found }) => {
  expect(completed(service).found).toEqual(found);
});

describe('a singleton', () => {
  const SETTINGS = {
    desiredCount: 1,
    deploymentConfiguration: {
      minimumHealthyPercent: 0,
      maximumPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: false },
    },
    availabilityZoneRebalancing: 'DISABLED',
    launchType: 'FARGATE',
  };

  test.each<{ name: string; service: string; defaults?: string; value: Json }>([
    {
      name: 'that says nothing gets its settings',
      service: NETWORK,
      value: { ...SETTINGS, networkConfiguration: network },
    },
    {
      name: 'may say some of them itself',
      service: `${NETWORK}desiredCount: 1\ndeploymentConfiguration: { maximumPercent: 100, strategy: ROLLING }`,
      value: {
        ...SETTINGS,
        networkConfiguration: network,
        deploymentConfiguration: { ...SETTINGS.deploymentConfiguration, strategy: 'ROLLING' },
      },
    },
    {
      name: 'keeps what has nothing to do with it',
      service: `${NETWORK}enableExecuteCommand: true\ndeploymentConfiguration: { alarms: { enable: false } }`,
      value: {
        ...SETTINGS,
        networkConfiguration: network,
        enableExecuteCommand: true,
        deploymentConfiguration: { ...SETTINGS.deploymentConfiguration, alarms: { enable: false } },
      },
    },
    {
      name: 'is not reached by defaults that are for the others',
      service: NETWORK,
      defaults: '{ deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 } }',
      value: { ...SETTINGS, networkConfiguration: network },
    },
    {
      name: 'may have a strategy of FARGATE instead of the launch type',
      service: `${NETWORK}capacityProviderStrategy: [{ capacityProvider: FARGATE, weight: 1 }]`,
      value: {
        ...Object.fromEntries(Object.entries(SETTINGS).filter(([key]) => key !== 'launchType')),
        networkConfiguration: network,
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      },
    },
  ])('$name', ({ service, defaults, value }) => {
    const result = completed(service, { isSingleton: true, ...(defaults !== undefined && { defaults }) });
    expect(result.found).toEqual([]);
    expect(result.value).toEqual(value);
  });

  test.each([
    { says: 'desiredCount: 2', at: '2:15', must: 'desiredCount must be 1, and here is 2' },
    { says: 'desiredCount: 0', at: '2:15', must: 'desiredCount must be 1, and here is 0' },
    {
      says: 'deploymentConfiguration: { maximumPercent: 200 }',
      at: '2:44',
      must: 'deploymentConfiguration.maximumPercent must be 100, and here is 200',
    },
    {
      says: 'deploymentConfiguration: { minimumHealthyPercent: 100 }',
      at: '2:51',
      must: 'deploymentConfiguration.minimumHealthyPercent must be 0, and here is 100',
    },
    {
      says: 'deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } }',
      at: '2:80',
      must: 'deploymentConfiguration.deploymentCircuitBreaker.rollback must be false, and here is true',
    },
    {
      says: 'deploymentConfiguration: { strategy: BLUE_GREEN }',
      at: '2:38',
      must: 'deploymentConfiguration.strategy must be "ROLLING", and here is "BLUE_GREEN"',
    },
    {
      says: 'deploymentConfiguration: { earlySuccessCriteria: { sourceServiceRevisionCleanup: DEFERRED } }',
      at: '2:82',
      must: 'deploymentConfiguration.earlySuccessCriteria.sourceServiceRevisionCleanup must be "BLOCKING", and here is "DEFERRED"',
    },
    {
      says: 'availabilityZoneRebalancing: ENABLED',
      at: '2:30',
      must: 'availabilityZoneRebalancing must be "DISABLED", and here is "ENABLED"',
    },
    {
      says: 'schedulingStrategy: DAEMON',
      at: '2:21',
      must: 'schedulingStrategy must be "REPLICA", and here is "DAEMON"',
    },
    { says: 'launchType: EC2', at: '2:13', must: 'launchType must be "FARGATE", and here is "EC2"' },
  ])('can’t say $says', ({ says, at, must }) => {
    const { found, diagnostics } = completed(`${NETWORK}${says}`, { isSingleton: true });
    expect(found).toEqual([`error singleton/settings service.yml:${at}`]);
    expect(diagnostics.all[0]?.message).toBe(`shop-api is a singleton: ${must}.`);
  });

  test('can’t run on Spot', () => {
    const service = `${NETWORK}capacityProviderStrategy: [{ capacityProvider: FARGATE }, { capacityProvider: FARGATE_SPOT }]`;
    expect(completed(service, { isSingleton: true }).found).toEqual(['error singleton/on-demand service.yml:2:27']);
  });

  test('can’t be scaled', () => {
    const scaling = { policy: aDocument('{}', 'scaling.yml'), minCapacity: undefined, maxCapacity: 4 };
    const { found } = completed(NETWORK, { isSingleton: true, scaling });
    expect(found).toEqual([expect.stringMatching(/^error singleton\/scaling stack\.yml:5:/)]);
  });

  test('has all that it contradicts told at once', () => {
    const { found } = completed(`${NETWORK}desiredCount: 2\nlaunchType: EC2\n`, { isSingleton: true });
    expect(found.toSorted()).toEqual([
      'error singleton/settings service.yml:2:15',
      'error singleton/settings service.yml:3:13',
    ]);
  });
});
