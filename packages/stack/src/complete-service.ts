import {
  isList,
  isObject,
  valueAt,
  type Diagnostics,
  type Document,
  type Json,
  type JsonObject,
} from '@fargate-actions/documents';
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

/** What a singleton may say, if it says anything: all else would run two tasks at once, or lets Spot stop the one. */
const ONLY: JsonObject & { readonly launchType: string } = {
  launchType: 'FARGATE',
  schedulingStrategy: 'REPLICA',
  deploymentConfiguration: {
    strategy: 'ROLLING',
    earlySuccessCriteria: { sourceServiceRevisionCleanup: 'BLOCKING' },
    // Both can have ECS go back, which starts the old task beside the new one.
    alarms: { rollback: false },
    lifecycleHooks: [],
  },
};

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
  const settled = service.isSingleton ? asSingleton(own, service, stack, diagnostics) : own;
  const complete = withDefaults(service.service.withValue(settled), 'service', stack);
  checkComplete(complete, service, diagnostics);
  return complete;
}

/** Adds the singleton's settings; a file that says otherwise contradicts `singleton: true`. */
function asSingleton(fields: JsonObject, service: StackService, stack: Stack, diagnostics: Diagnostics): JsonObject {
  const { name, service: document } = service;
  const contradicts = (path: readonly string[], given: Json, wanted: Json): void => {
    diagnostics.error(
      document.at(path),
      'singleton/settings',
      `${name} is a singleton: ${path.join('.')} must be ${JSON.stringify(wanted)}, and here is ${JSON.stringify(given)}.`,
      'Leave the field out: a singleton gets its settings by itself.',
    );
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
  if (service.scaling) {
    diagnostics.error(
      stack.document.at(['services', service.key, 'scaling']),
      'singleton/scaling',
      `${name} is a singleton: nothing may scale it.`,
      'Take `scaling` out, or `singleton: true`.',
    );
  }
  checkOnly(fields, ONLY, [], contradicts);
  // Without either the cluster's default strategy decides, in which there may be Spot.
  const wanted = strategy === undefined ? { ...SINGLETON, launchType: ONLY.launchType } : SINGLETON;
  const settled = overlaid(fields, wanted, [], contradicts);
  return isObject(settled) ? settled : fields;
}

type Contradicts = (path: readonly string[], given: Json, wanted: Json) => void;

/** Reports where what is given, as far as it is, is not what it must be. */
function checkOnly(given: Json | undefined, only: Json, path: readonly string[], contradicts: Contradicts): void {
  if (isObject(given) && isObject(only)) {
    for (const [key, value] of Object.entries(only)) checkOnly(given[key], value, [...path, key], contradicts);
  } else if (given !== undefined && given !== only && !(isEmpty(given) && isEmpty(only)))
    contradicts(path, given, only);
}

const isEmpty = (value: Json): boolean => isList(value) && value.length === 0;

/** What is given with what is wanted in its gaps; reports where they contradict each other. */
function overlaid(given: Json | undefined, wanted: Json, path: readonly string[], contradicts: Contradicts): Json {
  if (given === undefined) return wanted;
  if (!isObject(given) || !isObject(wanted)) {
    if (given !== wanted) contradicts(path, given, wanted);
    return given;
  }
  const added = Object.entries(wanted).map(([key, value]): [string, Json] => [
    key,
    overlaid(given[key], value, [...path, key], contradicts),
  ]);
  return { ...given, ...Object.fromEntries(added) };
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
}
