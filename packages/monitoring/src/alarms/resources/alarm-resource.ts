import { sentAgainWhenLost, type Aws, type FoundAlarm } from '@fargate-actions/aws';
import type { Diagnostics, JsonObject } from '@fargate-actions/documents';
import {
  type Address,
  type Changes,
  type Difference,
  NO_CHANGES,
  type Outputs,
  resource,
  type Resource,
} from '@fargate-actions/engine';
import { readContainerInsights, type ContainerInsights } from '@fargate-actions/service';
import type { MonitoredStack } from '../../monitored-stack.ts';
import type { MonitoringSettings } from '../../monitoring-settings.ts';
import type { Alarm } from '../fill/alarm.ts';
import { alarmsBelow } from '../rules/composite.ts';
import { actionsOfAlarm } from './actions-of-alarm.ts';
import { alarmDifferences } from './alarm-differences.ts';
import { ownerTags } from './alarm-owner.ts';
import { withLoadBalancers } from './load-balancer-dimensions.ts';
import { checkContainerInsights, needsContainerInsights } from './needed-insights.ts';
import { createAlarm, replaceAlarm, tagAlarm } from './put-alarm.ts';
import { isRefused } from './refused-alarm.ts';
import type { TagsOfAlarms } from './tags-of-alarms.ts';
import type { TargetGroupLookup } from './target-group-lookup.ts';

type Tags = Readonly<Record<string, string>>;

/** What is known of an alarm, and of what it rests on, before it is changed. */
interface AlarmState {
  readonly found: FoundAlarm | undefined;
  /** The tags of the one that is there, where the plan asks for them; undefined as well where we may not look. */
  readonly tags: Tags | undefined;
  /** The cluster's setting, where the alarm needs to know it. */
  readonly containerInsights: ContainerInsights | undefined;
  /** Of the alarms it rests on: those that this run does not make, and that are not in the account. */
  readonly missing: readonly { readonly field: string; readonly name: string }[];
}

/** What is sent of an alarm. */
interface AlarmRequest {
  readonly fields: JsonObject;
  /** Whether the one that is there differs in them: otherwise it only gets tags. */
  readonly differs: boolean;
  /** Those that it lacks. */
  readonly tags: Tags;
}

/** What alarms of one run have in common. */
export interface AlarmContext {
  readonly stack: MonitoredStack;
  readonly settings: MonitoringSettings;
  readonly aws: Aws;
  readonly targetGroups: TargetGroupLookup;
  readonly tags: TagsOfAlarms;
  /** The names of all alarms of the run. */
  readonly names: ReadonlySet<string>;
  /** The names of all alarms of the files, whatever services the run is for. */
  readonly inFiles: ReadonlySet<string>;
}

/** The address of an alarm in a plan. */
export function alarmAddress(name: string): Address {
  return { kind: 'alarm', name };
}

/** An alarm; its outputs are its ARN and the state that it is in. */
export function alarmResource(alarm: Alarm, context: AlarmContext): Resource {
  const { stack, aws, names } = context;
  return resource<JsonObject, AlarmState, AlarmRequest>({
    address: alarmAddress(alarm.name),
    continueOnFailure: true,
    // CloudWatch refuses a composite alarm that names one which is not there.
    after: [...new Set(alarmsBelow(alarm).flatMap(({ name }) => (names.has(name) ? [alarmAddress(name)] : [])))],
    resolve: async (diagnostics) => {
      const [fields, actions] = await Promise.all([
        withLoadBalancers(alarm, context.targetGroups, diagnostics),
        actionsOfAlarm(alarm, stack, aws, diagnostics),
      ]);
      return { ...fields, ...actions };
    },
    read: (wanted) => readAlarm(alarm, wanted, context),
    plan: (state, wanted, _values, diagnostics) => planAlarm(state, alarm, wanted, context, diagnostics),
    outputs: ({ found }) => outputsOf(found),
    apply: async (request, _values, { found: state }) => {
      const found = state?.found;
      await sentAgainWhenLost(() => send(request, alarm, found, aws));
      // A fresh answer might be stale: CloudWatch leaves the state as it was, and a new alarm begins without data.
      if (found) return { outputs: outputsOf(found) };
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

async function readAlarm(
  alarm: Alarm,
  wanted: JsonObject,
  { stack, aws, names, tags }: AlarmContext,
): Promise<AlarmState> {
  const below = alarmsBelow(alarm).filter(({ name }) => !names.has(name));
  const [found, containerInsights, others] = await Promise.all([
    aws.alarms.find(alarm.name),
    needsContainerInsights(wanted) ? readContainerInsights(stack.cluster, INSIGHTS_LOST, aws) : undefined,
    Promise.all(below.map(async (one) => ({ ...one, found: await aws.alarms.find(one.name) }))),
  ]);
  const asksForTags =
    found !== undefined && (Object.keys(alarm.tags).length > 0 || alarmDifferences(found, wanted).length > 0);
  return {
    found,
    tags: asksForTags ? await readTags(found, alarm, tags) : undefined,
    containerInsights,
    missing: others.filter((one) => !one.found),
  };
}

/** The index of tags is late: what it says is believed where nothing is to be done about it. */
async function readTags(
  { alarm: { AlarmArn = '' } }: FoundAlarm,
  alarm: Alarm,
  tags: TagsOfAlarms,
): Promise<Tags | undefined> {
  const listed = (await tags.ofStack())?.get(AlarmArn);
  return listed && Object.keys(lacking(listed, alarm.tags)).length === 0 ? listed : tags.ofAlarm(AlarmArn);
}

/** What of an alarm differs; what is somebody else's, or could never work, is refused. */
function planAlarm(
  state: AlarmState | undefined,
  alarm: Alarm,
  wanted: JsonObject,
  { stack, settings, inFiles }: AlarmContext,
  diagnostics: Diagnostics,
): Changes<AlarmRequest> {
  const { found, tags: has } = state ?? {};
  // A run that deploys the stack gives the cluster what stack.yml says.
  const isSetByRun = settings.deployed !== undefined && stack.containerInsights !== undefined;
  checkContainerInsights(isSetByRun ? undefined : state?.containerInsights, alarm, wanted, stack, diagnostics);
  for (const { field, name } of state?.missing ?? []) reportMissing(name, inFiles.has(name), field, alarm, diagnostics);
  const changed = alarmDifferences(found, wanted);
  if (!found) {
    return {
      action: 'create',
      differences: [...changed, ...tagDifferences({}, alarm.tags)],
      request: { fields: wanted, differs: true, tags: { ...settings.tags, ...alarm.tags, ...ownerTags(stack) } },
    };
  }
  const ownLack = has ? lacking(has, alarm.tags) : {};
  if (changed.length === 0 && Object.keys(ownLack).length === 0) return NO_CHANGES;
  if (isRefused(found, has, alarm, wanted, stack, diagnostics)) return NO_CHANGES;
  // One that is taken over gets the tags by which a later run knows it.
  const tags = { ...ownLack, ...(has && lacking(has, ownerTags(stack))) };
  return {
    action: 'update',
    differences: [...changed, ...tagDifferences(has ?? {}, tags)],
    request: { fields: wanted, differs: changed.length > 0, tags },
  };
}

/** The tags that something has not, or with another value. Others stay: they may be anybody's. */
function lacking(has: Tags, wanted: Tags): Tags {
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => has[key] !== value));
}

function tagDifferences(has: Tags, wanted: Tags): Difference[] {
  return Object.entries(wanted).map(([key, to]) => ({ path: `tags[${key}]`, from: has[key], to }));
}

/** Creates the alarm, or makes of the one that is there what it is to be. */
async function send(
  { fields, differs, tags }: AlarmRequest,
  alarm: Alarm,
  found: FoundAlarm | undefined,
  aws: Aws,
): Promise<void> {
  if (!found) {
    await createAlarm(alarm, fields, tags, aws);
    return;
  }
  if (differs) await replaceAlarm(alarm, fields, aws);
  if (Object.keys(tags).length > 0) await tagAlarm(found.alarm.AlarmArn ?? '', tags, aws);
}

function reportMissing(name: string, isInFiles: boolean, field: string, alarm: Alarm, diagnostics: Diagnostics): void {
  diagnostics.error(
    alarm.at(field),
    'alarms/no-such-alarm',
    `${alarm.name} rests on the alarm ${name}, which is ${isInFiles ? 'of a service that this run is not for' : 'in no file'} and not in the account.`,
    isInFiles ? 'Run once without `services`: that makes both.' : 'Correct its name, or add the alarm.',
  );
}
