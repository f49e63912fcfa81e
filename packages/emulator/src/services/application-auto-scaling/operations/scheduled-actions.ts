import type {
  DeleteScheduledActionRequest,
  DeleteScheduledActionResponse,
  DescribeScheduledActionsRequest,
  DescribeScheduledActionsResponse,
  PutScheduledActionRequest,
  PutScheduledActionResponse,
  ScheduledAction as DescribedScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';

import { readSchedule } from '../behaviour/schedule.ts';
import { planAction } from '../behaviour/scheduled-actions.ts';
import type { Caller, OperationTable } from '../../../world/operation.ts';
import { uuid } from '../../../world/random.ts';
import type { ScheduledAction } from '../model.ts';
import { arn, type World } from '../../../world/world.ts';
import { required } from '../../required.ts';
import { invalid, noSuch, pageOfResource, registeredResource } from './scaled-resource.ts';

/** Application Auto Scaling's scheduled actions. */
export const scheduledActionOperations: OperationTable = {
  'application-autoscaling:DescribeScheduledActions': describeScheduledActions,
  'application-autoscaling:PutScheduledAction': putScheduledAction,
  'application-autoscaling:DeleteScheduledAction': deleteScheduledAction,
};

function describeScheduledActions(
  world: World,
  input: DescribeScheduledActionsRequest,
): DescribeScheduledActionsResponse {
  const { ScheduledActionNames: names = [] } = input;
  const named = world.scheduledActions.filter(({ name }) => names.length === 0 || names.includes(name));
  const { items, nextToken } = pageOfResource(world, named, input, 50);
  return { ScheduledActions: items.map(described), ...(nextToken !== undefined && { NextToken: nextToken }) };
}

// Source: reference/ecs-facts.md, "Application Auto Scaling"; botocore's model of ScheduledActionName.
const NAME = /^(?! )[^:/|\p{Cc}]+(?<! )$/u;

function putScheduledAction(
  world: World,
  input: PutScheduledActionRequest,
  { userArn }: Caller,
): PutScheduledActionResponse {
  const resourceId = registeredResource(world, input);
  const name = required(input.ScheduledActionName, 'scheduledActionName');
  if (!NAME.test(name)) throw invalid(`Invalid scheduled action name: ${name}`);
  const known = actionOf(world, resourceId, name);
  const schedule = input.Schedule ?? known?.schedule;
  if (schedule === undefined) throw invalid('Schedule must be specified.');
  if (!readSchedule(schedule)) throw invalid(`Schedule expression is invalid: ${schedule}`);
  if (input.Timezone !== undefined && !isTimeZone(input.Timezone)) throw invalid(`Invalid timezone: ${input.Timezone}`);
  const timezone = input.Timezone ?? known?.timezone;
  const once = readSchedule(schedule, timezone);
  // Not documented, but of EC2 Auto Scaling: "If you try to schedule an action in the past, it returns an error message".
  if (once?.kind === 'once' && once.at <= world.now) throw invalid(`Schedule expression is in the past: ${schedule}`);
  const { MinCapacity, MaxCapacity } = input.ScalableTargetAction ?? {};
  if (!known && MinCapacity === undefined && MaxCapacity === undefined) {
    throw invalid('Either MinCapacity or MaxCapacity must be specified.');
  }
  if (Math.min(MinCapacity ?? 0, MaxCapacity ?? 0) < 0) throw invalid('Capacity cannot be less than 0');
  if (MinCapacity !== undefined && MaxCapacity !== undefined && MinCapacity > MaxCapacity) {
    throw invalid('Maximum capacity cannot be less than minimum capacity');
  }
  const [startAt, endAt] = [input.StartTime?.getTime(), input.EndTime?.getTime()];
  if (startAt !== undefined && endAt !== undefined && startAt >= endAt) {
    throw invalid('Start time must be before end time.');
  }
  const capacities = input.ScalableTargetAction
    ? { minCapacity: MinCapacity, maxCapacity: MaxCapacity }
    : { minCapacity: known?.minCapacity, maxCapacity: known?.maxCapacity };
  const action: ScheduledAction = {
    arn:
      known?.arn ??
      arn(
        world,
        'autoscaling',
        `scheduledAction:${uuid(world, 'calls')}:resource/ecs/${resourceId}:scheduledActionName/${name}`,
      ),
    name,
    resourceId,
    createdAt: known?.createdAt ?? world.now,
    putAt: world.now,
    putBy: userArn,
    schedule,
    ...(timezone !== undefined && { timezone }),
    // What is not given of these is taken away. Source: API reference, PutScheduledAction.
    ...(startAt !== undefined && { startAt }),
    ...(endAt !== undefined && { endAt }),
    ...(capacities.minCapacity !== undefined && { minCapacity: capacities.minCapacity }),
    ...(capacities.maxCapacity !== undefined && { maxCapacity: capacities.maxCapacity }),
  };
  if (known) world.scheduledActions.splice(world.scheduledActions.indexOf(known), 1, action);
  else world.scheduledActions.push(action);
  planAction(world, action);
  return {};
}

function deleteScheduledAction(world: World, input: DeleteScheduledActionRequest): DeleteScheduledActionResponse {
  const resourceId = registeredResource(world, input);
  const known = actionOf(world, resourceId, input.ScheduledActionName);
  if (!known) throw noSuch('scheduled action', input.ScheduledActionName, input);
  world.scheduledActions.splice(world.scheduledActions.indexOf(known), 1);
  return {};
}

function actionOf(world: World, resourceId: string, name: string | undefined): ScheduledAction | undefined {
  return world.scheduledActions.find((action) => action.resourceId === resourceId && action.name === name);
}

/**
 * Whether this is a zone's name as it is written: JavaScript takes offsets and any case as well. It calls some by another
 * name, which is no matter. Source: API reference, PutScheduledAction, "Timezone".
 */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Z]/.test(zone)) return false;
  try {
    const name = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    return name === zone || name.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}

function described(action: ScheduledAction): DescribedScheduledAction {
  return {
    ScheduledActionName: action.name,
    ScheduledActionARN: action.arn,
    ServiceNamespace: 'ecs',
    Schedule: action.schedule,
    ...(action.timezone !== undefined && { Timezone: action.timezone }),
    ResourceId: action.resourceId,
    ScalableDimension: 'ecs:service:DesiredCount',
    ...(action.startAt !== undefined && { StartTime: new Date(action.startAt) }),
    ...(action.endAt !== undefined && { EndTime: new Date(action.endAt) }),
    ScalableTargetAction: {
      ...(action.minCapacity !== undefined && { MinCapacity: action.minCapacity }),
      ...(action.maxCapacity !== undefined && { MaxCapacity: action.maxCapacity }),
    },
    CreationTime: new Date(action.createdAt),
  };
}
