import { Diagnostics, type Json } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { cleanService } from './service-file.ts';
import { aDocument, placed } from '../test/services.ts';

function cleaned(text: string): { value: Json; found: string[]; diagnostics: Diagnostics } {
  const diagnostics = new Diagnostics();
  const { value } = cleanService(aDocument(text), diagnostics);
  return { value, found: placed(diagnostics), diagnostics };
}

describe('a service file', () => {
  test.each<{ name: string; text: string; value: Json }>([
    { name: 'stays as it is', text: 'serviceName: a\ndesiredCount: 2', value: { serviceName: 'a', desiredCount: 2 } },
    {
      name: 'loses what was described',
      text: 'serviceName: a\nserviceArn: x\nstatus: ACTIVE\nrunningCount: 2\nevents: []\ndeployments: [{ id: 1 }]\ncreatedAt: 2026-01-01',
      value: { serviceName: 'a' },
    },
    {
      name: 'loses what is not set, at every level',
      text: 'serviceName: a\nrole: ""\nlaunchType: null\ndeploymentConfiguration: { alarms: null, maximumPercent: 200 }\nloadBalancers: [{ targetGroupArn: t, containerName: c, containerPort: 1, loadBalancerName: "" }]',
      value: {
        serviceName: 'a',
        deploymentConfiguration: { maximumPercent: 200 },
        loadBalancers: [{ targetGroupArn: 't', containerName: 'c', containerPort: 1 }],
      },
    },
    {
      name: 'loses comments, at every level',
      text: '_comment: x\nserviceName: a\ndeploymentConfiguration: { _why: y, maximumPercent: 200 }',
      value: { serviceName: 'a', deploymentConfiguration: { maximumPercent: 200 } },
    },
    {
      name: 'has numbers and flags that variables made text',
      text: 'desiredCount: "3"\nenableExecuteCommand: "true"\ndeploymentConfiguration: { maximumPercent: " 150 ", deploymentCircuitBreaker: { enable: "True", rollback: "false" } }\ncapacityProviderStrategy: [{ capacityProvider: FARGATE, weight: "1" }]',
      value: {
        desiredCount: 3,
        enableExecuteCommand: true,
        deploymentConfiguration: { maximumPercent: 150, deploymentCircuitBreaker: { enable: true, rollback: false } },
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      },
    },
    {
      name: 'keeps texts that look like numbers',
      text: 'serviceName: "123"\nplatformVersion: "1.4"\ntags: [{ key: a, value: "" }]',
      value: { serviceName: '123', platformVersion: '1.4', tags: [{ key: 'a', value: '' }] },
    },
    {
      name: 'keeps fractions where they are allowed',
      text: 'deploymentConfiguration: { canaryConfiguration: { canaryPercent: 0.5 } }',
      value: { deploymentConfiguration: { canaryConfiguration: { canaryPercent: 0.5 } } },
    },
    { name: 'may be empty', text: '{}', value: {} },
  ])('$name', ({ text, value }) => {
    const result = cleaned(text);
    expect(result.found).toEqual([]);
    expect(result.value).toEqual(value);
  });

  test.each<{ name: string; text: string; found: string[]; hint?: string; value?: Json }>([
    {
      name: 'an unknown field',
      text: 'warpSpeed: 9',
      found: ['notice service/unknown-field 1:1'],
      value: { warpSpeed: 9 },
    },
    {
      name: 'a mistyped field',
      text: 'desierdCount: 2',
      found: ['warning service/unknown-field 1:1'],
      hint: 'Did you mean desiredCount?',
    },
    {
      name: 'an unknown field within others, untouched',
      text: 'deploymentConfiguration: { warp: { a: null, b: ["1"] } }',
      found: ['notice service/unknown-field 1:28'],
      value: { deploymentConfiguration: { warp: { a: null, b: ['1'] } } },
    },
    {
      name: 'an unknown field of an item',
      text: 'loadBalancers:\n  - { targetGroupArn: t, containerName: c, containerPort: 1, sticky: true }',
      found: ['notice service/unknown-field 2:62'],
    },
    {
      name: 'a word that AWS may have added',
      text: 'launchType: TELEPORTED',
      found: ['notice service/value 1:13'],
      value: { launchType: 'TELEPORTED' },
    },
  ])('passes on with a notice $name', ({ text, found, hint, value }) => {
    const result = cleaned(text);
    expect(result.found).toEqual(found);
    if (hint) expect(result.diagnostics.all[0]?.hint).toBe(hint);
    if (value) expect(result.value).toEqual(value);
  });
});

describe('a value of another kind', () => {
  test.each([
    {
      text: 'desiredCount: many',
      found: 'error service/type 1:15',
      says: 'desiredCount must be a whole number, and here is "many".',
    },
    {
      text: 'desiredCount: 1.5',
      found: 'error service/type 1:15',
      says: 'desiredCount must be a whole number, and here is 1.5.',
    },
    {
      text: 'desiredCount: "1.5"',
      found: 'error service/type 1:15',
      says: 'desiredCount must be a whole number, and here is "1.5".',
    },
    {
      text: 'serviceName: [a]',
      found: 'error service/type 1:14',
      says: 'serviceName must be text, and here is ["a"].',
    },
    {
      text: 'enableExecuteCommand: 1',
      found: 'error service/type 1:23',
      says: 'enableExecuteCommand must be true or false, and here is 1.',
    },
    {
      text: 'loadBalancers: { a: 1 }',
      found: 'error service/type 1:16',
      says: 'loadBalancers must be a list, and here is {"a":1}.',
    },
    {
      text: 'deploymentConfiguration: fast',
      found: 'error service/type 1:26',
      says: 'deploymentConfiguration must be a mapping, and here is "fast".',
    },
    {
      text: 'deploymentConfiguration:\n  maximumPercent: 200%',
      found: 'error service/type 2:19',
      says: 'deploymentConfiguration.maximumPercent must be a whole number, and here is "200%".',
    },
    {
      text: 'capacityProviderStrategy:\n  - capacityProvider: FARGATE\n    weight: [1]',
      found: 'error service/type 3:13',
      says: 'capacityProviderStrategy[0].weight must be a whole number, and here is [1].',
    },
    {
      text: 'capacityProviderStrategy: [FARGATE]',
      found: 'error service/type 1:28',
      says: 'capacityProviderStrategy[0] must be a mapping, and here is "FARGATE".',
    },
    {
      text: 'serviceConnectConfiguration: true',
      found: 'error service/type 1:30',
      says: 'serviceConnectConfiguration must be a mapping, and here is true.',
    },
    {
      text: 'placementStrategy: spread',
      found: 'error service/type 1:20',
      says: 'placementStrategy must be a list, and here is "spread".',
    },
    { text: 'launchType: 1', found: 'error service/type 1:13', says: 'launchType must be text, and here is 1.' },
    { text: 'launchType: fargate', found: 'error service/value 1:13', says: 'launchType "fargate" is not known.' },
    {
      text: 'propagateTags: SERVICES',
      found: 'error service/value 1:16',
      says: 'propagateTags "SERVICES" is not known.',
    },
    {
      text: 'deploymentConfiguration: { strategy: ROLING }',
      found: 'error service/value 1:38',
      says: 'deploymentConfiguration.strategy "ROLING" is not known.',
    },
  ])('$text', ({ text, found, says }) => {
    const result = cleaned(text);
    expect(result.found).toContain(found);
    expect(result.diagnostics.all.map(({ message }) => message)).toContain(says);
  });

  test('is told for all of them at once', () => {
    expect(cleaned('desiredCount: a\nserviceName: 1\nloadBalancers: b').found).toEqual([
      'error service/type 1:15',
      'error service/type 2:14',
      'error service/type 3:16',
    ]);
  });

  test('the whole file', () => {
    expect(cleaned('- serviceName: a')).toMatchObject({ value: {}, found: ['error service/not-an-object 1:1'] });
  });
});

const list = (count: number, item: (index: number) => string): string =>
  `[${Array.from({ length: count }, (_, index) => item(index)).join(', ')}]`;
const network = (fields: string): string => `networkConfiguration:\n  awsvpcConfiguration: { ${fields} }`;
const strategy = (...items: string[]): string =>
  `capacityProviderStrategy: [${items.map((item) => `{ ${item} }`).join(', ')}]`;
const breaker = (fields: string): string => `deploymentConfiguration:\n  deploymentCircuitBreaker: { ${fields} }`;
const alarms = (fields: string): string => `deploymentConfiguration:\n  alarms: { ${fields} }`;
const percents = (desired: number, minimum: number, maximum: number): string =>
  `desiredCount: ${desired}\ndeploymentConfiguration: { minimumHealthyPercent: ${minimum}, maximumPercent: ${maximum} }`;

/** What is refused of a file, from both sides of each rule: with and without `found`. */
const RULES: readonly { readonly name: string; readonly text: string; readonly found?: readonly string[] }[] = [
  { name: 'no tasks', text: 'desiredCount: 0' },
  { name: 'less than no tasks', text: 'desiredCount: -1', found: ['error service/desired-count 1:15'] },

  { name: 'one subnet', text: network('subnets: [a]') },
  { name: 'no subnet', text: network('subnets: []'), found: ['error service/subnets 2:24'] },
  { name: 'no list of subnets', text: network('securityGroups: [a]'), found: ['error service/subnets 2:24'] },
  { name: 'no awsvpcConfiguration', text: 'networkConfiguration: {}', found: ['error service/subnets 1:23'] },
  { name: '16 subnets', text: network(`subnets: ${list(16, (index) => `s${index}`)}`) },
  {
    name: '17 subnets',
    text: network(`subnets: ${list(17, (index) => `s${index}`)}`),
    found: ['error service/too-many 2:35'],
  },
  { name: '5 security groups', text: network(`subnets: [a], securityGroups: ${list(5, (index) => `g${index}`)}`) },
  {
    name: '6 security groups',
    text: network(`subnets: [a], securityGroups: ${list(6, (index) => `g${index}`)}`),
    found: ['error service/too-many 2:56'],
  },
  { name: 'a public IP', text: network('subnets: [a], assignPublicIp: ENABLED') },
  { name: 'no public IP', text: network('subnets: [a], assignPublicIp: DISABLED') },
  {
    name: 'a public IP in other words',
    text: network('subnets: [a], assignPublicIp: "true"'),
    found: ['error service/assign-public-ip 2:56'],
  },

  { name: 'a load balancer', text: 'loadBalancers: [{ targetGroupArn: t, containerName: c, containerPort: 80 }]' },
  {
    name: 'a classic load balancer',
    text: 'loadBalancers: [{ loadBalancerName: l, containerName: c, containerPort: 80 }]',
  },
  { name: 'no load balancers', text: 'loadBalancers: []' },
  {
    name: 'a load balancer without a port',
    text: 'loadBalancers: [{ targetGroupArn: t, containerName: c }]',
    found: ['error service/load-balancer 1:17'],
  },
  {
    name: 'a load balancer without anything',
    text: 'loadBalancers: [{}]',
    found: ['error service/load-balancer 1:17', 'error service/load-balancer 1:17', 'error service/load-balancer 1:17'],
  },

  { name: 'two tasks, 100 to 150 %', text: percents(2, 100, 150) },
  { name: 'two tasks, 50 to 100 %', text: percents(2, 50, 100) },
  { name: 'one task, 0 to 100 %', text: percents(1, 0, 100) },
  { name: 'no tasks, 100 to 100 %', text: percents(0, 100, 100) },
  { name: 'one task, 100 to 100 %', text: percents(1, 100, 100), found: ['error service/cannot-deploy 2:26'] },
  // Rounded up and down: of one task, half must stay and one and a half may run.
  { name: 'one task, 50 to 150 %', text: percents(1, 50, 150), found: ['error service/cannot-deploy 2:26'] },
  { name: 'three tasks, 67 to 133 %', text: percents(3, 67, 133), found: ['error service/cannot-deploy 2:26'] },
  { name: 'three tasks, 66 to 133 %', text: percents(3, 66, 133) },
  {
    name: 'one task, at most 100 % and the default minimum',
    text: 'desiredCount: 1\ndeploymentConfiguration: { maximumPercent: 100 }',
    found: ['error service/cannot-deploy 2:26'],
  },
  { name: 'at most 100 % of nobody knows how many', text: 'deploymentConfiguration: { maximumPercent: 100 }' },

  { name: 'as few as most', text: 'deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 }' },
  {
    name: 'more at least than at most',
    text: 'deploymentConfiguration: { minimumHealthyPercent: 150, maximumPercent: 100 }',
    found: ['error service/percents 1:26'],
  },
  {
    name: 'at most less than the default minimum',
    text: 'deploymentConfiguration: { maximumPercent: 50 }',
    found: ['error service/percents 1:26'],
  },

  {
    name: 'rebalancing with room',
    text: 'availabilityZoneRebalancing: ENABLED\ndeploymentConfiguration: { maximumPercent: 101 }',
  },
  {
    name: 'rebalancing with the default room',
    text: 'availabilityZoneRebalancing: ENABLED\ndeploymentConfiguration: {}',
  },
  {
    name: 'no rebalancing without room',
    text: 'availabilityZoneRebalancing: DISABLED\ndeploymentConfiguration: { maximumPercent: 100 }',
  },
  {
    name: 'rebalancing without room',
    text: 'availabilityZoneRebalancing: ENABLED\ndeploymentConfiguration: { maximumPercent: 100 }',
    found: ['error service/rebalancing 1:30'],
  },

  { name: 'a circuit breaker', text: breaker('enable: true, rollback: false') },
  { name: 'a breaker that says half', text: breaker('enable: true'), found: ['error service/circuit-breaker 2:29'] },
  {
    name: 'a breaker that says nothing',
    text: breaker(''),
    found: ['error service/circuit-breaker 2:29', 'error service/circuit-breaker 2:29'],
  },
  { name: 'alarms', text: alarms('enable: true, rollback: true, alarmNames: [a]') },
  { name: 'alarms without names', text: alarms('enable: true, rollback: true'), found: ['error service/alarms 2:11'] },

  { name: 'a strategy of one', text: strategy('capacityProvider: FARGATE') },
  {
    name: 'a strategy of two with a weight',
    text: strategy('capacityProvider: FARGATE, base: 1', 'capacityProvider: FARGATE_SPOT, weight: 1'),
  },
  { name: 'an emptied strategy', text: 'capacityProviderStrategy: []' },
  {
    name: 'a strategy of two without a weight',
    text: strategy('capacityProvider: FARGATE', 'capacityProvider: FARGATE_SPOT, weight: 0'),
    found: ['error service/strategy 1:27'],
  },
  {
    name: 'a strategy with two bases',
    text: strategy('capacityProvider: FARGATE, base: 1, weight: 1', 'capacityProvider: FARGATE_SPOT, base: 1'),
    found: ['error service/strategy 1:27'],
  },
  {
    name: 'a strategy that names one twice',
    text: strategy('capacityProvider: FARGATE, weight: 1', 'capacityProvider: FARGATE'),
    found: ['error service/strategy 1:70'],
  },
  { name: 'a strategy that names none', text: strategy('weight: 1'), found: ['error service/strategy 1:28'] },
  { name: 'the largest weight and base', text: strategy('capacityProvider: FARGATE, weight: 1000, base: 100000') },
  {
    name: 'too large a weight',
    text: strategy('capacityProvider: FARGATE, weight: 1001'),
    found: ['error service/strategy 1:65'],
  },
  {
    name: 'too large a base',
    text: strategy('capacityProvider: FARGATE, base: 100001'),
    found: ['error service/strategy 1:63'],
  },
  {
    name: 'a negative weight',
    text: strategy('capacityProvider: FARGATE, weight: -1'),
    found: ['error service/strategy 1:65'],
  },
  {
    name: '20 providers',
    text: `capacityProviderStrategy: ${list(20, (index) => `{ capacityProvider: p${index}, weight: 1 }`)}`,
  },
  {
    name: '21 providers',
    text: `capacityProviderStrategy: ${list(21, (index) => `{ capacityProvider: p${index}, weight: 1 }`)}`,
    found: ['error service/strategy 1:27'],
  },
];

test.each(RULES)('$name: $found', ({ text, found = [] }) => {
  expect(cleaned(text).found).toEqual(found);
});

describe('launchType beside a strategy', () => {
  test.each<{ name: string; text: string; found: string[]; keepsLaunchType: boolean }>([
    {
      name: 'of FARGATE is dropped, with a warning',
      text: `launchType: FARGATE\n${strategy('capacityProvider: FARGATE, weight: 1', 'capacityProvider: FARGATE_SPOT, weight: 3')}`,
      found: ['warning service/launch-type-and-strategy 1:1'],
      keepsLaunchType: false,
    },
    {
      name: 'of another provider is an error',
      text: `launchType: FARGATE\n${strategy('capacityProvider: my-instances')}`,
      found: ['error service/launch-type-and-strategy 1:1'],
      keepsLaunchType: true,
    },
    {
      name: 'that is not FARGATE is an error',
      text: `launchType: EC2\n${strategy('capacityProvider: FARGATE')}`,
      found: ['error service/launch-type-and-strategy 1:1'],
      keepsLaunchType: true,
    },
    {
      name: 'that is empty stays',
      text: 'launchType: FARGATE\ncapacityProviderStrategy: []',
      found: [],
      keepsLaunchType: true,
    },
  ])('$name', ({ text, found, keepsLaunchType }) => {
    const result = cleaned(text);
    expect(result.found).toEqual(found);
    expect(Object.keys(result.value as object).includes('launchType')).toBe(keepsLaunchType);
    expect(result.value).toHaveProperty('capacityProviderStrategy');
  });
});
