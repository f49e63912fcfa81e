import type { Service } from '@aws-sdk/client-ecs';
import { isObject, valueAt, type JsonObject } from '@fargate-actions/files';

/** A service whose deployments no alarm guards, as ECS takes it. */
const UNGUARDED = { alarmNames: [], enable: false, rollback: false } as const;

/**
 * The fields of a service without the alarms that guarded its deployments and no longer are to, where the fields leave open
 * which do; what else guards it stays.
 *
 * @param former names of alarms that guard nothing any more.
 */
export function withoutFormerGuards(fields: JsonObject, service: Service, former: readonly string[] = []): JsonObject {
  if (valueAt(fields, ['deploymentConfiguration', 'alarms']) !== undefined) return fields;
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
