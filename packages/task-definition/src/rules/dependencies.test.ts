import type { JsonObject } from '@fargate-actions/documents';
import { aContainer, aTaskDefinition, withContainer } from '../../test/task-definitions.ts';
import { table } from '../../test/validation.ts';

function depending(
  dependsOn: readonly (readonly [string, string])[],
  other: Readonly<Record<string, unknown>> = {},
): JsonObject {
  return aTaskDefinition({
    containerDefinitions: [
      aContainer({ dependsOn: dependsOn.map(([containerName, condition]) => ({ containerName, condition })) }),
      aContainer({ name: 'init', ...other }),
    ],
  });
}

const BAD_DEPENDENCY = ['error task-definition/depends-on'];

const EFS = {
  fileSystemId: 'fs-1',
  transitEncryption: 'ENABLED',
  authorizationConfig: { accessPointId: 'fsap-1', iam: 'ENABLED' },
};

const BAD_VOLUME = ['error task-definition/volume'];

table('dependencies', [
  { name: 'START', definition: depending([['init', 'START']]) },
  { name: 'an unknown container', definition: depending([['setup', 'START']]), found: BAD_DEPENDENCY },
  { name: 'itself', definition: depending([['api', 'START']]), found: BAD_DEPENDENCY },
  {
    name: 'HEALTHY with a health check',
    definition: depending([['init', 'HEALTHY']], { healthCheck: { command: ['CMD', 'true'] } }),
  },
  { name: 'HEALTHY without one', definition: depending([['init', 'HEALTHY']]), found: BAD_DEPENDENCY },
  { name: 'SUCCESS of one that may end', definition: depending([['init', 'SUCCESS']], { essential: false }) },
  { name: 'SUCCESS of an essential one', definition: depending([['init', 'SUCCESS']]), found: BAD_DEPENDENCY },
  {
    name: 'COMPLETE of an essential one',
    definition: depending([['init', 'COMPLETE']], { essential: true }),
    found: BAD_DEPENDENCY,
  },
  {
    name: 'an unknown condition',
    definition: depending([['init', 'RUNNING']]),
    found: ['error task-definition/value'],
  },
  {
    name: 'a circle',
    definition: depending([['init', 'START']], { dependsOn: [{ containerName: 'api', condition: 'START' }] }),
    found: BAD_DEPENDENCY,
  },
  {
    name: 'a circle of three',
    definition: aTaskDefinition({
      containerDefinitions: [
        aContainer({ name: 'a', dependsOn: [{ containerName: 'b', condition: 'START' }] }),
        aContainer({ name: 'b', dependsOn: [{ containerName: 'c', condition: 'START' }] }),
        aContainer({ name: 'c', dependsOn: [{ containerName: 'a', condition: 'START' }] }),
      ],
    }),
    found: BAD_DEPENDENCY,
  },
]);

table('volumes', [
  {
    name: 'mounted',
    definition: aTaskDefinition({
      volumes: [{ name: 'data', efsVolumeConfiguration: EFS }],
      containerDefinitions: [aContainer({ mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] })],
    }),
  },
  {
    name: 'mounted but not there',
    definition: withContainer({ mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }),
    found: BAD_VOLUME,
  },
  {
    name: 'of a container that is not there',
    definition: withContainer({ volumesFrom: [{ sourceContainer: 'data' }] }),
    found: BAD_VOLUME,
  },
  { name: 'twice', definition: aTaskDefinition({ volumes: [{ name: 'data' }, { name: 'data' }] }), found: BAD_VOLUME },
  {
    name: 'of two kinds',
    definition: aTaskDefinition({ volumes: [{ name: 'data', configuredAtLaunch: true, efsVolumeConfiguration: EFS }] }),
    found: BAD_VOLUME,
  },
  {
    name: 'two at launch',
    definition: aTaskDefinition({
      volumes: [
        { name: 'a', configuredAtLaunch: true },
        { name: 'b', configuredAtLaunch: true },
      ],
    }),
    found: BAD_VOLUME,
  },
  {
    name: 'an access point and a directory',
    definition: aTaskDefinition({
      volumes: [{ name: 'data', efsVolumeConfiguration: { ...EFS, rootDirectory: '/data' } }],
    }),
    found: BAD_VOLUME,
  },
  {
    name: 'IAM without encryption',
    definition: aTaskDefinition({
      volumes: [{ name: 'data', efsVolumeConfiguration: { ...EFS, transitEncryption: 'DISABLED' } }],
    }),
    found: BAD_VOLUME,
  },
]);
