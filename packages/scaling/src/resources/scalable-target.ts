import type { Service } from '@aws-sdk/client-ecs';
import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import { isAwsError, sentAgainWhenLost, type Aws, type InputOf } from '@fargate-actions/aws';
import {
  answerInCamelCase,
  inPascalCase,
  withoutMistyped,
  type Diagnostics,
  type JsonObject,
} from '@fargate-actions/documents';
import { differences, NO_CHANGES, resource, type Changes, type Resource } from '@fargate-actions/engine';
import {
  formatOffHoursMark,
  OFF_HOURS_TAG,
  missingService,
  servicesOfCluster,
  type ServicesOfCluster,
} from '@fargate-actions/service';
import { TARGET } from '../file/file-shape.ts';
import type { WantedScaling, WantedTarget } from '../file/wanted.ts';
import { rememberedBy, targetMark, targetOutputs } from '../modes/off-hours-state.ts';
import { limitsBySchedule, scheduleNote } from './limits-by-schedule.ts';
import { noticeSuspended } from './notice-suspended.ts';
import { scalableTargetAddress, type ScalingSpec } from './scaling-spec.ts';
import { awake, noticeLimitsOfMark } from './target-in-off-hours.ts';
import { ownerTags } from './target-owner.ts';

/** What a target is to have, and, where its service sleeps, what it is to have then. */
export interface TargetRequest {
  /** Absent where only tags differ. */
  readonly settings?: JsonObject;
  /** Those of the file that the target has not, or has otherwise. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly mark?: { readonly arn: string; readonly text: string };
}

/** What is known of a service and its target before anything is changed. */
export interface TargetState {
  readonly target: ScalableTarget | undefined;
  /** `unknown`: we may not look. */
  readonly service: Service | undefined | 'unknown';
  /** Of the target, where the file has tags; undefined where they are not asked for, or may not be read. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** The names of the cluster's services, where the one that is scaled is not among them. */
  readonly others: ServicesOfCluster;
}

/** What of a service's scaling its target rests on. */
type TargetAndActions = Pick<WantedScaling, 'target' | 'actions'>;

/** A service's scalable target: created, or given its limits; what is suspended stays so unless the file says. */
export function scalableTargetResource(scaling: TargetAndActions, spec: ScalingSpec, aws: Aws): Resource {
  const { name } = spec.service;
  const wanted = scaling.target;
  return resource<WantedTarget, TargetState, TargetRequest>({
    address: scalableTargetAddress(name),
    continueOnFailure: true,
    after: spec.serviceAddress === undefined ? [] : [spec.serviceAddress],
    resolve: () => Promise.resolve(wanted),
    read: () => readTargetState(wanted, spec, aws),
    plan: (found, _wanted, _values, diagnostics) => planTarget(found, scaling, spec, diagnostics),
    outputs: ({ target }) => (target ? targetOutputs(targetMark(target)) : {}),
    apply: async ({ settings: fields, tags, mark }, _values, { found }) => {
      if (mark) await sentAgainWhenLost(() => aws.services.tag(mark.arn, { [OFF_HOURS_TAG]: mark.text }));
      const settings = inPascalCase(fields ?? {}) as RegisterSettings;
      if (fields) await sentAgainWhenLost(() => register(settings, found?.target === undefined, spec, wanted, aws));
      const arn = found?.target?.ScalableTargetARN;
      if (tags && arn !== undefined) await tagTarget(arn, tags, name, aws);
      // A fresh answer might be stale: what was there, and what was written over it.
      return { outputs: targetOutputs(targetMark({ ...found?.target, ...settings })) };
    },
  });
}

// What the file may have beside is passed on as it is: AWS judges it.
type RegisterSettings = Omit<
  InputOf<'application-autoscaling:RegisterScalableTarget'>,
  'ServiceNamespace' | 'ResourceId' | 'ScalableDimension'
>;

/** Adds tags to a target that is there; where that is denied they are left out. */
async function tagTarget(arn: string, tags: Readonly<Record<string, string>>, name: string, aws: Aws): Promise<void> {
  const lost = `The scalable target of ${name} does not get the tags of its file.`;
  await aws.gaps.optional(lost, () => sentAgainWhenLost(() => aws.scalableTargets.tag(arn, tags)));
}

/** Reads a service and its target, and, where there is no such service, which there are. */
async function readTargetState(
  wanted: WantedTarget,
  { service: { cluster, name } }: ScalingSpec,
  aws: Aws,
): Promise<TargetState> {
  const lost = `Whether ${name} exists and what it runs is not known: its scaling is applied unchecked.`;
  const [{ target, tags }, seen] = await Promise.all([
    aws.scalableTargets.find(cluster, name).then((found) => withTags(found, wanted, name, aws)),
    aws.gaps.unlessDenied(lost, async () => ({ service: await aws.services.find(cluster, name) })),
  ]);
  if (!seen) return { target, tags, service: 'unknown', others: [] };
  const service = seen.service?.status === 'INACTIVE' ? undefined : seen.service;
  return { target, tags, service, others: service ? [] : await servicesOfCluster(cluster, aws) };
}

/** A target, and its tags where the file has some. */
async function withTags(
  target: ScalableTarget | undefined,
  wanted: WantedTarget,
  name: string,
  aws: Aws,
): Promise<Pick<TargetState, 'target' | 'tags'>> {
  const arn = target?.ScalableTargetARN;
  if (arn === undefined || Object.keys(wanted.tags).length === 0) return { target };
  const lost = `Whether the scalable target of ${name} has the tags of its file is not known: they are left as they are.`;
  return { target, tags: await aws.gaps.optional(lost, () => aws.scalableTargets.tags(arn)) };
}

/** What of a scalable target differs; what would hurt is said, what can't work is refused. */
export function planTarget(
  state: TargetState | undefined,
  { target: wanted, actions }: TargetAndActions,
  spec: ScalingSpec,
  diagnostics: Diagnostics,
): Changes<TargetRequest> {
  const service = state?.service === 'unknown' ? undefined : state?.service;
  if (state?.service === undefined && spec.serviceAddress === undefined) {
    reportMissingService(state?.others ?? [], spec, diagnostics);
    return NO_CHANGES;
  }
  const mark = service && rememberedBy(service);
  // Its own schedule would wake a service that was put to sleep by hand.
  const suspendedState =
    mark === undefined ? wanted.suspendedState : { ...wanted.suspendedState, scheduledScalingSuspended: true };
  const others: JsonObject = { ...(suspendedState && { suspendedState }), ...wanted.others };
  const isAsleep = mark !== undefined || (spec.hasOffHours === true && state?.target?.MaxCapacity === 0);
  const found = state?.target && answerInCamelCase(state.target);
  const asleep: JsonObject = found ? others : { minCapacity: 0, maxCapacity: 0, ...others };
  const bySchedule = !state?.target || isAsleep ? [] : limitsBySchedule(state.target, wanted, actions);
  const limits = Object.fromEntries(
    (['minCapacity', 'maxCapacity'] as const)
      .filter((name) => bySchedule.every(({ field }) => field !== name))
      .map((name) => [name, wanted[name]]),
  );
  const settings = isAsleep ? asleep : { ...limits, ...others };
  // AWS puts its own role in the place of the one that is given.
  const compared = withoutMistyped(settings, found, { fields: TARGET });
  const changed = differences(found, compared, { absent: 'left alone', ignored: new Set(['roleARN']) });
  if (state?.target && mark === undefined) noticeSuspended(state.target, wanted, spec, diagnostics);
  if (mark !== undefined && mark !== 'unreadable') noticeLimitsOfMark(mark, wanted, actions, spec, diagnostics);
  const tags = tagsLacking(state, wanted);
  const tagged = Object.entries(tags).map(([key, to]) => ({ path: `tags[${key}]`, from: state?.tags?.[key], to }));
  const scheduled = scheduleNote(bySchedule);
  if (found && changed.length + tagged.length === 0) {
    return { ...NO_CHANGES, ...(scheduled !== undefined && { note: scheduled }) };
  }
  if (!isAsleep && 'maxCapacity' in limits && service) warnOfTasksLost(service, wanted, spec, diagnostics);
  const notes = [
    isAsleep ? 'in its off-hours: it gets its limits when they end' : scheduled,
    !isAsleep && service && isDeploying(service) ? 'a deployment is under way: it goes on' : undefined,
  ].filter((text) => text !== undefined);
  const remembers = service !== undefined && !found && mark !== undefined && mark !== 'unreadable';
  return {
    action: found ? 'update' : 'create',
    differences: [...changed, ...tagged],
    request: {
      ...((!found || changed.length > 0) && { settings }),
      ...(found && tagged.length > 0 && { tags }),
      ...(remembers && { mark: { arn: service.serviceArn ?? '', text: formatOffHoursMark(awake(mark, wanted)) } }),
    },
    ...(notes.length > 0 && { note: notes.join('; ') }),
  };
}

/** The tags of the file that a target has not, or has otherwise; others are nobody's business here. */
function tagsLacking(state: TargetState | undefined, { tags }: WantedTarget): Readonly<Record<string, string>> {
  const known = state?.target ? state.tags : {};
  return known ? Object.fromEntries(Object.entries(tags).filter(([key, value]) => known[key] !== value)) : {};
}

function reportMissingService(others: ServicesOfCluster, { service }: ScalingSpec, diagnostics: Diagnostics): void {
  const { what, message, hint } = missingService(service.cluster, service.name, others);
  if (what === 'cluster') diagnostics.error(undefined, 'scaling/no-such-cluster', message, hint);
  else diagnostics.error(service.at, 'scaling/no-such-service', message, hint);
}

function warnOfTasksLost(service: Service, wanted: WantedTarget, spec: ScalingSpec, diagnostics: Diagnostics): void {
  const { runningCount = 0 } = service;
  if (wanted.maxCapacity >= runningCount) return;
  diagnostics.warning(
    wanted.maxAt,
    'scaling/max-below-running',
    `${spec.service.name} runs ${runningCount} tasks, and maxCapacity is ${wanted.maxCapacity}: ${runningCount - wanted.maxCapacity} of them will be stopped.`,
    'Raise maxCapacity if that is not meant.',
  );
}

function isDeploying({ deployments = [] }: Service): boolean {
  return deployments.length > 1 || deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS');
}

/** Registers the target; a new one with tags, and without them where tagging is denied: nothing rests on them. */
async function register(
  settings: RegisterSettings,
  isNew: boolean,
  { service, tags }: ScalingSpec,
  wanted: WantedTarget,
  aws: Aws,
): Promise<void> {
  const all = { ...wanted.tags, ...tags, ...ownerTags(service) };
  const { cluster, name } = service;
  if (!isNew) {
    await aws.scalableTargets.register(cluster, name, settings);
    return;
  }
  try {
    await aws.scalableTargets.register(cluster, name, { ...settings, Tags: all });
  } catch (error) {
    if (!isAwsError(error, 'denied') || error.permission !== 'application-autoscaling:TagResource') throw error;
    aws.gaps.note(
      error,
      `The scalable target of ${name} has no tags that say for which stack and by which run it was created.`,
    );
    await aws.scalableTargets.register(cluster, name, settings);
  }
}
