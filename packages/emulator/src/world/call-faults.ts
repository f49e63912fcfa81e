import { ConnectionLost, Delayed, Fault, StrayAnswer } from '../fault.ts';
import type { Caller } from './operation.ts';
import { copyOf } from './copy.ts';
import { withAnotherPage } from './endless-pages.ts';
import { random } from './random.ts';
import { takeToken } from './request-limits.ts';
import type { CallFault } from './scenario.ts';
import { arn, secondsOf, type World } from './world.ts';

/** Why a call is not let in at all: expired credentials, a missing permission, too many calls. */
export function refusal(world: World, operation: string, input: object, caller: Caller): Fault | undefined {
  const { tokensExpireAtSeconds, limits } = world.scenario;
  if (tokensExpireAtSeconds !== undefined && secondsOf(world) >= tokensExpireAtSeconds)
    return new Fault('ExpiredTokenException', 'The security token included in the request is expired');
  const denial = denialOf(world, operation, input, caller);
  if (denial) return denial;
  if (limits && !takeToken(world, operation)) return new Fault('ThrottlingException', 'Rate exceeded');
  return undefined;
}

/** What AWS says where the scenario denies a call one of the permissions that it needs. */
export function denialOf(world: World, operation: string, input: object, caller: Caller): Fault | undefined {
  const isDenied = (permission: string): boolean =>
    world.scenario.denied.some((pattern) => isPermission(pattern, permission));
  const denied = permissionsFor(world, operation, input).find(({ action }) => isDenied(action));
  const says = (action: string, resource: string): string =>
    `User: ${caller.userArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  if (denied) return new Fault('AccessDeniedException', says(denied.action, denied.resource));
  const onTarget = permissionsOnTarget(operation, input).find(isDenied);
  return onTarget === undefined ? undefined : new Fault('ValidationException', says(onTarget, '*'));
}

/**
 * What Application Auto Scaling wants its caller to be allowed to do to what is scaled: it answers that something is
 * invalid where it is not.
 *
 * Source: Application Auto Scaling user guide, "Permissions validation for API calls on target resources"; ECS developer
 * guide, "IAM permissions required for Amazon ECS service auto scaling".
 */
function permissionsOnTarget(operation: string, input: object): readonly string[] {
  const ofService = ['ecs:DescribeServices', 'ecs:UpdateService'];
  const ofAlarms = ['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:DeleteAlarms'];
  switch (operation) {
    case 'application-autoscaling:RegisterScalableTarget':
      return ofService;
    case 'application-autoscaling:PutScalingPolicy':
      return 'TargetTrackingScalingPolicyConfiguration' in input ? [...ofService, ...ofAlarms] : ofService;
    case 'application-autoscaling:DeleteScalingPolicy':
      return ['cloudwatch:DeleteAlarms'];
    default:
      return [];
  }
}

/** The scenario's fault that this call meets, counted as met. */
export function matchingFault(world: World, operation: string): CallFault | undefined {
  for (const [index, fault] of world.scenario.faults.entries()) {
    if (!isPermission(fault.operation, operation)) continue;
    const counts = (world.faultCounts[index] ??= { matched: 0, failed: 0 });
    counts.matched++;
    if (counts.matched <= (fault.afterCalls ?? 0)) continue;
    if (counts.failed >= (fault.times ?? Infinity)) continue;
    if (fault.probability !== undefined && random(world, 'calls') >= fault.probability) continue;
    counts.failed++;
    return fault;
  }
  return undefined;
}

/**
 * Answers a call that meets this fault.
 *
 * @param handle lets the call take effect, and gives AWS's answer.
 * @param asBefore gives what AWS answers that shows nothing of the call's effect.
 * @throws Fault, ConnectionLost, StrayAnswer or Delayed: whatever it is that comes in the place of that answer.
 */
export function answerWithFault<Output>(
  fault: CallFault,
  handle: () => Output,
  asBefore: () => Output = handle,
): Output {
  const { answer, seconds = 60, effect = 'before', httpStatus = 200 } = fault;
  switch (answer) {
    case undefined:
      if (effect === 'after') handle();
      throw errorOf(fault);
    case 'same-page':
      return withAnotherPage(handle());
    case 'as-before': {
      const before = asBefore();
      if (effect === 'after') handle();
      return before;
    }
    case 'slow': {
      if (effect === 'before') throw new Delayed(seconds, handle);
      // What an answer shows must not change while it is on its way.
      const output = copyOf(handle());
      throw new Delayed(seconds, () => output);
    }
    default: {
      // These two are made of AWS's answer, so there was one.
      const tookEffect = effect === 'after' || answer === 'half' || answer === 'gzip';
      throw new StrayAnswer(answer, httpStatus, tookEffect ? { output: copyOf(handle()) } : undefined);
    }
  }
}

function errorOf({ error = 'InternalFailure', message, httpStatus, effect }: CallFault): Fault | ConnectionLost {
  if (error === 'ConnectionLost') return new ConnectionLost(effect === 'after');
  const known = KNOWN_ERRORS[error];
  return new Fault(error, message ?? known?.message ?? error, httpStatus ?? known?.httpStatus ?? 400);
}

const KNOWN_ERRORS: Readonly<Record<string, { readonly message: string; readonly httpStatus: number }>> = {
  ThrottlingException: { message: 'Rate exceeded', httpStatus: 400 },
  ServerException: { message: 'Service Unavailable. Please try again later.', httpStatus: 500 },
  InternalFailure: { message: 'The request processing has failed because of an unknown error.', httpStatus: 500 },
  ServiceUnavailable: { message: 'The service is unavailable.', httpStatus: 503 },
  ExpiredTokenException: { message: 'The security token included in the request is expired', httpStatus: 400 },
  UnrecognizedClientException: { message: 'The security token included in the request is invalid.', httpStatus: 400 },
};

/** `ecs:UpdateService` under `ecs:UpdateService`, `UpdateService`, `ecs:*`, `ecs:Update*` and `*`. */
function isPermission(pattern: string, operation: string): boolean {
  const name = pattern.includes(':') ? operation : operation.slice(operation.indexOf(':') + 1);
  const star = pattern.indexOf('*');
  return star < 0 ? pattern === name : name.startsWith(pattern.slice(0, star));
}

/**
 * What a call needs: its own permission, TagResource where it brings tags, and iam:PassRole for the roles of a task
 * definition. Source: reference/ecs-facts.md, "Task definitions on Fargate".
 */
function permissionsFor(
  world: World,
  operation: string,
  input: object,
): { readonly action: string; readonly resource: string }[] {
  const given: Readonly<Record<string, unknown>> = { ...input };
  const resource = resourceOf(world, operation, input);
  const permissions = [{ action: operation, resource }];
  const bringsTags = [given['tags'], given['Tags']].some((tags) => Array.isArray(tags) && tags.length > 0);
  if (bringsTags && /^ecs:(?:Create|Register|Run)/.test(operation))
    permissions.push({ action: 'ecs:TagResource', resource });
  if (bringsTags && operation === 'ecr:CreateRepository') permissions.push({ action: 'ecr:TagResource', resource });
  // Source: the SDK's documentation of PutMetricAlarm, PutCompositeAlarm and PutDashboard: Tags.
  if (bringsTags && operation.startsWith('cloudwatch:Put'))
    permissions.push({ action: 'cloudwatch:TagResource', resource });
  // Source: the SDK's documentation of PutRule: Tags.
  if (bringsTags && operation === 'events:PutRule') permissions.push({ action: 'events:TagResource', resource });
  if (operation !== 'ecs:RegisterTaskDefinition') return permissions;
  for (const role of [given['taskRoleArn'], given['executionRoleArn']])
    if (typeof role === 'string') permissions.push({ action: 'iam:PassRole', resource: role });
  return permissions;
}

/** What the denial names: the ARN where the input has one, else the service or cluster it names, else everything. */
function resourceOf(world: World, operation: string, input: object): string {
  const given: Readonly<Record<string, unknown>> = { ...input };
  for (const value of Object.values(given)) if (typeof value === 'string' && value.startsWith('arn:')) return value;
  const text = (name: string): string | undefined => (typeof given[name] === 'string' ? given[name] : undefined);
  const repository = text('repositoryName');
  if (repository !== undefined) return arn(world, 'ecr', `repository/${repository}`);
  if (!operation.startsWith('ecs:')) return '*';
  const cluster = text('cluster') ?? 'default';
  const listed: unknown[] = Array.isArray(given['services']) ? given['services'] : [];
  const service = text('service') ?? text('serviceName') ?? listed[0];
  if (typeof service === 'string') return arn(world, 'ecs', `service/${cluster}/${service}`);
  const family = text('family');
  if (family) return arn(world, 'ecs', `task-definition/${family}:*`);
  return given['cluster'] === undefined ? '*' : arn(world, 'ecs', `cluster/${cluster}`);
}
