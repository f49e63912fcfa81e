import { aContainer, anEc2TaskDefinition, aTaskDefinition, withContainer } from '../../test/task-definitions.ts';
import { table } from '../../test/validation.ts';

table('sizes of tasks', [
  { name: '256 with 512', definition: aTaskDefinition({ cpu: '256', memory: '512' }) },
  { name: '256 with 2048', definition: aTaskDefinition({ cpu: '256', memory: '2048' }) },
  {
    name: '256 with 3072',
    definition: aTaskDefinition({ cpu: '256', memory: '3072' }),
    found: ['error task-definition/memory'],
  },
  {
    name: '256 with 1536',
    definition: aTaskDefinition({ cpu: '256', memory: '1536' }),
    found: ['error task-definition/memory'],
  },
  { name: '512 with 1024', definition: aTaskDefinition({ cpu: '512', memory: '1024' }) },
  {
    name: '512 with 512',
    definition: aTaskDefinition({ cpu: '512', memory: '512' }),
    found: ['error task-definition/memory'],
  },
  { name: '512 with 4096', definition: aTaskDefinition({ cpu: '512', memory: '4096' }) },
  {
    name: '512 with 5120',
    definition: aTaskDefinition({ cpu: '512', memory: '5120' }),
    found: ['error task-definition/memory'],
  },
  { name: '1024 with 2048', definition: aTaskDefinition({ cpu: '1024', memory: '2048' }) },
  {
    name: '1024 with 2500',
    definition: aTaskDefinition({ cpu: '1024', memory: '2500' }),
    found: ['error task-definition/memory'],
  },
  { name: '2048 with 16384', definition: aTaskDefinition({ cpu: '2048', memory: '16384' }) },
  {
    name: '2048 with 17408',
    definition: aTaskDefinition({ cpu: '2048', memory: '17408' }),
    found: ['error task-definition/memory'],
  },
  { name: '4096 with 30720', definition: aTaskDefinition({ cpu: '4096', memory: '30720' }) },
  {
    name: '4096 with 7168',
    definition: aTaskDefinition({ cpu: '4096', memory: '7168' }),
    found: ['error task-definition/memory'],
  },
  { name: '8192 with 20480', definition: aTaskDefinition({ cpu: '8192', memory: '20480' }) },
  {
    name: '8192 with 17408',
    definition: aTaskDefinition({ cpu: '8192', memory: '17408' }),
    found: ['error task-definition/memory'],
  },
  { name: '16384 with 122880', definition: aTaskDefinition({ cpu: '16384', memory: '122880' }) },
  {
    name: '16384 with 36864',
    definition: aTaskDefinition({ cpu: '16384', memory: '36864' }),
    found: ['error task-definition/memory'],
  },
  { name: '32768 with 249856', definition: aTaskDefinition({ cpu: '32768', memory: '249856' }) },
  {
    name: '32768 with 131072',
    definition: aTaskDefinition({ cpu: '32768', memory: '131072' }),
    found: ['error task-definition/memory'],
  },
  { name: 'no such cpu', definition: aTaskDefinition({ cpu: '300' }), found: ['error task-definition/cpu'] },
  { name: 'no cpu', definition: aTaskDefinition({ cpu: undefined }), found: ['error task-definition/cpu'] },
  { name: 'no memory', definition: aTaskDefinition({ memory: undefined }), found: ['error task-definition/memory'] },
  { name: 'no size', definition: aTaskDefinition({ cpu: 'half' }), found: ['error task-definition/cpu'] },
  {
    name: 'Windows with a whole vCPU',
    definition: aTaskDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
    }),
  },
  {
    name: 'Windows with half a vCPU',
    definition: aTaskDefinition({ runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }),
    found: ['error task-definition/cpu'],
  },
  {
    name: 'Windows with 32 vCPUs',
    definition: aTaskDefinition({
      cpu: '32768',
      memory: '61440',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
    }),
    found: ['error task-definition/cpu'],
  },
  { name: 'EC2: any pair', definition: anEc2TaskDefinition({ cpu: '300', memory: '777' }), mode: 'as-declared' },
  { name: 'EC2: none at all', definition: anEc2TaskDefinition(), mode: 'as-declared' },
]);

table('sizes of containers', [
  { name: 'as much as the task', definition: withContainer({ cpu: 512, memory: 1024 }) },
  {
    name: 'more cpu than the task',
    definition: withContainer({ cpu: 513 }),
    found: ['error task-definition/container-cpu'],
  },
  {
    name: 'more memory than the task',
    definition: withContainer({ memory: 1025 }),
    found: ['error task-definition/container-memory'],
  },
  { name: 'memory that is its reservation', definition: withContainer({ memory: 512, memoryReservation: 512 }) },
  {
    name: 'EC2: memory that is its reservation, of a small container',
    definition: anEc2TaskDefinition({ containerDefinitions: [aContainer({ memory: 6, memoryReservation: 6 })] }),
    mode: 'as-declared',
  },
  { name: 'memory above its reservation', definition: withContainer({ memory: 513, memoryReservation: 512 }) },
  {
    name: 'memory below its reservation',
    definition: withContainer({ memory: 511, memoryReservation: 512 }),
    found: ['error task-definition/container-memory'],
  },
  {
    name: 'more memory together than the task',
    definition: aTaskDefinition({
      containerDefinitions: [aContainer({ memory: 600 }), aContainer({ name: 'proxy', memory: 600 })],
    }),
    found: ['error task-definition/container-memory'],
  },
  {
    name: 'EC2: no memory anywhere',
    definition: anEc2TaskDefinition({ containerDefinitions: [aContainer()] }),
    mode: 'as-declared',
    found: ['error task-definition/container-memory'],
  },
  {
    name: 'EC2: memory of the task',
    definition: anEc2TaskDefinition({ memory: '512', containerDefinitions: [aContainer()] }),
    mode: 'as-declared',
  },
]);

table('storage', [
  { name: '21 GiB', definition: aTaskDefinition({ ephemeralStorage: { sizeInGiB: 21 } }) },
  { name: '200 GiB', definition: aTaskDefinition({ ephemeralStorage: { sizeInGiB: 200 } }) },
  {
    name: '20 GiB',
    definition: aTaskDefinition({ ephemeralStorage: { sizeInGiB: 20 } }),
    found: ['error task-definition/ephemeral-storage'],
  },
  {
    name: '201 GiB',
    definition: aTaskDefinition({ ephemeralStorage: { sizeInGiB: 201 } }),
    found: ['error task-definition/ephemeral-storage'],
  },
]);

table('platforms', [
  {
    name: 'ARM64',
    definition: aTaskDefinition({ runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } }),
  },
  {
    name: 'ARM',
    definition: aTaskDefinition({ runtimePlatform: { cpuArchitecture: 'ARM' } }),
    found: ['error task-definition/value'],
  },
  {
    name: 'linux',
    definition: aTaskDefinition({ runtimePlatform: { operatingSystemFamily: 'linux' } }),
    found: ['error task-definition/value'],
  },
  {
    name: 'a Windows of tomorrow',
    definition: aTaskDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_ETERNITY' },
    }),
    found: ['notice task-definition/unknown-value'],
  },
  {
    name: 'Windows on ARM64',
    definition: aTaskDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'WINDOWS_SERVER_2022_FULL' },
    }),
    found: ['error task-definition/platform'],
  },
  {
    name: 'Windows with ulimits',
    definition: aTaskDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_FULL' },
      containerDefinitions: [aContainer({ ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 2 }] })],
    }),
    found: ['error task-definition/platform'],
  },
]);
