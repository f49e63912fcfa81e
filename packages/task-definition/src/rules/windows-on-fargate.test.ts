import type { JsonObject } from '@fargate-actions/documents';
import { AWSLOGS, aContainer, anEc2TaskDefinition, aTaskDefinition } from '../../test/task-definitions.ts';
import { table } from '../../test/validation.ts';

const WINDOWS = {
  cpu: '1024',
  memory: '2048',
  runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', cpuArchitecture: 'X86_64' },
};

function windows(fields: object = {}, container: Readonly<Record<string, unknown>> = {}): JsonObject {
  return aTaskDefinition({ ...WINDOWS, containerDefinitions: [aContainer(container)], ...fields });
}

const EFS = { volumes: [{ name: 'e', efsVolumeConfiguration: { fileSystemId: 'fs-12345678' } }] };
const FILES = { environmentFiles: [{ value: 'arn:aws:s3:::bucket/a.env', type: 's3' }] };
const REFUSED = ['error task-definition/platform'];

table('Windows on Fargate', [
  { name: 'plain', definition: windows({}, { logConfiguration: AWSLOGS }) },
  { name: 'EFS', definition: windows(EFS), found: REFUSED },
  {
    name: 'EFS in an edition without a desktop',
    definition: windows({ ...EFS, runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2019_FULL' } }),
    found: REFUSED,
  },
  { name: 'a volume of the task', definition: windows({ volumes: [{ name: 'scratch' }] }) },
  { name: 'storage', definition: windows({ ephemeralStorage: { sizeInGiB: 30 } }), found: REFUSED },
  { name: 'environment files', definition: windows({}, FILES), found: REFUSED },
  {
    name: 'App Mesh',
    definition: windows({ proxyConfiguration: { type: 'APPMESH', containerName: 'api' } }),
    found: REFUSED,
  },
  {
    name: 'a log router, and who logs through it',
    definition: windows({
      containerDefinitions: [
        aContainer({ logConfiguration: { logDriver: 'awsfirelens' } }),
        aContainer({ name: 'router', firelensConfiguration: { type: 'fluentbit' } }),
      ],
    }),
    found: [...REFUSED, ...REFUSED],
  },
  {
    name: 'Linux has all of it',
    definition: aTaskDefinition({
      ...EFS,
      ephemeralStorage: { sizeInGiB: 30 },
      containerDefinitions: [aContainer(FILES)],
    }),
  },
  {
    name: 'EC2: environment files',
    definition: anEc2TaskDefinition({
      runtimePlatform: WINDOWS.runtimePlatform,
      containerDefinitions: [aContainer({ memory: 64, ...FILES })],
    }),
    mode: 'as-declared',
  },
]);
