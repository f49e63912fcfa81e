import type { Service } from '@aws-sdk/client-ecs';
import { isObject, valueAt, type Diagnostics, type Json, type JsonObject } from '@fargate-actions/documents';
import { differences } from '@fargate-actions/engine';
import { overlaid } from './overlaid.ts';
import { deployerFor, type DeploymentKind } from './rollout/deployer.ts';
import { CREATE_ONLY, SERVICE_RULES } from './service-fields.ts';
import { checkRoom } from './service-rules.ts';
import type { ServiceWanted } from './service-spec.ts';

/** Refuses to change of an existing service what only CreateService takes. */
export function refuseCreateOnly(
  service: Service,
  wanted: JsonObject,
  spec: ServiceWanted,
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

/** By whom a live service is deployed, and how. What ECS does not tell is its default. */
export function liveKind(service: Service | undefined): DeploymentKind {
  return {
    controller: service?.deploymentController?.type ?? 'ECS',
    strategy: service?.deploymentConfiguration?.strategy ?? 'ROLLING',
  };
}

const CONTROLLER_PATH = ['deploymentController', 'type'];
const STRATEGY_PATH = ['deploymentConfiguration', 'strategy'];

/**
 * Refuses what no deployer is built for, in the file or, where that leaves it open, in the service: such deployments end in
 * other ways, and would be judged wrongly. To change who deploys a service is refused as well: a migration of its own.
 */
export function checkDeployer(
  service: Service | undefined,
  fields: JsonObject,
  spec: ServiceWanted,
  diagnostics: Diagnostics,
): void {
  const live = liveKind(service);
  const wanted = { controller: valueAt(fields, CONTROLLER_PATH), strategy: valueAt(fields, STRATEGY_PATH) };
  const chosen = deployerFor({
    controller: live.controller === 'ECS' && wanted.controller !== undefined ? wanted.controller : live.controller,
    strategy: wanted.strategy ?? live.strategy,
  });
  if ('name' in chosen) return;
  if (chosen.unsupported.includes('controller')) refuseController(live, wanted, spec, diagnostics);
  if (chosen.unsupported.includes('strategy')) refuseStrategy(live, wanted, spec, diagnostics);
}

type Wanted = Readonly<Record<keyof DeploymentKind, Json | undefined>>;

function refuseController(live: DeploymentKind, wanted: Wanted, spec: ServiceWanted, diagnostics: Diagnostics): void {
  const at = spec.document.at(CONTROLLER_PATH);
  const controller = String(live.controller);
  if (controller === 'ECS') {
    diagnostics.error(
      at,
      'service/controller',
      `${spec.name} asks for the ${JSON.stringify(wanted.controller)} controller, which this version does not support.`,
      'Use `deploymentController: { type: ECS }`.',
    );
    return;
  }
  const isMigration = wanted.controller === 'ECS';
  diagnostics.error(
    at,
    'service/controller',
    isMigration
      ? `${spec.name} is deployed by the ${controller} controller, and its file says ECS. To move a service to another controller is a migration, which is never done along with a deployment.`
      : `${spec.name} is deployed by the ${controller} controller, which this version does not support.`,
    isMigration
      ? 'Migrate the service first, see "Migrating CodeDeploy blue/green deployments" in the Amazon ECS Developer Guide.'
      : 'Deploy it as before, or migrate it to the ECS controller first.',
  );
}

function refuseStrategy(live: DeploymentKind, wanted: Wanted, spec: ServiceWanted, diagnostics: Diagnostics): void {
  const isOfService = wanted.strategy === undefined;
  const strategy = JSON.stringify(wanted.strategy ?? live.strategy);
  diagnostics.error(
    spec.document.at(STRATEGY_PATH),
    'service/deployment-strategy',
    isOfService
      ? `${spec.name} has the deployment strategy ${strategy}, and only ROLLING is supported yet.`
      : `The deployment strategy ${strategy} is not supported yet, only ROLLING is.`,
    isOfService
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
  spec: ServiceWanted,
  diagnostics: Diagnostics,
): void {
  if (!ROOM.some((name) => changed.has(name))) return;
  const settings = Object.fromEntries(Object.entries(wanted).filter(([name]) => ROOM.includes(name)));
  const together = overlaid(found, settings);
  if (isObject(together)) checkRoom(spec.document, together, diagnostics);
}
