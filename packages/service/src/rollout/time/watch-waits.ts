import type { ProtectedTask, Service, ServiceDeployment, Task } from '@aws-sdk/client-ecs';
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { isAwsError, type Aws } from '@fargate-actions/aws';
import type { Begun } from '../begun.ts';
import { marked } from '../own-tasks.ts';
import type { RolloutSeen } from '../seen.ts';
import { readDrainSeconds, readTasks, timedEvents } from './read-time.ts';
import { isLeaving } from './task-state.ts';
import type { WaitObserved } from './wait-observed.ts';
import { waitReason } from './wait-reason.ts';

/** Shorter pauses are a deployment's ordinary course. */
const QUIET_SECONDS = 20;

/** What is waited for is asked again so often. */
const ASK_AGAIN_SECONDS = 60;

/** GetTaskProtection takes so many tasks a call. */
const MOST_TASKS = 100;

const LOST = 'What a long deployment waits for is not told in full.';

/** What is found out while a rollout waits. */
export interface WaitWatch {
  /** What it waits for now, as far as that is known, to be read after "waiting for". */
  readonly reason: (seen: RolloutSeen, service: Service) => string | undefined;
  /** Whether a protected task kept ECS from going on, so far as was seen. */
  readonly sawProtection: () => boolean;
}

/**
 * Finds out what a rollout waits for while nothing moves: each look gets what is known so far.
 *
 * It is asked behind the looks' back, so that a verdict never waits for it.
 */
export function watchWaits(begun: Begun, aws: Aws): WaitWatch {
  let scene = '';
  let quietSince = 0;
  let askedAt: number | undefined;
  let isAsking = false;
  let reason: string | undefined;
  let sawProtection = false;
  let failure: { readonly error: unknown } | undefined;

  async function ask(seen: RolloutSeen, service: Service): Promise<void> {
    const asked = scene;
    try {
      const found = await aws.gaps.unlessDenied(LOST, () => readWait(seen, service, begun, aws));
      sawProtection ||= found?.protectedTasks.some(({ protectionEnabled }) => protectionEnabled) === true;
      if (scene === asked) reason = found && waitReason(found);
    } catch (error) {
      // One question that failed for a passing reason is asked again later.
      if (!isAwsError(error)) failure = { error };
    } finally {
      isAsking = false;
    }
  }

  function reasonOf(seen: RolloutSeen, service: Service): string | undefined {
    if (failure) throw failure.error;
    const now = sceneOf(seen);
    if (now !== scene) [scene, quietSince, askedAt, reason] = [now, seen.elapsedSeconds, undefined, undefined];
    const isQuiet = seen.elapsedSeconds - quietSince >= QUIET_SECONDS;
    const isDue = askedAt === undefined || seen.elapsedSeconds - askedAt >= ASK_AGAIN_SECONDS;
    if (isQuiet && isDue && !isAsking && !cannotSeeTasks(aws)) {
      isAsking = true;
      askedAt = seen.elapsedSeconds;
      void ask(seen, service);
    }
    return reason;
  }

  return { reason: reasonOf, sawProtection: () => sawProtection };
}

/** What moves in a deployment. */
function sceneOf({ ours, primary, oldRunning, desiredCount, isRollingBack }: RolloutSeen): string {
  const counts = [ours, primary].map((one) => one && [one.id, one.running, one.pending, one.failed]);
  return JSON.stringify([counts, oldRunning, desiredCount, isRollingBack]);
}

/** Without its tasks there is too little to tell of a deployment. */
function cannotSeeTasks({ gaps }: Aws): boolean {
  return gaps.isDenied('ecs:ListTasks') || gaps.isDenied('ecs:DescribeTasks');
}

async function readWait(seen: RolloutSeen, service: Service, begun: Begun, aws: Aws): Promise<WaitObserved> {
  const { cluster, service: name, deploymentId } = begun;
  const tasks = marked(await readTasks(cluster, name, aws), begun);
  const towards = seen.primary?.id ?? deploymentId;
  const old = tasks.filter((task) => task.startedBy !== towards && !isLeaving(task));
  const groups = (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  const [targets, drainSeconds, protectedTasks, serviceDeployment] = await Promise.all([
    readTargets(groups, aws),
    readLongestDrain(groups, tasks, aws),
    readProtection(cluster, old, aws),
    readServiceDeployment(seen, aws),
  ]);
  return {
    deploymentId: towards,
    beganAt: seen.begunAt,
    desiredCount: seen.desiredCount,
    tasks,
    targets,
    drainSeconds,
    protectedTasks,
    events: timedEvents(service),
    serviceDeployment,
  };
}

async function readTargets(groups: readonly string[], aws: Aws): Promise<TargetHealthDescription[] | undefined> {
  if (groups.length === 0) return undefined;
  const found = await aws.gaps.unlessDenied(LOST, () => Promise.all(groups.map((arn) => aws.targetGroups.health(arn))));
  return found?.flat();
}

/** Asked for only when something drains. */
async function readLongestDrain(
  groups: readonly string[],
  tasks: readonly Task[],
  aws: Aws,
): Promise<number | undefined> {
  if (groups.length === 0 || !tasks.some(({ lastStatus }) => lastStatus === 'DEACTIVATING')) return undefined;
  const found = await aws.gaps.unlessDenied(LOST, () => Promise.all(groups.map((arn) => readDrainSeconds(arn, aws))));
  return found && Math.max(...found);
}

async function readProtection(cluster: string, old: readonly Task[], aws: Aws): Promise<ProtectedTask[]> {
  const arns = old.flatMap(({ taskArn }) => taskArn ?? []).slice(0, MOST_TASKS);
  if (arns.length === 0 || aws.gaps.isDenied('ecs:GetTaskProtection')) return [];
  return (await aws.gaps.unlessDenied(LOST, () => aws.tasks.protection(cluster, arns))) ?? [];
}

async function readServiceDeployment(
  { serviceDeployment }: RolloutSeen,
  aws: Aws,
): Promise<ServiceDeployment | undefined> {
  return serviceDeployment && aws.serviceDeployments.describe(serviceDeployment.arn);
}
