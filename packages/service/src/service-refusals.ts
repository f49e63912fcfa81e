import type { Service } from '@aws-sdk/client-ecs';
import { isObject, type Diagnostics, type JsonObject } from '@fargate-actions/files';
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

/** Refuses services that others than ECS deploy. */
export function checkController(
  service: Service | undefined,
  fields: JsonObject,
  spec: ServiceSpec,
  diagnostics: Diagnostics,
): void {
  const controller = fields['deploymentController'];
  const wanted = isObject(controller) ? controller['type'] : undefined;
  const type = wanted ?? service?.deploymentController?.type;
  if (type === undefined || type === 'ECS') return;
  diagnostics.error(
    spec.document.at(['deploymentController']),
    'service/controller',
    `${spec.name} is deployed by the ${JSON.stringify(type)} controller, which this version does not support.`,
    'Use `deploymentController: { type: ECS }`.',
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
