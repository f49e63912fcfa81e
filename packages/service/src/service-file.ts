import {
  didYouMean,
  isList,
  isObject,
  type Diagnostics,
  type Document,
  type Json,
  type JsonObject,
} from '@fargate-actions/files';
import { KNOWN, READ_ONLY } from './service-fields.ts';

const FARGATE_PROVIDERS: ReadonlySet<Json> = new Set(['FARGATE', 'FARGATE_SPOT']);
const MAX_SUBNETS = 16;
const MAX_SECURITY_GROUPS = 5;

/**
 * A service file as AWS takes it: what was described or left empty is dropped, what contradicts itself is explained.
 *
 * Unknown fields pass through with a notice: AWS may have added them.
 * Source of the rules: reference/ecs-facts.md, "CreateService / UpdateService"; reference/real-files.md.
 */
export function cleanService(document: Document, diagnostics: Diagnostics): Document {
  if (!isObject(document.value)) {
    diagnostics.error(
      document.at(),
      'service/not-an-object',
      'A service definition is a mapping of fields, such as `serviceName: api`.',
    );
    return document.withValue({});
  }
  const readOnly = new Set<string>(READ_ONLY);
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(document.value)) {
    if (readOnly.has(name) || name.startsWith('_') || value === null || value === '') continue;
    if (!KNOWN.has(name)) {
      const nearest = didYouMean(name, [...KNOWN]);
      diagnostics.notice(
        document.keyAt([name]),
        'service/unknown-field',
        `${name} is not a field of a service that this version knows; it is passed to AWS as it is.`,
        nearest && `Did you mean ${nearest}?`,
      );
    }
    kept[name] = value;
  }
  const cleaned = document.withValue(kept);
  checkTypes(cleaned, kept, diagnostics);
  checkNetwork(cleaned, kept, diagnostics);
  checkDeployment(cleaned, kept, diagnostics);
  return withoutLaunchTypeBesideStrategy(cleaned, kept, diagnostics);
}

const TYPES: Readonly<Record<string, 'string' | 'number' | 'boolean' | 'list' | 'object'>> = {
  serviceName: 'string',
  cluster: 'string',
  taskDefinition: 'string',
  launchType: 'string',
  platformVersion: 'string',
  role: 'string',
  schedulingStrategy: 'string',
  propagateTags: 'string',
  availabilityZoneRebalancing: 'string',
  clientToken: 'string',
  desiredCount: 'number',
  healthCheckGracePeriodSeconds: 'number',
  enableExecuteCommand: 'boolean',
  enableECSManagedTags: 'boolean',
  forceNewDeployment: 'boolean',
  capacityProviderStrategy: 'list',
  loadBalancers: 'list',
  serviceRegistries: 'list',
  placementConstraints: 'list',
  placementStrategy: 'list',
  volumeConfigurations: 'list',
  vpcLatticeConfigurations: 'list',
  tags: 'list',
  networkConfiguration: 'object',
  deploymentConfiguration: 'object',
  deploymentController: 'object',
  serviceConnectConfiguration: 'object',
};

const TYPE_NAMES = {
  string: 'text',
  number: 'a whole number',
  boolean: 'true or false',
  list: 'a list',
  object: 'a mapping',
};

function typeOf(value: Json): keyof typeof TYPE_NAMES {
  if (isList(value)) return 'list';
  if (isObject(value)) return 'object';
  return typeof value as 'string' | 'number' | 'boolean';
}

function checkTypes(document: Document, service: JsonObject, diagnostics: Diagnostics): void {
  for (const [name, value] of Object.entries(service)) {
    const wanted = TYPES[name];
    const isWrong =
      wanted !== undefined && (typeOf(value) !== wanted || (wanted === 'number' && !Number.isInteger(value)));
    if (isWrong) {
      diagnostics.error(
        document.at([name]),
        'service/type',
        `${name} must be ${TYPE_NAMES[wanted]}, and here is ${JSON.stringify(value)}.`,
      );
    }
  }
  const { desiredCount } = service;
  if (typeof desiredCount === 'number' && desiredCount < 0) {
    diagnostics.error(
      document.at(['desiredCount']),
      'service/desired-count',
      `desiredCount can't be negative, and here is ${desiredCount}.`,
    );
  }
}

function checkNetwork(document: Document, service: JsonObject, diagnostics: Diagnostics): void {
  const network = service['networkConfiguration'];
  if (network === undefined || !isObject(network)) return;
  const path = ['networkConfiguration', 'awsvpcConfiguration'];
  const vpc = network['awsvpcConfiguration'];
  if (!isObject(vpc) || !isList(vpc['subnets']) || vpc['subnets'].length === 0) {
    diagnostics.error(
      document.at(path),
      'service/subnets',
      'networkConfiguration needs awsvpcConfiguration with at least one subnet.',
      'Add `awsvpcConfiguration: { subnets: [...], securityGroups: [...] }`; names work as well as ids.',
    );
    return;
  }
  checkMost(document, [...path, 'subnets'], vpc['subnets'], MAX_SUBNETS, 'subnets', diagnostics);
  checkMost(
    document,
    [...path, 'securityGroups'],
    vpc['securityGroups'],
    MAX_SECURITY_GROUPS,
    'security groups',
    diagnostics,
  );
  const publicIp = vpc['assignPublicIp'];
  if (publicIp !== undefined && publicIp !== 'ENABLED' && publicIp !== 'DISABLED') {
    diagnostics.error(
      document.at([...path, 'assignPublicIp']),
      'service/assign-public-ip',
      'assignPublicIp is ENABLED or DISABLED.',
    );
  }
}

function checkMost(
  document: Document,
  path: readonly string[],
  list: Json | undefined,
  most: number,
  what: string,
  diagnostics: Diagnostics,
): void {
  if (isList(list) && list.length > most) {
    diagnostics.error(
      document.at(path),
      'service/too-many',
      `A service takes at most ${most} ${what}, and here are ${list.length}.`,
    );
  }
}

function checkDeployment(document: Document, service: JsonObject, diagnostics: Diagnostics): void {
  const configuration = service['deploymentConfiguration'];
  if (!isObject(configuration)) return;
  const minimum = configuration['minimumHealthyPercent'] ?? 100;
  const maximum = configuration['maximumPercent'] ?? 200;
  const desired = service['desiredCount'];
  if (typeof minimum === 'number' && typeof maximum === 'number' && typeof desired === 'number' && desired > 0) {
    const floor = Math.ceil((desired * minimum) / 100);
    const ceiling = Math.floor((desired * maximum) / 100);
    if (floor >= desired && ceiling <= desired) {
      diagnostics.error(
        document.at(['deploymentConfiguration']),
        'service/cannot-deploy',
        `With ${desired} tasks, minimumHealthyPercent ${minimum} and maximumPercent ${maximum}, ECS may neither stop an old task nor start a new one.`,
        'Raise maximumPercent or lower minimumHealthyPercent.',
      );
    }
  }
  if (service['availabilityZoneRebalancing'] === 'ENABLED' && typeof maximum === 'number' && maximum <= 100) {
    diagnostics.error(
      document.at(['availabilityZoneRebalancing']),
      'service/rebalancing',
      `Rebalancing across availability zones starts a task before it stops one, which maximumPercent ${maximum} forbids.`,
      'Raise maximumPercent above 100, or set availabilityZoneRebalancing to DISABLED.',
    );
  }
  const breaker = configuration['deploymentCircuitBreaker'];
  if (isObject(breaker)) {
    for (const field of ['enable', 'rollback']) {
      if (typeof breaker[field] === 'boolean') continue;
      diagnostics.error(
        document.at(['deploymentConfiguration', 'deploymentCircuitBreaker', field]),
        'service/circuit-breaker',
        `deploymentCircuitBreaker needs \`${field}\`, true or false.`,
      );
    }
  }
}

/** AWS refuses the two together; a strategy of Fargate's providers says all that `launchType: FARGATE` does. */
function withoutLaunchTypeBesideStrategy(document: Document, service: JsonObject, diagnostics: Diagnostics): Document {
  const { launchType, capacityProviderStrategy: strategy, ...others } = service;
  if (launchType === undefined || !isList(strategy) || strategy.length === 0) return document;
  const isFargateOnly = strategy.every(
    (item) => isObject(item) && FARGATE_PROVIDERS.has(item['capacityProvider'] ?? ''),
  );
  if (launchType === 'FARGATE' && isFargateOnly) {
    diagnostics.warning(
      document.keyAt(['launchType']),
      'service/launch-type-and-strategy',
      'AWS refuses launchType beside capacityProviderStrategy; launchType is dropped, because the strategy is of Fargate alone.',
      'Take `launchType: FARGATE` out of the file.',
    );
    return document.withValue({ ...others, capacityProviderStrategy: strategy });
  }
  diagnostics.error(
    document.keyAt(['launchType']),
    'service/launch-type-and-strategy',
    `AWS refuses launchType beside capacityProviderStrategy, and launchType ${JSON.stringify(launchType)} does not say the same as the strategy.`,
    'Keep one of the two.',
  );
  return document;
}
