import type { Item, TaskDefinitionRequest, VolumeRequest } from './aws-types.ts';
import { containerSchema } from './container-schema.ts';
import { absent, flag, list, number, oneOf, oneOfGrowing, setOf, structure, text, texts } from './shape.ts';

type Of<Key extends keyof TaskDefinitionRequest> = NonNullable<TaskDefinitionRequest[Key]>;
type VolumeOf<Key extends keyof VolumeRequest> = NonNullable<VolumeRequest[Key]>;

const onOff = absent(oneOf({ ENABLED: true, DISABLED: true }), 'DISABLED');

const efs = structure<VolumeOf<'efsVolumeConfiguration'>>(
  {
    fileSystemId: text,
    rootDirectory: absent(text, '/'),
    transitEncryption: onOff,
    transitEncryptionPort: number,
    authorizationConfig: absent(
      structure<NonNullable<VolumeOf<'efsVolumeConfiguration'>['authorizationConfig']>>({
        accessPointId: text,
        iam: onOff,
      }),
      {},
    ),
  },
  ['fileSystemId'],
);

const fsx = structure<VolumeOf<'fsxWindowsFileServerVolumeConfiguration'>>(
  {
    fileSystemId: text,
    rootDirectory: text,
    authorizationConfig: structure<
      NonNullable<VolumeOf<'fsxWindowsFileServerVolumeConfiguration'>['authorizationConfig']>
    >({ credentialsParameter: text, domain: text }, ['credentialsParameter', 'domain']),
  },
  ['fileSystemId', 'rootDirectory', 'authorizationConfig'],
);

const volume = structure<VolumeRequest>(
  {
    name: text,
    host: absent(structure<VolumeOf<'host'>>({ sourcePath: text }), {}),
    dockerVolumeConfiguration: structure<VolumeOf<'dockerVolumeConfiguration'>>({
      scope: absent(oneOf({ task: true, shared: true }), 'task'),
      autoprovision: absent(flag, false),
      driver: absent(text, 'local'),
      driverOpts: texts,
      labels: texts,
    }),
    efsVolumeConfiguration: efs,
    s3filesVolumeConfiguration: structure<VolumeOf<'s3filesVolumeConfiguration'>>(
      {
        fileSystemArn: text,
        rootDirectory: absent(text, '/'),
        transitEncryptionPort: number,
        accessPointArn: text,
      },
      ['fileSystemArn'],
    ),
    fsxWindowsFileServerVolumeConfiguration: fsx,
    configuredAtLaunch: absent(flag, false),
  },
  ['name'],
);

const proxyConfiguration = structure<Of<'proxyConfiguration'>>(
  {
    type: absent(oneOf({ APPMESH: true }), 'APPMESH'),
    containerName: text,
    properties: setOf(structure<Item<Of<'proxyConfiguration'>['properties']>>({ name: text, value: text }, ['name']), [
      'name',
    ]),
  },
  ['containerName'],
);

const runtimePlatform = structure<Of<'runtimePlatform'>>({
  cpuArchitecture: absent(oneOf({ X86_64: true, ARM64: true }), 'X86_64'),
  operatingSystemFamily: absent(
    oneOfGrowing({
      LINUX: true,
      WINDOWS_SERVER_2004_CORE: true,
      WINDOWS_SERVER_2016_FULL: true,
      WINDOWS_SERVER_2019_CORE: true,
      WINDOWS_SERVER_2019_FULL: true,
      WINDOWS_SERVER_2022_CORE: true,
      WINDOWS_SERVER_2022_FULL: true,
      WINDOWS_SERVER_2025_CORE: true,
      WINDOWS_SERVER_2025_FULL: true,
      WINDOWS_SERVER_20H2_CORE: true,
    }),
    'LINUX',
  ),
});

/** Elastic Inference is no longer there (since 2023): a definition that still has it is told so. */
type Gone = 'inferenceAccelerators';

/**
 * Everything that RegisterTaskDefinition takes: its types, its closed sets, what absence means and which orders count.
 *
 * The table is checked against the SDK's types by the compiler, field by field and value by value. Its order is the
 * order in which definitions are written out.
 */
export const taskDefinitionSchema = structure<Omit<TaskDefinitionRequest, Gone>>(
  {
    family: text,
    taskRoleArn: text,
    executionRoleArn: text,
    networkMode: oneOf({ awsvpc: true, bridge: true, host: true, none: true }),
    requiresCompatibilities: setOf(oneOfGrowing({ FARGATE: true, EC2: true, EXTERNAL: true, MANAGED_INSTANCES: true })),
    cpu: text,
    memory: text,
    runtimePlatform: absent(runtimePlatform, {}),
    ephemeralStorage: structure<Of<'ephemeralStorage'>>({ sizeInGiB: number }, ['sizeInGiB']),
    containerDefinitions: setOf(containerSchema, ['name']),
    volumes: setOf(volume, ['name']),
    placementConstraints: setOf(
      structure<Item<Of<'placementConstraints'>>>({ type: oneOf({ memberOf: true }), expression: text }),
      ['type', 'expression'],
    ),
    pidMode: oneOf({ host: true, task: true }),
    ipcMode: oneOf({ host: true, none: true, task: true }),
    proxyConfiguration,
    enableFaultInjection: absent(flag, false),
    tags: list(structure<Item<Of<'tags'>>>({ key: text, value: text }, ['key'])),
  },
  ['family', 'containerDefinitions'],
);
