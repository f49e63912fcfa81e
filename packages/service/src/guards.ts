import type { Service } from '@aws-sdk/client-ecs';
import type { Aws } from '@fargate-actions/aws';
import { isList, isObject, valueAt, type Diagnostics, type Json, type JsonObject } from '@fargate-actions/documents';
import type { ServiceWanted } from './service-spec.ts';

/** A service whose deployments no alarm guards, as ECS takes it. */
const UNGUARDED = { alarmNames: [], enable: false, rollback: false } as const;

const ALARMS = ['deploymentConfiguration', 'alarms'];

/**
 * The fields of a service without the alarms that guarded its deployments and no longer are to, where the fields leave open
 * which do; what else guards it stays.
 *
 * @param former names of alarms that guard nothing any more.
 */
export function withoutFormerGuards(fields: JsonObject, service: Service, former: readonly string[]): JsonObject {
  if (valueAt(fields, ALARMS) !== undefined) return fields;
  const { enable = false, rollback = false, alarmNames = [] } = service.deploymentConfiguration?.alarms ?? {};
  const left = alarmNames.filter((name) => !former.includes(name));
  if (!enable || left.length === alarmNames.length) return fields;
  const { deploymentConfiguration } = fields;
  return {
    ...fields,
    deploymentConfiguration: {
      ...(isObject(deploymentConfiguration) && deploymentConfiguration),
      alarms: left.length === 0 ? UNGUARDED : { alarmNames: left, enable, rollback },
    },
  };
}

/** What is known of the alarms that guard a service's deployments. */
export interface GuardsSeen {
  /** Those that do not exist any more, where the service's file leaves open which guard: ECS refuses an update with one. */
  readonly gone: readonly string[];
  /** Those that are in ALARM now. */
  readonly inAlarm: readonly string[];
}

/** Looks at the alarms that guard a service's deployments. Where they may not be looked at, all are taken to be well. */
export async function readGuards(
  spec: Pick<ServiceWanted, 'name' | 'document' | 'formerGuards' | 'knownGuards'>,
  service: Service,
  aws: Aws,
): Promise<GuardsSeen> {
  const { name, document, formerGuards = [], knownGuards } = spec;
  const known = knownGuards?.names ?? [];
  const asked = guardNames(document.value, service).filter((alarm) => ![...formerGuards, ...known].includes(alarm));
  if (asked.length === 0) return { gone: [], inAlarm: [] };
  const lost = `Whether the alarms that guard deployments of ${name} exist, and what state they are in, is not checked.`;
  const found = await aws.gaps.optional(lost, () => Promise.all(asked.map((alarm) => aws.alarms.find(alarm))));
  const isOpen = valueAt(document.value, ALARMS) === undefined;
  return {
    gone: found && isOpen ? asked.filter((_, index) => !found[index]) : [],
    inAlarm: found ? asked.filter((_, index) => found[index]?.alarm.StateValue === 'ALARM') : [],
  };
}

/** The alarms that guard deployments of a service: those of its file, or the ones that it has where the file leaves it open. */
function guardNames(fields: Json, service: Service | undefined): string[] {
  const given = valueAt(fields, ALARMS);
  const alarms = isObject(given) ? given : service?.deploymentConfiguration?.alarms;
  if (alarms?.['enable'] !== true || !isList(alarms['alarmNames'])) return [];
  return alarms['alarmNames'].flatMap((name) => (typeof name === 'string' ? [name] : []));
}

/**
 * Warns of a deployment that no alarm guards: where one of its alarms is in ALARM when it starts, ECS ignores them all.
 *
 * Source: docs/reference/ecs.md.
 *
 * @param fields as the service is to be.
 */
export function warnOfGuardsInAlarm(
  fields: JsonObject,
  service: Service | undefined,
  seen: GuardsSeen | undefined,
  spec: ServiceWanted,
  diagnostics: Diagnostics,
): void {
  const names = guardNames(fields, service);
  const inAlarm = [...(spec.knownGuards?.inAlarm ?? []), ...(seen?.inAlarm ?? [])].filter((name) =>
    names.includes(name),
  );
  if (inAlarm.length === 0) return;
  const others =
    names.length > inAlarm.length ? `, also ${names.filter((name) => !inAlarm.includes(name)).join(', ')}` : '';
  diagnostics.warning(
    spec.document.at(ALARMS),
    'service/guard-in-alarm',
    `No alarm guards this deployment of ${spec.name}: ${inAlarm.join(', ')} ${inAlarm.length === 1 ? 'is' : 'are'} in ALARM already, and ECS then ignores all alarms of the deployment${others}.`,
    `Find out why ${inAlarm.length === 1 ? 'it is' : 'they are'} in ALARM and deploy after that, if alarms are to guard the deployment.`,
  );
}
