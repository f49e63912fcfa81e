import { aContainer, anEc2TaskDefinition, aTaskDefinition, withContainer } from '../../test/task-definitions.ts';
import { table } from '../../test/validation.ts';

const NOT_ON_FARGATE = ['error task-definition/not-on-fargate'];

const EC2_ONLY: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['devices', { linuxParameters: { devices: [{ hostPath: '/dev/fuse' }] } }],
  ['sharedMemorySize', { linuxParameters: { sharedMemorySize: 64 } }],
  ['maxSwap', { linuxParameters: { maxSwap: 64 } }],
  ['swappiness', { linuxParameters: { swappiness: 60 } }],
  ['another capability', { linuxParameters: { capabilities: { add: ['NET_ADMIN'] } } }],
  ['disableNetworking', { disableNetworking: true }],
  ['dnsSearchDomains', { dnsSearchDomains: ['example.com'] }],
  ['dnsServers', { dnsServers: ['10.0.0.2'] }],
  ['dockerSecurityOptions', { dockerSecurityOptions: ['no-new-privileges'] }],
  ['extraHosts', { extraHosts: [{ hostname: 'db', ipAddress: '10.0.0.3' }] }],
  ['a GPU', { resourceRequirements: [{ type: 'GPU', value: '1' }] }],
  ['links', { links: ['db'] }],
  ['privileged', { privileged: true }],
];

table('what Fargate does not have', [
  ...EC2_ONLY.map(([name, fields]) => ({ name, definition: withContainer(fields), found: NOT_ON_FARGATE })),
  ...EC2_ONLY.map(([name, fields]) => ({
    name: `EC2: ${name}`,
    definition: anEc2TaskDefinition({ containerDefinitions: [aContainer({ memory: 64, ...fields })] }),
    mode: 'as-declared' as const,
  })),
  {
    name: 'SYS_PTRACE',
    definition: withContainer({ linuxParameters: { capabilities: { add: ['SYS_PTRACE'], drop: ['ALL'] } } }),
  },
  { name: 'init', definition: withContainer({ linuxParameters: { initProcessEnabled: true } }) },
  { name: 'not privileged', definition: withContainer({ privileged: false, links: [], dnsServers: [] }) },
  { name: 'ipcMode', definition: aTaskDefinition({ ipcMode: 'task' }), found: NOT_ON_FARGATE },
  { name: 'pidMode host', definition: aTaskDefinition({ pidMode: 'host' }), found: NOT_ON_FARGATE },
  { name: 'pidMode task', definition: aTaskDefinition({ pidMode: 'task' }) },
  {
    name: 'placementConstraints',
    definition: aTaskDefinition({ placementConstraints: [{ type: 'memberOf', expression: 'x' }] }),
    found: NOT_ON_FARGATE,
  },
  { name: 'no placementConstraints', definition: aTaskDefinition({ placementConstraints: [] }) },
  {
    name: 'a Docker volume',
    definition: aTaskDefinition({ volumes: [{ name: 'data', dockerVolumeConfiguration: { scope: 'shared' } }] }),
    found: NOT_ON_FARGATE,
  },
  {
    name: 'a directory of the host',
    definition: aTaskDefinition({ volumes: [{ name: 'data', host: { sourcePath: '/data' } }] }),
    found: NOT_ON_FARGATE,
  },
  { name: 'an empty volume', definition: aTaskDefinition({ volumes: [{ name: 'data', host: {} }] }) },
  {
    name: 'networkMode bridge',
    definition: aTaskDefinition({ networkMode: 'bridge' }),
    found: ['error task-definition/network-mode'],
  },
  {
    name: 'no networkMode',
    definition: aTaskDefinition({ networkMode: undefined }),
    found: ['error task-definition/network-mode'],
  },
  {
    name: 'EC2 in a stack for Fargate',
    definition: aTaskDefinition({ requiresCompatibilities: ['EC2'] }),
    found: ['error task-definition/compatibilities'],
  },
  { name: 'EC2 and FARGATE', definition: aTaskDefinition({ requiresCompatibilities: ['EC2', 'FARGATE'] }) },
  {
    name: 'as declared: FARGATE binds',
    definition: withContainer({ privileged: true }),
    mode: 'as-declared',
    found: NOT_ON_FARGATE,
  },
  {
    name: 'as declared: nothing said binds nothing',
    definition: anEc2TaskDefinition({ requiresCompatibilities: undefined, ipcMode: 'host', pidMode: 'host' }),
    mode: 'as-declared',
  },
  { name: 'a hostname', definition: withContainer({ hostname: 'api' }), found: ['error task-definition/network'] },
]);
