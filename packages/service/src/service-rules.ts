import {
  isList,
  isObject,
  type Diagnostics,
  type Document,
  type Json,
  type JsonObject,
} from '@fargate-actions/documents';

const MAX_SUBNETS = 16;
const MAX_SECURITY_GROUPS = 5;
const MAX_PROVIDERS = 20;
const MAX_WEIGHT = 1000;
const MAX_BASE = 100_000;

/** What the rules look at and where they report. */
interface Checked {
  readonly document: Document;
  readonly service: JsonObject;
  readonly diagnostics: Diagnostics;
}

/**
 * What AWS would refuse of a service, or could never deploy.
 *
 * Source: reference/ecs-facts.md, "CreateService / UpdateService".
 */
export function checkService(document: Document, service: JsonObject, diagnostics: Diagnostics): void {
  const checked = { document, service, diagnostics };
  checkCounts(checked);
  checkNetwork(checked);
  checkLoadBalancers(checked);
  checkDeployment(checked);
  checkStrategy(checked);
  checkVolumes(checked);
}

/**
 * What AWS would refuse of a service as it is to be, though neither its file nor the service is wrong by itself: what the
 * file leaves alone stays as it is.
 */
export function checkRoom(document: Document, service: JsonObject, diagnostics: Diagnostics): void {
  const configuration = service['deploymentConfiguration'];
  if (isObject(configuration)) checkPercents(configuration, { document, service, diagnostics });
}

function checkCounts({ document, service, diagnostics }: Checked): void {
  const { desiredCount } = service;
  if (typeof desiredCount === 'number' && desiredCount < 0) {
    diagnostics.error(
      document.at(['desiredCount']),
      'service/desired-count',
      `desiredCount can't be negative, and here is ${desiredCount}.`,
    );
  }
}

function checkNetwork({ document, service, diagnostics }: Checked): void {
  const network = service['networkConfiguration'];
  if (!isObject(network)) return;
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
  const checkMost = (field: string, most: number, what: string): void => {
    const list = vpc[field];
    if (!isList(list) || list.length <= most) return;
    diagnostics.error(
      document.at([...path, field]),
      'service/too-many',
      `A service takes at most ${most} ${what}, and here are ${list.length}.`,
    );
  };
  checkMost('subnets', MAX_SUBNETS, 'subnets');
  checkMost('securityGroups', MAX_SECURITY_GROUPS, 'security groups');
  const publicIp = vpc['assignPublicIp'];
  if (publicIp !== undefined && publicIp !== 'ENABLED' && publicIp !== 'DISABLED') {
    diagnostics.error(
      document.at([...path, 'assignPublicIp']),
      'service/assign-public-ip',
      'assignPublicIp is ENABLED or DISABLED.',
    );
  }
}

function checkLoadBalancers({ document, service, diagnostics }: Checked): void {
  const list = service['loadBalancers'];
  if (!isList(list)) return;
  list.forEach((item, index) => {
    if (!isObject(item)) return;
    const target = item['loadBalancerName'] === undefined ? ['targetGroupArn'] : [];
    for (const field of [...target, 'containerName', 'containerPort']) {
      if (item[field] !== undefined) continue;
      diagnostics.error(
        document.at(['loadBalancers', index]),
        'service/load-balancer',
        `An item of loadBalancers needs \`${field}\`.`,
      );
    }
  });
}

/** Source: docs/reference/ecs.md, "What AWS refuses". */
function checkVolumes({ document, service, diagnostics }: Checked): void {
  const list = service['volumeConfigurations'];
  if (!isList(list)) return;
  list.forEach((item, index) => {
    const path = ['volumeConfigurations', index];
    const error = (at: readonly (string | number)[], message: string, hint: string) => {
      diagnostics.error(document.at([...path, ...at]), 'service/volume', message, hint);
    };
    if (!isObject(item)) return;
    if (item['name'] === undefined) {
      error([], 'An item of volumeConfigurations needs `name`.', 'Use the name of a volume of the task definition.');
    }
    const ebs = item['managedEBSVolume'];
    if (!isObject(ebs)) return;
    if (ebs['roleArn'] === undefined) {
      error(
        ['managedEBSVolume'],
        'managedEBSVolume needs `roleArn`: ECS creates the volume with it.',
        'Add the role that has AmazonECSInfrastructureRolePolicyForVolumes.',
      );
    }
    if (ebs['sizeInGiB'] === undefined && ebs['snapshotId'] === undefined) {
      error(
        ['managedEBSVolume'],
        'managedEBSVolume needs `sizeInGiB` or `snapshotId`.',
        'Add `sizeInGiB: 20`, for example.',
      );
    }
  });
}

function checkDeployment(checked: Checked): void {
  const configuration = checked.service['deploymentConfiguration'];
  if (!isObject(configuration)) return;
  checkPercents(configuration, checked);
  checkFlags('deploymentCircuitBreaker', ['enable', 'rollback'], 'service/circuit-breaker', configuration, checked);
  checkFlags('alarms', ['enable', 'rollback', 'alarmNames'], 'service/alarms', configuration, checked);
}

function checkPercents(configuration: JsonObject, { document, service, diagnostics }: Checked): void {
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
        `With ${desired === 1 ? '1 task' : `${desired} tasks`}, minimumHealthyPercent ${minimum} and maximumPercent ${maximum}, ECS may neither stop an old task nor start a new one.`,
        'Raise maximumPercent or lower minimumHealthyPercent.',
      );
    }
  }
  if (typeof minimum === 'number' && typeof maximum === 'number' && minimum > maximum) {
    diagnostics.error(
      document.at(['deploymentConfiguration']),
      'service/percents',
      `minimumHealthyPercent ${minimum} is above maximumPercent ${maximum}.`,
    );
  }
  if (service['availabilityZoneRebalancing'] === 'ENABLED' && typeof maximum === 'number' && maximum <= 100) {
    diagnostics.error(
      document.at(['availabilityZoneRebalancing']),
      'service/rebalancing',
      `Rebalancing across availability zones starts a task before it stops one, which maximumPercent ${maximum} forbids.`,
      'Raise maximumPercent above 100, or set availabilityZoneRebalancing to DISABLED.',
    );
  }
}

/** Where AWS wants all of some fields or none. */
function checkFlags(
  part: string,
  needed: readonly string[],
  rule: string,
  configuration: JsonObject,
  { document, diagnostics }: Checked,
): void {
  const given = configuration[part];
  if (!isObject(given)) return;
  for (const field of needed) {
    if (given[field] !== undefined) continue;
    diagnostics.error(
      document.at(['deploymentConfiguration', part, field]),
      rule,
      `${part} needs \`${field}\`${field === 'alarmNames' ? '' : ', true or false'}.`,
    );
  }
}

function checkStrategy({ document, service, diagnostics }: Checked): void {
  const strategy = service['capacityProviderStrategy'];
  if (!isList(strategy)) return;
  const error = (path: readonly (string | number)[], message: string, hint?: string): void =>
    diagnostics.error(document.at(['capacityProviderStrategy', ...path]), 'service/strategy', message, hint);
  const items = strategy.filter(isObject);
  if (strategy.length > MAX_PROVIDERS) {
    error([], `A strategy has at most ${MAX_PROVIDERS} capacity providers, and here are ${strategy.length}.`);
  }
  items.forEach((item, index) => {
    if (item['capacityProvider'] === undefined) error([index], 'An item of a strategy needs `capacityProvider`.');
    checkWithin(item['weight'], MAX_WEIGHT, (most, value) =>
      error([index, 'weight'], `weight is from 0 to ${most}, and here is ${value}.`),
    );
    checkWithin(item['base'], MAX_BASE, (most, value) =>
      error([index, 'base'], `base is from 0 to ${most}, and here is ${value}.`),
    );
  });
  const names = items.map((item) => item['capacityProvider']);
  names.forEach((name, index) => {
    if (typeof name === 'string' && names.indexOf(name) < index)
      error([index], `${name} stands twice in the strategy.`);
  });
  const weights = items.map((item) => item['weight'] ?? 0);
  if (items.length > 1 && weights.every((weight) => weight === 0)) {
    error([], 'Of several capacity providers at least one needs a weight above 0.', 'Add `weight: 1` to one of them.');
  }
  const bases = items.filter((item) => typeof item['base'] === 'number' && item['base'] > 0);
  if (bases.length > 1) error([], 'Only one capacity provider of a strategy may have a base.');
}

function checkWithin(value: Json | undefined, most: number, report: (most: number, value: number) => void): void {
  if (typeof value === 'number' && (value < 0 || value > most)) report(most, value);
}
