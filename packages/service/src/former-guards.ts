import type { Service } from '@aws-sdk/client-ecs';
import type { Aws } from '@fargate-actions/aws';
import { isObject, valueAt, type JsonObject } from '@fargate-actions/files';
import type { ServiceSpec } from './service-spec.ts';

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

/**
 * The alarms that guard a service's deployments and do not exist any more, where its file leaves open which do: ECS refuses
 * an update that sends one. Where the alarms may not be looked at, all are taken to exist.
 */
export async function readGoneGuards(
  { name, document, formerGuards = [] }: Pick<ServiceSpec, 'name' | 'document' | 'formerGuards'>,
  { deploymentConfiguration }: Service,
  aws: Aws,
): Promise<readonly string[]> {
  const { enable = false, alarmNames = [] } = deploymentConfiguration?.alarms ?? {};
  const asked = alarmNames.filter((alarm) => !formerGuards.includes(alarm));
  if (!enable || asked.length === 0 || valueAt(document.value, ALARMS) !== undefined) return [];
  const lost = `Whether the alarms still exist that guard deployments of ${name} is not checked.`;
  const found = await aws.gaps.optional(lost, () => Promise.all(asked.map((alarm) => aws.alarms.find(alarm))));
  return found ? asked.filter((_, index) => !found[index]) : [];
}
