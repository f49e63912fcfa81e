import {
  isList,
  isObject,
  valueAt,
  type Diagnostics,
  type Document,
  type Json,
  type JsonObject,
} from '@fargate-actions/files';
import { withDefaults } from './defaults.ts';
import type { Stack, StackService } from './stack.ts';

/** The settings that let at most one task run. Source: contracts.md, "The singleton". */
const SINGLETON = {
  desiredCount: 1,
  deploymentConfiguration: {
    minimumHealthyPercent: 0,
    maximumPercent: 100,
    deploymentCircuitBreaker: { enable: true, rollback: false },
  },
  availabilityZoneRebalancing: 'DISABLED',
} as const;

/** What names the service and its place; the resource gives them itself. */
const IDENTITY: readonly string[] = [
  'serviceName',
  'service',
  'cluster',
  'taskDefinition',
  'clientToken',
  'forceNewDeployment',
  'tags',
];

/**
 * A stack's service as it is to be: the defaults of stack.yml in its gaps, a singleton's settings, and what it can't do
 * without checked. Source: contracts.md, "The seed, byte for byte".
 */
export function completeService(service: StackService, stack: Stack, diagnostics: Diagnostics): Document {
  const given = isObject(service.service.value) ? service.service.value : {};
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => !IDENTITY.includes(key)));
  // Before the defaults: those are for the other services as well, and must not contradict what a singleton needs.
  const settled = service.isSingleton ? asSingleton(own, service, diagnostics) : own;
  const complete = withDefaults(service.service.withValue(settled), 'service', stack);
  checkComplete(complete, service, diagnostics);
  return complete;
}

/** Adds the singleton's settings; a file that says otherwise contradicts `singleton: true`. */
function asSingleton(fields: JsonObject, service: StackService, diagnostics: Diagnostics): JsonObject {
  const { name, service: document } = service;
  const add = (given: Json | undefined, wanted: Json, path: readonly string[]): Json => {
    if (given === undefined) return wanted;
    if (isObject(wanted) && isObject(given)) {
      const keys = [...new Set([...Object.keys(given), ...Object.keys(wanted)])];
      return Object.fromEntries(
        keys.flatMap((key) => {
          const value = wanted[key];
          const added = value === undefined ? given[key] : add(given[key], value, [...path, key]);
          return added === undefined ? [] : [[key, added]];
        }),
      );
    }
    if (given !== wanted) {
      diagnostics.error(
        document.at(path),
        'singleton/settings',
        `${name} is a singleton: ${path.join('.')} must be ${JSON.stringify(wanted)}, and here is ${JSON.stringify(given)}.`,
        'Leave the field out: a singleton gets its settings by itself.',
      );
    }
    return given;
  };
  const strategy = fields['capacityProviderStrategy'];
  if (isList(strategy) && strategy.some((item) => valueAt(item, ['capacityProvider']) !== 'FARGATE')) {
    diagnostics.error(
      document.at(['capacityProviderStrategy']),
      'singleton/on-demand',
      `${name} is a singleton: it must run on FARGATE alone, because Spot stops tasks with two minutes' notice.`,
      'Use `launchType: FARGATE`.',
    );
  }
  const withSettings = add(fields, SINGLETON, []);
  return isObject(withSettings) ? withSettings : fields;
}

function checkComplete(complete: Document, service: StackService, diagnostics: Diagnostics): void {
  const has = (field: string): boolean => valueAt(complete.value, [field]) !== undefined;
  if (!has('networkConfiguration')) {
    diagnostics.error(
      service.service.at(),
      'service/network-missing',
      `${service.name} has no networkConfiguration, and a task on Fargate needs subnets.`,
      'Add it to the service, or for all services to `defaults` in stack.yml.',
    );
  }
  // Without either, the cluster's default strategy decides: on a cluster of EC2 instances nothing would start.
  if (!has('launchType') && !has('capacityProviderStrategy')) {
    diagnostics.notice(
      service.service.at(),
      'service/launch-type-missing',
      `${service.name} names neither launchType nor capacityProviderStrategy: the cluster's default strategy decides where it runs.`,
    );
  }
}
