import type { Service } from '@aws-sdk/client-ecs';
import { isObject, valueAt, type Diagnostics, type JsonObject } from '@fargate-actions/files';
import { differences } from '@fargate-actions/plan';
import { overlaid } from './overlaid.ts';
import { CREATE_ONLY, SERVICE_RULES } from './service-fields.ts';
import { checkRoom } from './service-rules.ts';
import type { ServiceSpec } from './service-spec.ts';

/** Refuses to change of an existing service what only CreateService takes. */
export function refuseCreateOnly(
  service: Service,
  wanted: JsonObject,
  spec: ServiceSpec,
  diagnostics: Diagnostics,
): void {
  const role = service.roleArn?.split('/').at(-1);
  // A service with a strategy has no launch type: going back to one is possible.
  const state: JsonObject = {
    ...(service.schedulingStrategy && { schedulingStrategy: service.schedulingStrategy }),
    ...(service.launchType && { launchType: service.launchType }),
    ...(role !== undefined && { role }),
  };
  for (const name of CREATE_ONLY) {
    const given = wanted[name];
    if (given === undefined || (name === 'launchType' && state[name] === undefined)) continue;
    // A role may be given by its ARN or by its name.
    const value = name === 'role' && typeof given === 'string' ? (given.split('/').at(-1) ?? given) : given;
    if (differences({ [name]: state[name] ?? null }, { [name]: value }, SERVICE_RULES).length === 0) continue;
    diagnostics.error(
      spec.document.at([name]),
      'service/create-only',
      `AWS can't change ${name} of the existing service ${spec.name} (now ${JSON.stringify(service[name === 'role' ? 'roleArn' : name] ?? null)}).`,
      `Put ${name} back, or delete the service and deploy again.`,
    );
  }
}

/** Refuses services that others than ECS deploy, and to change who deploys one: that is a migration of its own. */
export function checkController(
  service: Service | undefined,
  fields: JsonObject,
  spec: ServiceSpec,
  diagnostics: Diagnostics,
): void {
  const path = ['deploymentController', 'type'];
  const wanted = valueAt(fields, path);
  const live = service?.deploymentController?.type ?? 'ECS';
  const at = spec.document.at(path);
  if (live !== 'ECS') {
    diagnostics.error(
      at,
      'service/controller',
      wanted === 'ECS'
        ? `${spec.name} is deployed by the ${live} controller, and its file says ECS. To move a service to another controller is a migration, which is never done along with a deployment.`
        : `${spec.name} is deployed by the ${live} controller, which this version does not support.`,
      wanted === 'ECS'
        ? 'Migrate the service first, see "Migrating CodeDeploy blue/green deployments" in the Amazon ECS Developer Guide.'
        : 'Deploy it as before, or migrate it to the ECS controller first.',
    );
  } else if (wanted !== undefined && wanted !== 'ECS') {
    diagnostics.error(
      at,
      'service/controller',
      `${spec.name} asks for the ${JSON.stringify(wanted)} controller, which this version does not support.`,
      'Use `deploymentController: { type: ECS }`.',
    );
  }
}

/**
 * Refuses strategies other than ROLLING, in the file or, where it leaves that open, in the service: their deployments end in
 * other ways, and would be judged wrongly.
 */
export function checkDeploymentStrategy(
  service: Service | undefined,
  fields: JsonObject,
  spec: ServiceSpec,
  diagnostics: Diagnostics,
): void {
  const path = ['deploymentConfiguration', 'strategy'];
  const wanted = valueAt(fields, path);
  const strategy = wanted ?? service?.deploymentConfiguration?.strategy ?? 'ROLLING';
  if (strategy === 'ROLLING') return;
  diagnostics.error(
    spec.document.at(path),
    'service/deployment-strategy',
    wanted === undefined
      ? `${spec.name} has the deployment strategy ${JSON.stringify(strategy)}, and only ROLLING is supported yet.`
      : `The deployment strategy ${JSON.stringify(strategy)} is not supported yet, only ROLLING is.`,
    wanted === undefined
      ? 'Set `deploymentConfiguration: { strategy: ROLLING }` to change it, or deploy the service as before.'
      : 'Use `strategy: ROLLING`, or leave it out.',
  );
}

/** Fields that say together how many tasks may run while a deployment goes on. */
const ROOM = ['deploymentConfiguration', 'availabilityZoneRebalancing', 'desiredCount'];

/** Refuses what is right in the file and in the service, and wrong in the two together. */
export function checkTogether(
  found: JsonObject,
  wanted: JsonObject,
  changed: ReadonlySet<string>,
  spec: ServiceSpec,
  diagnostics: Diagnostics,
): void {
  if (!ROOM.some((name) => changed.has(name))) return;
  const settings = Object.fromEntries(Object.entries(wanted).filter(([name]) => ROOM.includes(name)));
  const together = overlaid(found, settings);
  if (isObject(together)) checkRoom(spec.document, together, diagnostics);
}
