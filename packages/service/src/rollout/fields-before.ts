import type { Deployment, Service, ServiceRevision, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { primaryOf, stableDeployment } from '../service-deployments.ts';

/** What a deployment goes back to: the service as it was read before the run wrote. */
export interface Before {
  readonly service: Service;
  readonly revision?: ServiceRevision | undefined;
  /** What the run changed, by UpdateService's names. */
  readonly changed: readonly (keyof UpdateServiceCommandInput)[];
}

type Field = keyof UpdateServiceCommandInput;

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

/**
 * What UpdateService is sent for the changed fields to be again what they were: as the service had them, the deployment
 * that ran, or its revision. How many tasks there are may have changed for reasons of its own: that is left alone.
 *
 * Source: reference/ecs-facts.md, "CreateService / UpdateService": another strategy, or the way back to a launch type,
 * needs a new deployment.
 */
export function fieldsBefore({ service, revision, changed }: Before): Partial<UpdateServiceCommandInput> {
  const deployment = stableDeployment(service) ?? primaryOf(service);

  function valueOf(name: Field): unknown {
    // A deployment on a launch type has no strategy, whatever a newer one gave the service.
    if (name === 'capacityProviderStrategy' && deployment?.launchType !== undefined) return TAKEN_OFF[name];
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

function isGiven(value: unknown): boolean {
  return value !== undefined;
}
