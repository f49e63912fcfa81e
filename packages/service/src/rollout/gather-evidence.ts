import type { Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws, Clock } from '@fargate-actions/aws';
import type { StoppedGroup } from '../rollout-report.ts';
import type { Begun } from './begun.ts';
import { explainStop } from './diagnosis/explain-stop.ts';
import { readLogTail, type LogSearch } from './diagnosis/log-tail.ts';
import { lookUpImage } from './diagnosis/look-up-image.ts';
import { groupStopped } from './diagnosis/stopped-tasks.ts';
import { unhealthyInEvents, unhealthyTargets, type TargetsSeen } from './diagnosis/unhealthy-targets.ts';
import { worstGroup } from './diagnosis/worst-group.ts';
import type { Evidence } from './evidence.ts';
import { hasBeenHealthy } from './new-task-health.ts';
import { marked } from './own-tasks.ts';

/** Where evidence is looked for. */
export interface EvidenceSource {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly begun: Begun;
  readonly targetGroupArns: readonly string[];
  /** How many of the failing container's last log lines are to be shown. */
  readonly logLines: number;
}

/** Which tasks are asked for: where none of a deployment runs, those that stopped are all there is. */
export type AskedTasks = 'all' | 'stopped';

/**
 * Asks tasks and targets how a deployment goes; what may not be asked stays as it was known before.
 *
 * ECS lets an account list tasks 20 times a second, and many services fail in the same second: no list is asked for that
 * can't say anything.
 */
export async function gatherEvidence(known: Evidence, source: EvidenceSource, asked: AskedTasks): Promise<Evidence> {
  const { aws, begun } = source;
  const [tasks, seen] = await Promise.all([
    aws.gaps.whileSupported(
      `tasks of ${begun.deploymentId}`,
      'Why tasks stopped is not shown, and a revision that cannot work is not given up early.',
      () => readTasks(source, asked),
    ),
    aws.gaps.optional('Why targets are unhealthy is not shown.', () => readTargets(source)),
  ]);
  const ours = tasks && marked(tasks, begun).filter(({ startedBy }) => startedBy === begun.deploymentId);
  const unhealthy = seen ? unhealthyTargets(seen, ours) : [];
  // Targets are gone from the group once their tasks are stopped: what was said or seen of them before stays known.
  const unhealthyBefore =
    known.unhealthyTargets.length > 0 ? known.unhealthyTargets : await saidUnhealthy(known, ours ?? [], source);
  const targets = seen?.flatMap(({ targets }) => targets);
  const isHealthy = ours === undefined || wasHealthy(ours, targets, source.targetGroupArns.length > 0);
  const gathered = {
    ...known,
    hasBeenHealthy: known.hasBeenHealthy || isHealthy,
    unhealthyTargets: unhealthy.length > 0 ? unhealthy : unhealthyBefore,
    ...(tasks === undefined && { isBlind: true }),
  };
  return withDetails(gathered, ours ?? [], source);
}

/** Without the targets nobody knows whether a task behind them was healthy; one that never ran was not. */
function wasHealthy(
  ours: readonly Task[],
  targets: Parameters<typeof hasBeenHealthy>[1] | undefined,
  hasTargetGroup: boolean,
): boolean {
  return targets
    ? hasBeenHealthy(ours, targets, hasTargetGroup)
    : ours.some(({ startedAt }) => startedAt !== undefined);
}

/**
 * Adds the failing container's last log lines to a verdict.
 *
 * @param waits whether lines that are still on their way are waited for, some seconds.
 */
export async function withLogTail(known: Evidence, source: EvidenceSource, waits: boolean): Promise<Evidence> {
  return lookIntoLog(known, source, waits ? 'waiting' : 'the last');
}

/** Groups what stopped, and looks up what explains it: the revision, its image, a first look into the log. */
async function withDetails(known: Evidence, tasks: readonly Task[], source: EvidenceSource): Promise<Evidence> {
  const { deploymentId } = source.begun;
  if (groupStopped(tasks, deploymentId).length === 0) return known;
  const revision = known.revision ?? (await readRevision(source));
  const stopped = groupStopped(tasks, deploymentId, essentialOf(revision));
  const image = known.image ?? (await lookUpMissing(stopped, revision, known, source));
  const detailed = { ...known, stopped, ...(revision && { revision }), ...(image && { image }) };
  return hasLogOf(worstGroup(stopped), known) ? detailed : lookIntoLog(detailed, source, 'a first');
}

async function readRevision({ aws, begun }: EvidenceSource): Promise<TaskDefinition | undefined> {
  const lost = "The failing container's last log lines are not shown, and its limits and names are not told.";
  const found = await aws.gaps.optional(lost, () => aws.taskDefinitions.find(begun.taskDefinition));
  return found?.taskDefinition;
}

function essentialOf(revision: TaskDefinition | undefined): ReadonlySet<string> | undefined {
  const containers = revision?.containerDefinitions?.filter(({ essential }) => essential !== false);
  return containers && new Set(containers.flatMap(({ name }) => name ?? []));
}

/** Asks the registry about an image that was not found. */
async function lookUpMissing(
  stopped: readonly StoppedGroup[],
  revision: TaskDefinition | undefined,
  { unhealthyTargets, logTail }: Evidence,
  { aws, begun }: EvidenceSource,
) {
  const context = { unhealthyTargets, logTail, revision, newTasks: 0 };
  const group = stopped.find((one) => explainStop(one, context).kind === 'image-not-found');
  const containers = revision?.containerDefinitions ?? [];
  const failed = group && (containers.find(({ name }) => name === group.container) ?? containers[0]);
  const region = begun.taskDefinition.split(':')[3] ?? '';
  return failed?.image === undefined ? undefined : lookUpImage(failed.image, region, aws);
}

async function lookIntoLog(known: Evidence, { aws, clock, logLines }: EvidenceSource, look: LogSearch['look']) {
  const { stopped, revision } = known;
  const group = worstGroup(stopped);
  // What never ran has written nothing.
  const hasRun = group !== undefined && group.stopCode !== 'TaskFailedToStart';
  if (!hasRun || !revision) return known;
  const found = await readLogTail(group, { aws, clock, revision, lines: logLines, look });
  if (found?.kind === 'tail') return { ...known, logTail: found.tail, noLog: undefined };
  return hasLogOf(group, known) ? known : { ...known, logTail: undefined, noLog: found?.why };
}

/** Whether the log lines that are known are of a task of that group. */
function hasLogOf(group: StoppedGroup | undefined, { logTail }: Evidence): boolean {
  const task = logTail?.stream.split('/').at(-1);
  return task !== undefined && group?.tasks.includes(task) === true;
}

async function readTasks({ aws, begun }: EvidenceSource, asked: AskedTasks): Promise<Task[]> {
  const { cluster, service } = begun;
  const statuses = asked === 'all' ? (['STOPPED', 'RUNNING'] as const) : (['STOPPED'] as const);
  const arns = await Promise.all(statuses.map((status) => aws.tasks.list(cluster, service, status)));
  const all = [...new Set(arns.flat())];
  return all.length > 0 ? aws.tasks.describe(cluster, all) : [];
}

async function readTargets({ aws, targetGroupArns }: EvidenceSource): Promise<TargetsSeen[]> {
  return Promise.all(
    targetGroupArns.map(async (arn) => {
      const targets = await aws.targetGroups.health(arn);
      const isUnhealthy = targets.some(({ TargetHealth }) => TargetHealth?.State === 'unhealthy');
      return { group: isUnhealthy ? await readGroup(arn, aws) : undefined, targets };
    }),
  );
}

/** What the events say of unhealthy targets, with what the first target group asks. */
async function saidUnhealthy(
  { events }: Evidence,
  tasks: readonly Task[],
  { aws, targetGroupArns: [arn] }: EvidenceSource,
) {
  const isSaid = unhealthyInEvents(events, tasks, undefined).length > 0;
  return isSaid && arn !== undefined ? unhealthyInEvents(events, tasks, await readGroup(arn, aws)) : [];
}

async function readGroup(arn: string, aws: Aws): Promise<TargetGroup | undefined> {
  return aws.gaps.optional('What the health check of the target group asks is not shown.', () =>
    aws.targetGroups.byArn(arn),
  );
}
