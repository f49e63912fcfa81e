import {
  didYouMean,
  isList,
  isObject,
  valueAt,
  type Diagnostics,
  type Json,
  type JsonObject,
  type Position,
} from '@fargate-actions/documents';
import type { ServiceWanted } from './service-spec.ts';

/** What a service names of its task definition. */
interface Naming {
  /** Words for it, in the middle of a sentence. */
  readonly what: string;
  readonly item: JsonObject;
  readonly at: (field: string) => Position | undefined;
}

/** A container, a port or a volume of the task definition. */
type Part = JsonObject;

/**
 * Reports what a service names that its task definition lacks: AWS refuses the deployment then.
 *
 * What the file leaves alone stays as it is in AWS, and is held to the new task definition as well.
 * Source: docs/reference/ecs.md, "What AWS refuses".
 *
 * @param live the fields of the service in AWS; undefined where it does not exist.
 * @param fields those of the file.
 */
export function checkAgainstDefinition(
  live: JsonObject | undefined,
  fields: JsonObject,
  spec: Pick<ServiceWanted, 'name' | 'document' | 'definition'>,
  diagnostics: Diagnostics,
): void {
  if (!isObject(spec.definition)) return;
  const definition = partsOf(spec.definition);
  const report = (at: Position | undefined, message: string, hint: string) => {
    diagnostics.error(at, 'service/not-in-task-definition', message, hint);
  };
  const namings = (path: readonly string[], what: string): Naming[] => {
    const own = listAt(fields, path);
    return (own ?? listAt(live ?? {}, path) ?? []).filter(isObject).map((item, index) => ({
      what: own ? what : `${what} of the service ${spec.name}, as it is in AWS,`,
      item,
      at: (field) => (own ? spec.document.at([...path, index, field]) : undefined),
    }));
  };

  for (const naming of namings(['loadBalancers'], 'A load balancer')) checkContainerPort(naming, definition, report);
  for (const naming of namings(['serviceRegistries'], 'A service registry')) {
    checkContainerPort(naming, definition, report);
  }
  for (const naming of [
    ...namings(['serviceConnectConfiguration', 'services'], 'A Service Connect service'),
    ...namings(['vpcLatticeConfigurations'], 'A VPC Lattice target group'),
  ]) {
    checkPortName(naming, definition, report);
  }
  const volumes = namings(['volumeConfigurations'], 'A volume configuration');
  for (const naming of volumes) checkVolume(naming, definition, report);
  checkLeftVolumes(volumes, definition, spec, report);
  checkSpot(namings(['capacityProviderStrategy'], 'The strategy'), definition, report);
}

type Report = (at: Position | undefined, message: string, hint: string) => void;

interface Parts {
  readonly containers: readonly Part[];
  readonly volumes: readonly Part[];
  readonly isWindows: boolean;
}

function partsOf(definition: JsonObject): Parts {
  return {
    containers: objectsAt(definition, 'containerDefinitions'),
    volumes: objectsAt(definition, 'volumes'),
    isWindows: isWindows(definition),
  };
}

/** Whether the containers of a task definition are of Windows. */
export function isWindows(definition: Json | undefined): boolean {
  const family = definition && valueAt(definition, ['runtimePlatform', 'operatingSystemFamily']);
  return typeof family === 'string' && family.startsWith('WINDOWS');
}

function checkContainerPort({ what, item, at }: Naming, { containers }: Parts, report: Report): void {
  const { containerName, containerPort } = item;
  if (typeof containerName !== 'string') return;
  const container = containers.find(({ name }) => name === containerName);
  if (!container) {
    report(
      at('containerName'),
      `${what} names the container ${containerName}, which the task definition does not have.`,
      oneOf(containerName, namesOf(containers), 'containers'),
    );
    return;
  }
  const port = Number(containerPort);
  const mappings = objectsAt(container, 'portMappings');
  if (!Number.isInteger(port) || mappings.some((mapping) => hasPort(mapping, port))) return;
  const known = mappings.map((mapping) => mapping['containerPort']).filter((one) => typeof one === 'number');
  report(
    at('containerPort'),
    `${what} uses port ${port} of the container ${containerName}, which has no port mapping for it.`,
    known.length > 0
      ? `Use one of its ports (${known.join(', ')}), or add \`containerPort: ${port}\` to its portMappings.`
      : `Add \`portMappings: [{ containerPort: ${port} }]\` to the container in the task definition.`,
  );
}

function hasPort({ containerPort, containerPortRange }: Part, port: number): boolean {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(typeof containerPortRange === 'string' ? containerPortRange : '') ?? [];
  return Number(containerPort) === port || (port >= Number(first) && port <= Number(last));
}

function checkPortName({ what, item, at }: Naming, { containers }: Parts, report: Report): void {
  const { portName } = item;
  if (typeof portName !== 'string') return;
  const known = namesOf(containers.flatMap((container) => objectsAt(container, 'portMappings')));
  if (known.includes(portName)) return;
  report(
    at('portName'),
    `${what} uses the port name ${portName}, which no port mapping of the task definition has.`,
    known.length > 0 ? oneOf(portName, known, 'port names') : `Add \`name: ${portName}\` to a port mapping.`,
  );
}

function checkVolume({ what, item, at }: Naming, { volumes }: Parts, report: Report): void {
  const { name } = item;
  if (typeof name !== 'string') return;
  const volume = volumes.find((known) => known['name'] === name);
  if (!volume) {
    report(
      at('name'),
      `${what} names the volume ${name}, which the task definition does not have.`,
      `Add \`volumes: [{ name: ${name}, configuredAtLaunch: true }]\` to the task definition.`,
    );
  } else if (volume['configuredAtLaunch'] !== true) {
    report(
      at('name'),
      `${what} names the volume ${name}, which the task definition does not leave to the service.`,
      `Set \`configuredAtLaunch: true\` at the volume ${name} in the task definition.`,
    );
  }
}

/** A volume that is left to the service is one that the service must configure. */
function checkLeftVolumes(
  configured: readonly Naming[],
  { volumes }: Parts,
  { name: service, document }: Pick<ServiceWanted, 'name' | 'document'>,
  report: Report,
): void {
  const names = configured.map(({ item }) => item['name']);
  for (const { name, configuredAtLaunch } of volumes) {
    if (configuredAtLaunch !== true || typeof name !== 'string' || names.includes(name)) continue;
    report(
      document.at(['volumeConfigurations']),
      `The task definition leaves the volume ${name} to the service (configuredAtLaunch), and ${service} does not configure it.`,
      `Add \`volumeConfigurations: [{ name: ${name}, managedEBSVolume: { roleArn: ..., sizeInGiB: 20 } }]\` to the service (without a stack: \`service-managed-ebs-volume-name\` and \`service-managed-ebs-volume\`), or take configuredAtLaunch out of the task definition.`,
    );
  }
}

function checkSpot(strategy: readonly Naming[], { isWindows }: Parts, report: Report): void {
  const spot = strategy.find(({ item }) => item['capacityProvider'] === 'FARGATE_SPOT');
  if (!isWindows || !spot) return;
  report(
    spot.at('capacityProvider'),
    `${spot.what} uses FARGATE_SPOT, which does not run Windows containers.`,
    'Use `capacityProvider: FARGATE`.',
  );
}

function oneOf(wanted: string, known: readonly string[], what: string): string {
  const meant = didYouMean(wanted, known);
  if (meant !== undefined) return `Did you mean ${meant}?`;
  return known.length > 0 ? `It has the ${what} ${known.join(', ')}.` : `It has no ${what}.`;
}

function namesOf(parts: readonly Part[]): string[] {
  return parts.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}

function objectsAt(parent: JsonObject, field: string): Part[] {
  const list = parent[field];
  return isList(list) ? list.filter(isObject) : [];
}

function listAt(value: JsonObject, path: readonly string[]): readonly Json[] | undefined {
  const found = path.reduce<Json | undefined>((at, field) => (isObject(at) ? at[field] : undefined), value);
  return isList(found) ? found : undefined;
}
