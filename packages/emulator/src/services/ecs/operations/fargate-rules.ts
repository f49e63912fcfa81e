import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';

import { first } from './task-definition-rules.ts';

type Definition = RegisterTaskDefinitionCommandInput;

const range = (from: number, to: number, by: number): number[] =>
  Array.from({ length: (to - from) / by + 1 }, (_, index) => from + index * by);

/** Memory in MiB that goes with cpu units. Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const MEMORY: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: range(1024, 4096, 1024),
  1024: range(2048, 8192, 1024),
  2048: range(4096, 16_384, 1024),
  4096: range(8192, 30_720, 1024),
  8192: range(16_384, 61_440, 4096),
  16_384: range(32_768, 122_880, 8192),
  32_768: [61_440, 122_880, 249_856],
};

/** cpu units and MiB, from `1024`, `1 vCPU`, `2048` and `2GB`; undefined where either is missing or unreadable. */
export function fargateSize({
  cpu,
  memory,
}: Definition): { readonly cpu: number; readonly memory: number } | undefined {
  const units = amount(cpu, /^(\d*\.?\d+)\s*vcpu$/i);
  const mebibytes = amount(memory, /^(\d*\.?\d+)\s*gb$/i);
  return units === undefined || mebibytes === undefined ? undefined : { cpu: units, memory: mebibytes };
}

function amount(text: string | undefined, withUnit: RegExp): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const [, number] = withUnit.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * 1024;
}

/** What ECS refuses for Fargate, in ECS's words; undefined where nothing is. */
export function fargateProblem(definition: Definition): string | undefined {
  const { networkMode, cpu, memory, ephemeralStorage, pidMode, ipcMode, containerDefinitions = [] } = definition;
  if (networkMode !== 'awsvpc') return 'Fargate only supports network mode ‘awsvpc’.';
  if (cpu === undefined) return "Fargate requires that 'cpu' be defined at the task level.";
  if (memory === undefined) return "Fargate requires that 'memory' be defined at the task level.";
  const size = fargateSize(definition);
  if (!size) return `Invalid 'cpu' or 'memory' setting for task: ${cpu}, ${memory}.`;
  if (!MEMORY[size.cpu]?.includes(size.memory)) return 'No Fargate configuration exists for given values.';
  const storage = ephemeralStorage?.sizeInGiB;
  if (ephemeralStorage && (storage === undefined || storage < 21 || storage > 200))
    return 'Ephemeral storage size must be between 21 and 200 GiB.';
  if (pidMode !== undefined && pidMode !== 'task') return 'Fargate only supports pidMode task.';
  if (ipcMode !== undefined) return 'Fargate does not support ipcMode.';
  if ((definition.placementConstraints ?? []).length > 0) return 'Fargate does not support placement constraints.';
  return (
    volumeProblem(definition) ??
    windowsProblem(definition) ??
    sumProblem(containerDefinitions, size) ??
    first(containerDefinitions, (container) => containerProblem(definition, container))
  );
}

function volumeProblem({ volumes = [] }: Definition): string | undefined {
  if (volumes.some(({ dockerVolumeConfiguration }) => dockerVolumeConfiguration))
    return 'Fargate does not support Docker volumes.';
  if (volumes.some(({ host }) => host?.sourcePath !== undefined))
    return 'host.sourcePath should not be set for volumes in Fargate.';
  return undefined;
}

export function isWindows({ runtimePlatform }: Pick<Definition, 'runtimePlatform'>): boolean {
  return runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false;
}

/** Source: docs/reference/ecs.md, "What AWS refuses". */
function windowsProblem(definition: Definition): string | undefined {
  if (!isWindows(definition)) return undefined;
  const { containerDefinitions = [], volumes = [], ephemeralStorage, proxyConfiguration } = definition;
  const isSet: Record<string, boolean> = {
    'EFS volumes': volumes.some(({ efsVolumeConfiguration }) => efsVolumeConfiguration),
    'ephemeral storage': ephemeralStorage !== undefined,
    'App Mesh': proxyConfiguration !== undefined,
    'environment files': containerDefinitions.some(({ environmentFiles = [] }) => environmentFiles.length > 0),
    FireLens: containerDefinitions.some(
      ({ firelensConfiguration, logConfiguration }) =>
        firelensConfiguration !== undefined || logConfiguration?.logDriver === 'awsfirelens',
    ),
  };
  const found = Object.keys(isSet).find((feature) => isSet[feature]);
  return found === undefined ? undefined : `Fargate does not support ${found} for Windows containers.`;
}

function sumProblem(
  containers: readonly ContainerDefinition[],
  size: { readonly cpu: number; readonly memory: number },
): string | undefined {
  const cpu = containers.reduce((sum, container) => sum + (container.cpu ?? 0), 0);
  const memory = containers.reduce((sum, container) => sum + (container.memoryReservation ?? container.memory ?? 0), 0);
  if (cpu > size.cpu) return 'The total cpu units of the containers exceed the cpu of the task.';
  if (memory > size.memory) return 'The total memory of the containers exceeds the memory of the task.';
  return undefined;
}

function containerProblem(definition: Definition, container: ContainerDefinition): string | undefined {
  return (
    unsupported(container) ?? roleProblem(definition, container) ?? routerProblem(container) ?? logProblem(container)
  );
}

/** Parameters that Fargate has not. */
function unsupported(container: ContainerDefinition): string | undefined {
  const { linuxParameters, name } = container;
  const isSet: Record<string, boolean> = {
    privileged: container.privileged === true,
    links: (container.links ?? []).length > 0,
    disableNetworking: container.disableNetworking === true,
    dnsServers: (container.dnsServers ?? []).length > 0,
    dnsSearchDomains: (container.dnsSearchDomains ?? []).length > 0,
    dockerSecurityOptions: (container.dockerSecurityOptions ?? []).length > 0,
    extraHosts: (container.extraHosts ?? []).length > 0,
    devices: (linuxParameters?.devices ?? []).length > 0,
    sharedMemorySize: linuxParameters?.sharedMemorySize !== undefined,
    maxSwap: linuxParameters?.maxSwap !== undefined,
    swappiness: linuxParameters?.swappiness !== undefined,
    gpu: (container.resourceRequirements ?? []).some(({ type }) => type === 'GPU'),
  };
  const found = Object.keys(isSet).find((parameter) => isSet[parameter]);
  return found === undefined
    ? undefined
    : `Fargate does not support the parameter '${found}' of container '${String(name)}'.`;
}

function roleProblem({ executionRoleArn }: Definition, container: ContainerDefinition): string | undefined {
  if (executionRoleArn !== undefined) return undefined;
  if (/^\d{12}\.dkr\.ecr\./.test(container.image ?? ''))
    return 'Fargate requires task definition to have execution role ARN to support ECR images.';
  if (container.logConfiguration?.logDriver === 'awslogs')
    return 'Fargate requires task definition to have execution role ARN to support log driver awslogs.';
  if ((container.secrets ?? []).length > 0 || container.repositoryCredentials)
    return "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.";
  return undefined;
}

function routerProblem({ firelensConfiguration }: ContainerDefinition): string | undefined {
  return firelensConfiguration?.options?.['config-file-type'] === 's3'
    ? "Fargate does not support the FireLens option config-file-type 's3'."
    : undefined;
}

function logProblem({ logConfiguration }: ContainerDefinition): string | undefined {
  if (!logConfiguration) return undefined;
  const { logDriver = '', options = {} } = logConfiguration;
  if (!['awslogs', 'splunk', 'awsfirelens'].includes(logDriver))
    return `Fargate does not support log driver ${logDriver}.`;
  if (logDriver === 'awslogs' && (options['awslogs-stream-prefix'] ?? '') === '')
    return 'Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.';
  return undefined;
}
