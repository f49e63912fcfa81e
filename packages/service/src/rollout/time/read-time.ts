import type { Service, Task } from '@aws-sdk/client-ecs';
import { isAwsError, type Aws, type Clock } from '@fargate-actions/aws';
import type { Begun } from '../begun.ts';
import { marked } from '../own-tasks.ts';
import type { DeploymentFacts, TargetGroupTimes, TimedEvent } from './deployment-facts.ts';
import type { RolloutTime } from './rollout-time.ts';
import { timeOf } from './time-of.ts';

/** What was quicker has no time to look for. */
const WORTH_SECONDS = 30;

/** The verdict does not wait longer for it. */
const MOST_SECONDS = 5;

const LOST = 'Where the time of the deployment went is not shown.';

/** AWS's own defaults of a target group. Source: reference/ecs-facts.md. */
const DEFAULTS = { interval: 30, timeout: 5, threshold: 5, delay: 300 };

/** A deployment that has just succeeded. */
export interface Finished {
  readonly begun: Begun;
  readonly elapsedSeconds: number;
  readonly service: Service;
  /** Of its service deployment, where that may be seen; milliseconds of AWS's clock. */
  readonly finishedAt: number | undefined;
  /** See {@link DeploymentFacts}. */
  readonly isHeldByProtection: boolean;
}

/**
 * Reads where the time of a finished deployment went; undefined for one that was quick, and where it can't be read:
 * nothing of that is worth a failure, or much time.
 */
export async function readRolloutTime(
  finished: Finished,
  { aws, clock }: { readonly aws: Aws; readonly clock: Clock },
): Promise<RolloutTime | undefined> {
  const endedAt = endOf(finished);
  if (endedAt === undefined || finished.elapsedSeconds < WORTH_SECONDS) return undefined;
  const done = new AbortController();
  const tooLate = clock.sleep(MOST_SECONDS, done.signal).then(nothing, nothing);
  try {
    const facts = await Promise.race([aws.gaps.unlessDenied(LOST, () => readFacts(finished, endedAt, aws)), tooLate]);
    return facts && timeOf(facts);
  } catch (error) {
    if (isAwsError(error)) return undefined;
    throw error;
  } finally {
    done.abort();
  }
}

const nothing = (): undefined => undefined;

async function readFacts(finished: Finished, endedAt: number, aws: Aws): Promise<DeploymentFacts> {
  const { begun, service } = finished;
  const arns = (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  const [tasks, targetGroups, containers] = await Promise.all([
    readTasks(begun.cluster, begun.service, aws),
    Promise.all(arns.map((arn) => readTargetGroup(arn, aws))),
    readContainers(begun.taskDefinition, aws),
  ]);
  return {
    deploymentId: begun.deploymentId,
    beganAt: begun.createdAt.getTime(),
    endedAt,
    tasks: marked(tasks, begun),
    events: timedEvents(service),
    targetGroups,
    containers,
    maximumPercent: service.deploymentConfiguration?.maximumPercent,
    isHeldByProtection: finished.isHeldByProtection,
  };
}

/** When the deployment was done, by AWS's clock; undefined where no read shows it yet. */
function endOf({ begun, service, finishedAt }: Finished): number | undefined {
  const ours = service.deployments?.find(({ id }) => id === begun.deploymentId);
  const updatedAt = ours?.rolloutState === 'COMPLETED' ? ours.updatedAt?.getTime() : undefined;
  const completed = `(deployment ${begun.deploymentId}) deployment completed`;
  return finishedAt ?? updatedAt ?? timedEvents(service).find(({ message }) => message.includes(completed))?.at;
}

/** The tasks of a service, running, stopping and stopped. */
export async function readTasks(cluster: string, service: string, aws: Aws): Promise<Task[]> {
  const arns = await Promise.all([
    aws.tasks.list(cluster, service, 'STOPPED'),
    aws.tasks.list(cluster, service, 'RUNNING'),
  ]);
  const all = [...new Set(arns.flat())];
  return all.length > 0 ? aws.tasks.describe(cluster, all) : [];
}

async function readTargetGroup(arn: string, aws: Aws): Promise<TargetGroupTimes> {
  const [group, delay] = await Promise.all([aws.targetGroups.byArn(arn), readDrainSeconds(arn, aws)]);
  return {
    name: group?.TargetGroupName ?? arn,
    checkIntervalSeconds: group?.HealthCheckIntervalSeconds ?? DEFAULTS.interval,
    checkTimeoutSeconds: group?.HealthCheckTimeoutSeconds ?? DEFAULTS.timeout,
    healthyThreshold: group?.HealthyThresholdCount ?? DEFAULTS.threshold,
    deregistrationDelaySeconds: delay,
  };
}

/** How long a target group lets targets drain. */
export async function readDrainSeconds(targetGroupArn: string, aws: Aws): Promise<number> {
  const { 'deregistration_delay.timeout_seconds': delay } = await aws.targetGroups.attributes(targetGroupArn);
  return delay === undefined ? DEFAULTS.delay : Number(delay);
}

/** Without them the container's own checks are not known, which is no reason to tell nothing. */
async function readContainers(taskDefinition: string, aws: Aws): Promise<DeploymentFacts['containers']> {
  try {
    return (await aws.taskDefinitions.find(taskDefinition))?.taskDefinition.containerDefinitions ?? [];
  } catch (error) {
    if (isAwsError(error, 'denied')) return [];
    throw error;
  }
}

/** A service's events with their moments. */
export function timedEvents({ events = [] }: Service): TimedEvent[] {
  return events.flatMap(({ createdAt, message = '' }) => (createdAt ? [{ at: createdAt.getTime(), message }] : []));
}
