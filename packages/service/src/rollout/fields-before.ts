import type {
  Deployment,
  DeploymentConfiguration,
  Service,
  ServiceRevision,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { primaryOf, stableDeployment } from '../service-deployments.ts';

/** What a deployment goes back to: the service as it was read before the run wrote. */
export interface Before {
  readonly service: Service;
  readonly revision?: ServiceRevision | undefined;
  /** What the run sent to change it. */
  readonly sent: Partial<UpdateServiceCommandInput>;
  /** Whether the count that the run sent is taken back as well. */
  readonly restoresCount?: boolean;
}

type Field = keyof UpdateServiceCommandInput;

/** What says which service and revision a call is about, and is no field of the service. */
const OF_THE_CALL: ReadonlySet<Field> = new Set(['cluster', 'service', 'forceNewDeployment', 'taskDefinition']);

/** The fields of the service that the run changed. */
export function changedFields({ sent }: Pick<Before, 'sent'>): Field[] {
  return (Object.keys(sent) as Field[]).filter((name) => !OF_THE_CALL.has(name));
}

/** Fields that a deployment has of its own: the newest one's also stand at the service, or nowhere else. */
const OF_DEPLOYMENTS: ReadonlySet<Field> = new Set<Field & keyof Deployment>([
  'capacityProviderStrategy',
  'networkConfiguration',
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
]);

/** What takes a field off a service that did not have it; a field that is absent here can't be taken off. */
const TAKEN_OFF: UpdateServiceCommandInput & { service: undefined } = {
  service: undefined,
  availabilityZoneRebalancing: 'DISABLED',
  capacityProviderStrategy: [],
  enableECSManagedTags: false,
  enableExecuteCommand: false,
  gatewayConnectors: [],
  healthCheckGracePeriodSeconds: 0,
  loadBalancers: [],
  placementConstraints: [],
  placementStrategy: [],
  propagateTags: 'NONE',
  serviceConnectConfiguration: { enabled: false },
  serviceRegistries: [],
  volumeConfigurations: [],
  vpcLatticeConfigurations: [],
};

/** The same for what is within a deployment configuration: UpdateService leaves alone what it is not sent of it. */
const TAKEN_OFF_CONFIGURATION: DeploymentConfiguration = {
  alarms: { alarmNames: [], enable: false, rollback: false },
  deploymentCircuitBreaker: { enable: false, rollback: false },
  earlySuccessCriteria: { enable: false },
  lifecycleHooks: [],
};

/**
 * What UpdateService is sent for the changed fields to be again what they were: as the service had them, the deployment
 * that ran, or its revision. How many tasks there are may have changed for reasons of its own: that is left alone.
 *
 * Source: reference/ecs-facts.md, "CreateService / UpdateService": another strategy, or the way back to a launch type,
 * needs a new deployment.
 */
export function fieldsBefore(before: Before): Partial<UpdateServiceCommandInput> {
  const { service, revision } = before;
  const changed = changedFields(before);
  const deployment = stableDeployment(service) ?? primaryOf(service);

  function valueOf(name: Field): unknown {
    // A deployment on a launch type has no strategy, whatever a newer one gave the service.
    if (name === 'capacityProviderStrategy' && deployment?.launchType !== undefined) return TAKEN_OFF[name];
    if (name === 'deploymentConfiguration') return configurationBefore(before);
    const places = [OF_DEPLOYMENTS.has(name) ? deployment : undefined, service, revision, TAKEN_OFF];
    return places
      .map((place) => (place && name in place ? place[name as keyof typeof place] : undefined))
      .find(isGiven);
  }

  const restored = changed
    .filter((name) => name !== 'desiredCount')
    .map((name) => [name, valueOf(name)] as const)
    .filter(([, value]) => isGiven(value));
  return {
    ...Object.fromEntries(restored),
    ...(changed.includes('capacityProviderStrategy') && { forceNewDeployment: true }),
  };
}

function configurationBefore({ service, sent }: Before): DeploymentConfiguration {
  const { deploymentConfiguration = {} } = service;
  const isNew = ([name]: [string, unknown]): boolean => name in (sent.deploymentConfiguration ?? {});
  return { ...Object.fromEntries(Object.entries(TAKEN_OFF_CONFIGURATION).filter(isNew)), ...deploymentConfiguration };
}

/**
 * The count that the service had, where the run sent another. One that is neither is left alone: it has been scaled since.
 *
 * @param live the service as it is now; a stale read may show it as it was before.
 */
export function countBefore({ service, sent }: Before, live: Service): Pick<UpdateServiceCommandInput, 'desiredCount'> {
  const { desiredCount } = service;
  if (sent.desiredCount === undefined || desiredCount === undefined || desiredCount === sent.desiredCount) return {};
  return live.desiredCount === sent.desiredCount || live.desiredCount === desiredCount ? { desiredCount } : {};
}

function isGiven(value: unknown): boolean {
  return value !== undefined;
}
