import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';

type Definition = RegisterTaskDefinitionCommandInput;

/**
 * What ECS refuses in any task definition, in ECS's words; undefined where nothing is.
 *
 * Source: reference/ecs-facts.md, "Task definitions on Fargate".
 */
export function definitionProblem(definition: Definition): string | undefined {
  const { family = '', containerDefinitions = [], taskRoleArn, executionRoleArn } = definition;
  if (family === '') return 'Family should not be null or empty.';
  if (!isName(family))
    return `Invalid family name: ${family}. Up to 255 letters (uppercase and lowercase), numbers, hyphens, and underscores are allowed.`;
  if (containerDefinitions.length === 0) return 'Container list cannot be empty.';
  if (containerDefinitions.length > 10) return 'A task definition can have at most 10 container definitions.';
  if (![taskRoleArn, executionRoleArn].every(isRole)) return 'Role is not valid';
  const names = containerDefinitions.map(({ name }) => name);
  if (new Set(names).size < names.length) return 'Container names must be unique within a task definition.';
  if (!containerDefinitions.some(({ essential = true }) => essential))
    return 'At least one container in a task definition must be essential.';
  return (
    first(containerDefinitions, (container) => containerProblem(definition, container)) ??
    dependencyProblem(containerDefinitions)
  );
}

/** The first answer that is one. */
export function first<T>(items: readonly T[], problem: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = problem(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An ARN, or a role's bare name. Source: docs/reference/ecs.md, "Task definitions on Fargate". */
const isRole = (role: string | undefined): boolean =>
  role === undefined || /^(?:arn:[\w-]+:iam::\d{12}:role\/\S+|[\w+=,.@-]{1,64})$/.test(role);

const isName = (name: string): boolean => /^[A-Za-z0-9_-]{1,255}$/.test(name);

const isWithin = (value: number | undefined, least: number, most: number): boolean =>
  value === undefined || (Number.isInteger(value) && value >= least && value <= most);

function containerProblem(definition: Definition, container: ContainerDefinition): string | undefined {
  const { name = '', image = '' } = container;
  if (name === '') return 'Container.name should not be null or empty.';
  if (!isName(name)) return `Invalid container name: ${name}.`;
  if (image.trim() === '') return 'Container.image should not be null or empty.';
  if (/\s/.test(image) || image.length > 255) return `Invalid image: ${image}.`;
  const hasMemory =
    definition.memory !== undefined || container.memory !== undefined || container.memoryReservation !== undefined;
  if (!hasMemory)
    return `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`;
  if ((container.environmentFiles ?? []).length > 10) return 'A container can have at most 10 environment files.';
  return (
    portProblem(definition, container) ??
    healthCheckProblem(container) ??
    timeoutProblem(container) ??
    environmentProblem(container) ??
    logProblem(container) ??
    routerProblem(container)
  );
}

function portProblem({ networkMode }: Definition, { portMappings = [] }: ContainerDefinition): string | undefined {
  for (const { containerPort, hostPort, name } of portMappings) {
    if (!isWithin(containerPort, 1, 65_535)) return `Invalid 'containerPort' setting: ${String(containerPort)}.`;
    if (networkMode === 'awsvpc' && hostPort !== undefined && hostPort !== 0 && hostPort !== containerPort)
      return 'When networkMode=awsvpc, the host ports and container ports in port mappings must match.';
    if (name !== undefined && !/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(name)) return `Invalid port mapping name: ${name}.`;
  }
  return undefined;
}

function healthCheckProblem({ name, healthCheck }: ContainerDefinition): string | undefined {
  if (!healthCheck) return undefined;
  const { command = [], interval, timeout, retries, startPeriod } = healthCheck;
  const of = `for container '${String(name)}'`;
  const [form = ''] = command;
  // One without CMD is registered: AWS's own collector (ADOT) documents it so.
  if (form === '' || (command.length < 2 && (form === 'CMD' || form === 'CMD-SHELL')))
    return `The health check command ${of} is empty.`;
  if (!isWithin(interval, 5, 300)) return `Health check interval ${of} must be between 5 and 300 seconds.`;
  if (!isWithin(timeout, 2, 60)) return `Health check timeout ${of} must be between 2 and 60 seconds.`;
  if (!isWithin(retries, 1, 10)) return `Health check retries ${of} must be between 1 and 10.`;
  if (!isWithin(startPeriod, 0, 300)) return `Health check startPeriod ${of} must be between 0 and 300 seconds.`;
  return undefined;
}

function timeoutProblem({ name, startTimeout, stopTimeout }: ContainerDefinition): string | undefined {
  if (!isWithin(stopTimeout, 2, 120))
    return `Invalid stopTimeout for container '${String(name)}': between 2 and 120 seconds.`;
  if (!isWithin(startTimeout, 2, 120))
    return `Invalid startTimeout for container '${String(name)}': between 2 and 120 seconds.`;
  return undefined;
}

function environmentProblem({ name, environment = [], secrets = [] }: ContainerDefinition): string | undefined {
  if (environment.some((variable) => (variable.name ?? '') === ''))
    return `Environment variable names of container '${String(name)}' cannot be empty.`;
  for (const secret of secrets) {
    if ((secret.name ?? '') === '' || (secret.valueFrom ?? '') === '')
      return `Secrets of container '${String(name)}' need a name and a valueFrom.`;
    if (environment.some((variable) => variable.name === secret.name))
      return `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${String(secret.name)}'.`;
  }
  return undefined;
}

function routerProblem({ name, firelensConfiguration }: ContainerDefinition): string | undefined {
  const { 'config-file-type': type, 'config-file-value': value } = firelensConfiguration?.options ?? {};
  if (type === undefined) return undefined;
  if (type !== 's3' && type !== 'file')
    return `Invalid config-file-type in the FireLens options of container '${String(name)}': ${type}.`;
  return value === undefined
    ? `The FireLens options of container '${String(name)}' need config-file-value with config-file-type.`
    : undefined;
}

function logProblem({ logConfiguration }: ContainerDefinition): string | undefined {
  if (logConfiguration?.logDriver !== 'awslogs') return undefined;
  const options = logConfiguration.options ?? {};
  const missing = ['awslogs-group', 'awslogs-region'].filter((option) => (options[option] ?? '') === '');
  if (missing.length > 0) return `Log driver awslogs requires options: ${missing.join(', ')}`;
  const unknown = Object.keys(options).find((option) => !LOG_OPTIONS.has(option));
  if (unknown !== undefined) return `Log driver awslogs disallows options: ${unknown}`;
  const create = options['awslogs-create-group'] ?? '';
  if (create !== '' && create !== 'true')
    return "Log driver awslogs: option 'awslogs-create-group' must be 'true' or left out.";
  if (options['awslogs-datetime-format'] !== undefined && options['awslogs-multiline-pattern'] !== undefined)
    return 'Log driver awslogs: awslogs-datetime-format and awslogs-multiline-pattern exclude each other.';
  return undefined;
}

const LOG_OPTIONS: ReadonlySet<string> = new Set([
  'awslogs-group',
  'awslogs-region',
  'awslogs-stream-prefix',
  'awslogs-create-group',
  'awslogs-datetime-format',
  'awslogs-multiline-pattern',
  'awslogs-endpoint',
  'awslogs-force-flush-interval-seconds',
  'mode',
  'max-buffer-size',
]);

function dependencyProblem(containers: readonly ContainerDefinition[]): string | undefined {
  const dependenciesOf = (name: string | undefined): (string | undefined)[] =>
    (containers.find((container) => container.name === name)?.dependsOn ?? []).map(
      ({ containerName }) => containerName,
    );
  const names = containers.map(({ name }) => name);
  for (const { name, dependsOn = [] } of containers) {
    const unknown = dependsOn.find(({ containerName }) => !names.includes(containerName));
    if (unknown)
      return `Container '${String(name)}' depends on '${String(unknown.containerName)}', which is not in the task definition.`;
    const unchecked = dependsOn.find(
      ({ containerName, condition }) =>
        condition === 'HEALTHY' && !containers.find((known) => known.name === containerName)?.healthCheck,
    );
    if (unchecked)
      return `Container '${String(unchecked.containerName)}' does not have a health check, which the HEALTHY condition needs.`;
    const reached = new Set<string | undefined>();
    const open = [...dependenciesOf(name)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === name) return 'There is a circular dependency between containers.';
      if (!reached.has(next)) open.push(...dependenciesOf(next).filter((other) => other !== undefined));
      reached.add(next);
    }
  }
  return undefined;
}
