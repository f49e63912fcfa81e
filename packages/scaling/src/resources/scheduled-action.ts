import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import {
  answerInCamelCase,
  inPascalCase,
  isObject,
  withoutMistyped,
  type Diagnostics,
  type JsonObject,
} from '@fargate-actions/documents';
import { type Address, type Changes, differences, NO_CHANGES, resource, type Resource } from '@fargate-actions/engine';
import { ACTION } from '../file/file-shape.ts';
import type { WantedAction } from '../file/wanted.ts';
import { isOver } from '../rules/is-over.ts';
import { ACTION_RULES } from './policy-rules.ts';
import { scalableTargetAddress, type ScalingSpec } from './scaling-spec.ts';

/** What of a scheduled action is compared. */
const COMPARED = ['schedule', 'timezone', 'startTime', 'endTime', 'scalableTargetAction'];

/** The address of a scheduled action in a plan. */
export function scheduledActionAddress(name: string, service: string): Address {
  return { kind: 'scheduled action', name, of: service };
}

/** A scheduled action of a service. */
export function scheduledActionResource(action: WantedAction, spec: ScalingSpec, aws: Aws): Resource {
  const { cluster, name: service } = spec.service;
  return resource<WantedAction, JsonObject, JsonObject>({
    address: scheduledActionAddress(action.name, service),
    continueOnFailure: true,
    after: [scalableTargetAddress(service)],
    resolve: () => Promise.resolve(action),
    read: async () => {
      const actions = await aws.scheduledActions.of(cluster, service);
      const found = actions.find(({ ScheduledActionName }) => ScheduledActionName === action.name);
      return found && answerInCamelCase(found);
    },
    plan: (found, _wanted, _values, diagnostics) => planAction(found, action, spec, diagnostics),
    apply: async (request) => {
      const { startTime, endTime, ...others } = request;
      const input = {
        ScheduledActionName: action.name,
        // The file's fields are PutScheduledAction's own, checked when they were read.
        ...(inPascalCase(others) as object),
        ...(typeof startTime === 'string' && { StartTime: new Date(startTime) }),
        ...(typeof endTime === 'string' && { EndTime: new Date(endTime) }),
      };
      await sentAgainWhenLost(() => aws.scheduledActions.put(cluster, service, input));
      return { outputs: {} };
    },
  });
}

/**
 * What of a scheduled action differs.
 *
 * The request is always whole: AWS keeps a schedule and a zone that are not given, and drops times that are not.
 */
export function planAction(
  found: JsonObject | undefined,
  { name, fields, document }: WantedAction,
  { service, now }: Pick<ScalingSpec, 'service' | 'now'>,
  diagnostics: Diagnostics,
): Changes<JsonObject> {
  if (!found && isOver(fields, now)) {
    diagnostics.notice(
      document.at(),
      'scaling/action-over',
      `The scheduled action ${name} of ${service.name} is over, and AWS has forgotten it: it is not made again.`,
      'Take it out of the file, or give it another time.',
    );
    return NO_CHANGES;
  }
  const wanted = { timezone: 'UTC', ...fields, ...moments(fields) };
  const known =
    found && Object.fromEntries(COMPARED.flatMap((name) => (name in found ? [[name, found[name] ?? null]] : [])));
  const compared = withoutMistyped(wanted, found, { fields: ACTION });
  const changed = differences(known && { ...known, ...moments(known) }, compared, ACTION_RULES);
  if (found && changed.length === 0) return NO_CHANGES;
  return { action: found ? 'update' : 'create', differences: changed, request: wanted };
}

/** Times in the one form in which they can be compared. */
function moments(fields: JsonObject): JsonObject {
  if (!isObject(fields)) return {};
  return Object.fromEntries(
    ['startTime', 'endTime'].flatMap((name) => {
      const text = fields[name];
      const time = typeof text === 'string' ? Date.parse(text) : NaN;
      return Number.isNaN(time) ? [] : [[name, new Date(time).toISOString()]];
    }),
  );
}
