import { isAwsError, sentAgainWhenLost, type Aws, type FoundAlarm, type InputOf } from '@fargate-actions/aws';
import { inPascalCase, valueAt, type Diagnostics, type JsonObject } from '@fargate-actions/files';
import { NO_CHANGES, resource, type Changes, type Outputs, type Resource } from '@fargate-actions/plan';
import { readContainerInsights, type ContainerInsights } from '@fargate-actions/service';
import type { MonitoredStack } from '../../monitored-stack.ts';
import type { MonitoringSettings } from '../../monitoring-settings.ts';
import { metricsOf, type Alarm } from '../fill/alarm.ts';
import { knownMetric } from '../metrics/find-metric.ts';
import { CONTAINER_INSIGHTS } from '../metrics/container-insights.ts';
import { alarmsBelow } from '../rules/composite.ts';
import { actionsOfAlarm } from './actions-of-alarm.ts';
import { alarmDifferences } from './alarm-differences.ts';
import { isKnownByTagsOnly, ownerByTags, ownerTags, strangerOf } from './alarm-owner.ts';
import { withLoadBalancers } from './load-balancer-dimensions.ts';
import type { TargetGroupLookup } from './target-group-lookup.ts';

/** What is known of an alarm, and of what it rests on, before it is changed. */
interface AlarmState {
  readonly found: FoundAlarm | undefined;
  /** The tags of the one that is there, where only they can tell whose it is. */
  readonly tags: Readonly<Record<string, string>> | undefined;
  /** The cluster's setting, where the alarm needs to know it. */
  readonly containerInsights: ContainerInsights | undefined;
  /** Of the alarms it rests on: those that are in no file and not in the account. */
  readonly missing: readonly { readonly field: string; readonly name: string }[];
}

/** What alarms of one run have in common. */
export interface AlarmSurroundings {
  readonly stack: MonitoredStack;
  readonly settings: MonitoringSettings;
  readonly aws: Aws;
  readonly targetGroups: TargetGroupLookup;
  /** The names of all alarms of the run. */
  readonly names: ReadonlySet<string>;
}

/** The address of an alarm in a plan. */
export function alarmAddress(name: string): string {
  return `alarm ${name}`;
}

/** An alarm; its outputs are its ARN and the state that it is in. */
export function alarmResource(alarm: Alarm, surroundings: AlarmSurroundings): Resource {
  const { stack, aws, names } = surroundings;
  return resource<JsonObject, AlarmState, JsonObject>({
    address: alarmAddress(alarm.name),
    // CloudWatch refuses a composite alarm that names one which is not there.
    after: [...new Set(alarmsBelow(alarm).flatMap(({ name }) => (names.has(name) ? [alarmAddress(name)] : [])))],
    resolve: async (diagnostics) => {
      const [fields, actions] = await Promise.all([
        withLoadBalancers(alarm, surroundings.targetGroups, diagnostics),
        actionsOfAlarm(alarm, stack, aws, diagnostics),
      ]);
      return { ...fields, ...actions };
    },
    read: (wanted) => readAlarm(alarm, wanted, surroundings),
    plan: (state, wanted, _values, diagnostics) => planAlarm(state, alarm, wanted, stack, diagnostics),
    outputs: ({ found }) => outputsOf(found),
    apply: async (request, _values, { found: state }) => {
      await sentAgainWhenLost(() => put(alarm, request, state?.found === undefined, surroundings));
      // A fresh answer might be stale: CloudWatch leaves the state as it was, and a new alarm begins without data.
      if (state?.found) return { outputs: outputsOf(state.found) };
      const { partition, account } = await aws.identity();
      const arn = `arn:${partition}:cloudwatch:${stack.region}:${account}:alarm:${alarm.name}`;
      return { outputs: { arn, state: 'INSUFFICIENT_DATA' } };
    },
  });
}

function outputsOf(found: FoundAlarm | undefined): Outputs {
  if (!found) return {};
  const { AlarmArn = '', StateValue = 'INSUFFICIENT_DATA' } = found.alarm;
  return { arn: AlarmArn, state: StateValue };
}

const INSIGHTS_LOST = 'Whether the cluster has Container Insights, which alarms need, is not checked.';
const TAGS_LOST = 'Whose alarms of a name are that watch something else is not checked.';

async function readAlarm(
  alarm: Alarm,
  wanted: JsonObject,
  { stack, aws, names }: AlarmSurroundings,
): Promise<AlarmState> {
  const below = alarmsBelow(alarm).filter(({ name }) => !names.has(name));
  const [found, containerInsights, others] = await Promise.all([
    aws.alarms.find(alarm.name),
    needsContainerInsights(wanted) && !stack.enablesContainerInsights
      ? readContainerInsights(stack.cluster, INSIGHTS_LOST, aws)
      : undefined,
    Promise.all(below.map(async (one) => ({ ...one, found: await aws.alarms.find(one.name) }))),
  ]);
  const { AlarmArn } = found?.alarm ?? {};
  const tags =
    found && AlarmArn !== undefined && isKnownByTagsOnly(found, wanted)
      ? await aws.denials.without(TAGS_LOST, () => aws.alarms.tags(AlarmArn))
      : undefined;
  return { found, tags, containerInsights, missing: others.filter((one) => !one.found) };
}

/** What of an alarm differs; what is somebody else's, or could never work, is refused. */
function planAlarm(
  state: AlarmState | undefined,
  alarm: Alarm,
  wanted: JsonObject,
  stack: MonitoredStack,
  diagnostics: Diagnostics,
): Changes<JsonObject> {
  const found = state?.found;
  checkContainerInsights(state?.containerInsights, alarm, wanted, stack, diagnostics);
  for (const { field, name } of state?.missing ?? []) reportMissing(name, field, alarm, diagnostics);
  if (found && isRefused(found, state.tags ?? {}, alarm, wanted, stack, diagnostics)) return NO_CHANGES;
  const changed = alarmDifferences(found, wanted);
  if (found && changed.length === 0) return NO_CHANGES;
  return { action: found ? 'update' : 'create', differences: changed, request: wanted };
}

function isRefused(
  found: FoundAlarm,
  tags: Readonly<Record<string, string>>,
  alarm: Alarm,
  wanted: JsonObject,
  stack: MonitoredStack,
  diagnostics: Diagnostics,
): boolean {
  const report = (rule: string, message: string, hint: string): true => {
    diagnostics.error(alarm.at('alarmName'), rule, message, hint);
    return true;
  };
  const another = 'Give yours another alarmName, with ${ENVIRONMENT} in it for example';
  if (found.type !== alarm.type) {
    return report(
      'alarms/type-change',
      `${alarm.name} is a ${wordsOf(found.type)}: CloudWatch can't make a ${wordsOf(alarm.type)} of it.`,
      `${another}, or delete the one that is there.`,
    );
  }
  const stranger = strangerOf(found, wanted, stack);
  if (stranger !== undefined) {
    return report(
      'alarms/somebody-elses',
      `There is an alarm ${alarm.name} already, and it watches ${stranger}, which is not of this stack: it would be replaced.`,
      `${another}.`,
    );
  }
  if (ownerByTags(tags, stack) !== 'another') return false;
  return report(
    'alarms/somebody-elses',
    `There is an alarm ${alarm.name} already, and by its tags it is of another stack or environment: it would be replaced.`,
    `${another}.`,
  );
}

function wordsOf(type: Alarm['type']): string {
  return type === 'MetricAlarm' ? 'metric alarm' : 'composite alarm';
}

function reportMissing(name: string, field: string, alarm: Alarm, diagnostics: Diagnostics): void {
  diagnostics.error(
    alarm.at(field),
    'alarms/no-such-alarm',
    `${alarm.name} rests on the alarm ${name}, which is in no file and not in the account.`,
    'Correct its name, or add the alarm.',
  );
}

function needsContainerInsights(fields: JsonObject): boolean {
  return metricsOf(fields).some(({ path }) => valueAt(fields, [...path, 'namespace']) === CONTAINER_INSIGHTS.name);
}

function checkContainerInsights(
  setting: ContainerInsights | undefined,
  alarm: Alarm,
  wanted: JsonObject,
  { cluster }: MonitoredStack,
  diagnostics: Diagnostics,
): void {
  if (setting === undefined || setting === 'enhanced') return;
  for (const { path } of metricsOf(wanted)) {
    const [namespace, name] = ['namespace', 'metricName'].map((field) => valueAt(wanted, [...path, field]));
    if (namespace !== CONTAINER_INSIGHTS.name || typeof name !== 'string') continue;
    const isEnhanced = knownMetric(namespace, name)?.isEnhanced === true;
    if (setting === 'enabled' && !isEnhanced) continue;
    const needed = isEnhanced ? 'enhanced' : 'enabled';
    diagnostics.error(
      alarm.document.at([...path, 'metricName']),
      'alarms/container-insights',
      `${name} exists only with Container Insights${isEnhanced ? ' with enhanced observability' : ''}, and the cluster ${cluster} has it ${setting === 'enabled' ? 'without that' : 'off'}: the alarm ${alarm.name} would never have data.`,
      `Add \`containerInsights: ${needed}\` to \`cluster\` in stack.yml.`,
    );
  }
}

/** Creates or replaces an alarm; a new one with tags, and without them where tagging is denied. */
async function put(alarm: Alarm, fields: JsonObject, isNew: boolean, surroundings: AlarmSurroundings): Promise<void> {
  const { aws, stack, settings } = surroundings;
  const send = (tags: Readonly<Record<string, string>>): Promise<void> => {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const input = { ...requestOf(fields), ...(Tags.length > 0 && { Tags }) };
    return alarm.type === 'CompositeAlarm'
      ? aws.alarms.putComposite(input as InputOf<'cloudwatch:PutCompositeAlarm'>)
      : aws.alarms.putMetric(input as InputOf<'cloudwatch:PutMetricAlarm'>);
  };
  if (!isNew) {
    await send({});
    return;
  }
  try {
    await send({ ...alarm.tags, ...settings.tags, ...ownerTags(stack) });
  } catch (error) {
    if (!isAwsError(error, 'denied') || error.permission !== 'cloudwatch:TagResource') throw error;
    aws.denials.note(error.permission, 'New alarms have no tags: `prune` will not know that this tool made them.');
    await send({});
  }
}

/** The fields as CloudWatch takes them; a file's own were checked when they were read. */
function requestOf({ okActions, ...fields }: JsonObject): object {
  return { ...(inPascalCase(fields) as object), ...(okActions !== undefined && { OKActions: okActions }) };
}
