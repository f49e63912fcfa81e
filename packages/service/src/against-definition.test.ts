import { Diagnostics, type JsonObject } from '@fargate-actions/documents';
import { expect, test } from '@jest/globals';
import { planService } from './service-plan.ts';
import { aDeployment, aDocument, aSpec, aState, placed, RUNNING } from '../test/services.ts';

const DEFINITION: JsonObject = {
  containerDefinitions: [
    {
      name: 'web',
      portMappings: [{ containerPort: 80, name: 'http' }, { containerPortRange: '9000-9010' }],
    },
    { name: 'sidecar' },
  ],
  volumes: [{ name: 'scratch' }],
};

/** The same with a volume that is left to the service. */
const LEFT: JsonObject = { ...DEFINITION, volumes: [{ name: 'data', configuredAtLaunch: true }, { name: 'scratch' }] };

function found(text: string, definition: JsonObject = DEFINITION, live = aState()): Diagnostics {
  const diagnostics = new Diagnostics();
  planService(live, aSpec(text, { document: aDocument(text), definition }), RUNNING, diagnostics);
  return diagnostics;
}

const RULE = 'error service/not-in-task-definition';
const balancer = (container: string, port: number) =>
  `loadBalancers:\n  - targetGroupArn: tg\n    containerName: ${container}\n    containerPort: ${port}\n`;
const registry = (fields: string) => `serviceRegistries:\n  - { registryArn: r, ${fields} }\n`;
const connect = (port: string) =>
  `serviceConnectConfiguration:\n  enabled: true\n  services: [{ portName: ${port} }]\n`;
const lattice = (port: string) => `vpcLatticeConfigurations: [{ roleArn: r, targetGroupArn: t, portName: ${port} }]\n`;
const volume = (name: string) =>
  `volumeConfigurations: [{ name: ${name}, managedEBSVolume: { roleArn: r, sizeInGiB: 1 } }]\n`;

test.each([
  { name: 'a container and its port', text: balancer('web', 80) },
  { name: 'a port of a range', text: balancer('web', 9005) },
  { name: 'a registry of a port', text: registry('port: 81') },
  { name: 'a registry of a container', text: registry('containerName: web, containerPort: 80') },
  { name: 'a port name', text: connect('http') + lattice('http') },
  { name: 'a volume left to the service', text: volume('data'), definition: LEFT },
])('what the task definition has is fine: $name', ({ text, definition }) => {
  expect(placed(found(text, definition))).toEqual([]);
});

test.each([
  { name: 'nothing', text: '{}', at: '1:1' },
  { name: 'no volume', text: 'volumeConfigurations: []', at: '1:23' },
])('a volume that is left to the service is an error where the service configures $name', ({ text, at }) => {
  const diagnostics = found(text, LEFT);
  expect(placed(diagnostics)).toEqual([`${RULE} ${at}`]);
  expect(diagnostics.all[0]).toMatchObject({
    message:
      'The task definition leaves the volume data to the service (configuredAtLaunch), and shop-api does not configure it.',
    hint: expect.stringContaining('`service-managed-ebs-volume`'),
  });
});

test('what the service in AWS configures is kept where the file leaves it alone', () => {
  const live = aState({ deployments: [aDeployment({ volumeConfigurations: [{ name: 'data' }] })] });
  expect(placed(found('{}', LEFT, live))).toEqual([]);
});

test.each([
  { name: 'a port', text: balancer('web', 8080), at: '4:20', says: ['has no port mapping for it', '(80)'] },
  { name: 'a port beside a range', text: balancer('web', 9011), at: '4:20', says: ['port 9011'] },
  { name: 'a port of a container without any', text: balancer('sidecar', 80), at: '4:20', says: ['portMappings: ['] },
  { name: 'a container', text: balancer('wbe', 80), at: '3:20', says: ['container wbe', 'Did you mean web?'] },
  { name: 'a container of a registry', text: registry('containerName: api'), at: '2:38', says: ['web, sidecar'] },
  {
    name: 'a port of a registry',
    text: registry('containerName: web, containerPort: 81'),
    at: '2:58',
    says: ['port 81'],
  },
  { name: 'a port of Service Connect', text: connect('htpp'), at: '3:26', says: ['Did you mean http?'] },
  { name: 'a port of VPC Lattice', text: lattice('grpc'), at: '1:71', says: ['has the port names http'] },
  { name: 'a volume', text: volume('dta'), at: '1:32', says: ['volume dta', 'configuredAtLaunch: true'] },
  { name: 'a volume of the task', text: volume('scratch'), at: '1:32', says: ['does not leave to the service'] },
])('what it lacks is an error at its place: $name', ({ text, at, says }) => {
  const diagnostics = found(text);
  expect(placed(diagnostics)).toEqual([`${RULE} ${at}`]);
  const [{ message, hint } = { message: '' }] = diagnostics.all;
  for (const words of says) expect(`${message} ${hint ?? ''}`).toContain(words);
});

test.each([
  {
    name: 'a load balancer',
    live: { loadBalancers: [{ targetGroupArn: 't', containerName: 'web', containerPort: 8080 }] },
  },
  {
    name: 'a port of Service Connect, which is at its deployment',
    live: {
      deployments: [aDeployment({ serviceConnectConfiguration: { enabled: true, services: [{ portName: 'grpc' }] } })],
    },
  },
  { name: 'a volume', live: { deployments: [aDeployment({ volumeConfigurations: [{ name: 'gone' }] })] } },
])('what the service in AWS names counts as well, where the file leaves it alone: $name', ({ live }) => {
  const diagnostics = found('{}', DEFINITION, aState(live));
  expect(placed(diagnostics)).toEqual([RULE]);
  expect(diagnostics.all[0]?.message).toContain('of the service shop-api, as it is in AWS,');
});

test('what the file says replaces what is in AWS', () => {
  const live = aState({ loadBalancers: [{ targetGroupArn: 'tg', containerName: 'old', containerPort: 1 }] });
  expect(placed(found(balancer('web', 80), DEFINITION, live))).toEqual([]);
  expect(placed(found('loadBalancers: []', DEFINITION, live))).toEqual([]);
});

test('Windows containers do not run on Spot', () => {
  const windows = { ...DEFINITION, runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };
  const text = 'capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT, weight: 1 }]';
  expect(placed(found(text, windows)).filter((one) => one.includes('not-in'))).toEqual([`${RULE} 1:48`]);
  expect(placed(found(text)).filter((one) => one.includes('not-in'))).toEqual([]);
});
