import type { ContainerRequest, Item } from './aws-types.ts';
import { absent, flag, list, number, oneOf, oneOfGrowing, setOf, structure, text, texts } from './shape.ts';

type Of<Key extends keyof ContainerRequest> = NonNullable<ContainerRequest[Key]>;

// The SDK's union has a member for what it does not know; the others are what can be written.
type SharingStrategy = Pick<
  Extract<NonNullable<Item<Of<'resourceRequirements'>>['sharingStrategy']>, { $unknown?: never }>,
  'nvidiaMps'
>;

const off = absent(flag, false);

const keyValue = structure<Item<Of<'environment'>>>({ name: text, value: text }, ['name']);
const secret = structure<Item<Of<'secrets'>>>({ name: text, valueFrom: text }, ['name', 'valueFrom']);

const portMapping = structure<Item<Of<'portMappings'>>>({
  containerPort: number,
  hostPort: number,
  // AWS takes any other value for tcp: none of them is an error.
  protocol: absent(oneOfGrowing({ tcp: true, udp: true }), 'tcp'),
  name: text,
  appProtocol: oneOfGrowing({ http: true, http2: true, grpc: true }),
  containerPortRange: text,
});

const device = structure<Item<NonNullable<Of<'linuxParameters'>['devices']>>>(
  {
    hostPath: text,
    containerPath: text,
    permissions: absent(setOf(oneOf({ read: true, write: true, mknod: true })), ['mknod', 'read', 'write']),
  },
  ['hostPath'],
);

const linuxParameters = structure<Of<'linuxParameters'>>({
  capabilities: absent(
    structure<NonNullable<Of<'linuxParameters'>['capabilities']>>({ add: setOf(text), drop: setOf(text) }),
    {},
  ),
  devices: setOf(device, ['hostPath', 'containerPath']),
  initProcessEnabled: off,
  sharedMemorySize: number,
  tmpfs: setOf(
    structure<Item<NonNullable<Of<'linuxParameters'>['tmpfs']>>>(
      { containerPath: text, size: number, mountOptions: list(text) },
      ['containerPath', 'size'],
    ),
    ['containerPath'],
  ),
  maxSwap: number,
  swappiness: number,
});

const ulimit = structure<Item<Of<'ulimits'>>>(
  {
    name: oneOfGrowing({
      core: true,
      cpu: true,
      data: true,
      fsize: true,
      locks: true,
      memlock: true,
      msgqueue: true,
      nice: true,
      nofile: true,
      nproc: true,
      rss: true,
      rtprio: true,
      rttime: true,
      sigpending: true,
      stack: true,
    }),
    softLimit: number,
    hardLimit: number,
  },
  ['name', 'softLimit', 'hardLimit'],
);

// No default for the log mode: an account setting (defaultLogDriverMode) decides what its absence means.
const logConfiguration = structure<Of<'logConfiguration'>>(
  {
    logDriver: oneOfGrowing({
      awslogs: true,
      awsfirelens: true,
      fluentd: true,
      gelf: true,
      journald: true,
      'json-file': true,
      splunk: true,
      syslog: true,
    }),
    options: texts,
    secretOptions: setOf(secret, ['name']),
  },
  ['logDriver'],
);

const healthCheck = structure<Of<'healthCheck'>>(
  {
    command: list(text),
    interval: absent(number, 30),
    timeout: absent(number, 5),
    retries: absent(number, 3),
    startPeriod: absent(number, 0),
  },
  ['command'],
);

/**
 * A container of a task definition.
 *
 * Its fields are those of the SDK (the compiler sees to that), in the order in which we write them.
 * Defaults: reference/ecs-facts.md, "Task definitions on Fargate", and the type documentation of the SDK.
 */
export const containerSchema = structure<ContainerRequest>(
  {
    name: text,
    image: text,
    repositoryCredentials: structure<Of<'repositoryCredentials'>>({ credentialsParameter: text }, [
      'credentialsParameter',
    ]),
    cpu: absent(number, 0),
    memory: number,
    memoryReservation: number,
    essential: absent(flag, true),
    restartPolicy: structure<Of<'restartPolicy'>>(
      { enabled: flag, ignoredExitCodes: setOf(number), restartAttemptPeriod: absent(number, 300) },
      ['enabled'],
    ),
    entryPoint: list(text),
    command: list(text),
    workingDirectory: text,
    user: text,
    links: setOf(text),
    portMappings: setOf(portMapping, ['containerPort', 'containerPortRange', 'protocol']),
    environment: setOf(keyValue, ['name']),
    environmentFiles: list(
      structure<Item<Of<'environmentFiles'>>>({ value: text, type: oneOf({ s3: true }) }, ['value', 'type']),
    ),
    secrets: setOf(secret, ['name']),
    mountPoints: setOf(structure<Item<Of<'mountPoints'>>>({ sourceVolume: text, containerPath: text, readOnly: off }), [
      'containerPath',
    ]),
    volumesFrom: setOf(structure<Item<Of<'volumesFrom'>>>({ sourceContainer: text, readOnly: off }), [
      'sourceContainer',
    ]),
    linuxParameters: absent(linuxParameters, {}),
    dependsOn: setOf(
      structure<Item<Of<'dependsOn'>>>(
        { containerName: text, condition: oneOf({ START: true, COMPLETE: true, SUCCESS: true, HEALTHY: true }) },
        ['containerName', 'condition'],
      ),
      ['containerName'],
    ),
    startTimeout: number,
    stopTimeout: number,
    versionConsistency: absent(oneOf({ enabled: true, disabled: true }), 'enabled'),
    hostname: text,
    disableNetworking: off,
    privileged: off,
    readonlyRootFilesystem: off,
    dnsServers: list(text),
    dnsSearchDomains: list(text),
    extraHosts: setOf(
      structure<Item<Of<'extraHosts'>>>({ hostname: text, ipAddress: text }, ['hostname', 'ipAddress']),
      ['hostname'],
    ),
    dockerSecurityOptions: setOf(text),
    interactive: off,
    pseudoTerminal: off,
    dockerLabels: texts,
    ulimits: setOf(ulimit, ['name']),
    logConfiguration,
    healthCheck,
    systemControls: setOf(structure<Item<Of<'systemControls'>>>({ namespace: text, value: text }), ['namespace']),
    resourceRequirements: setOf(
      structure<Item<Of<'resourceRequirements'>>>(
        {
          value: text,
          type: oneOfGrowing({ GPU: true, InferenceAccelerator: true, NeuronDevice: true }),
          sharingStrategy: structure<SharingStrategy>({
            nvidiaMps: structure<SharingStrategy['nvidiaMps']>({ memory: number, maxComputePercent: number }, [
              'memory',
            ]),
          }),
        },
        ['type'],
      ),
      ['type', 'value'],
    ),
    firelensConfiguration: structure<Of<'firelensConfiguration'>>(
      { type: oneOf({ fluentbit: true, fluentd: true }), options: texts },
      ['type'],
    ),
    credentialSpecs: list(text),
  },
  ['name', 'image'],
);
