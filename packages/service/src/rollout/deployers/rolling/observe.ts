import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { GONE_AFTER_SECONDS, isAwsError, SHOWS_SECONDS } from '@fargate-actions/aws';
import type { Begun } from '../../begun.ts';
import { decide } from './decide.ts';
import type { Observer, WatchContext } from '../../deployer.ts';
import { eventsSince } from '../../events.ts';
import { evidenceBeside, type Gather } from '../../evidence-beside.ts';
import { findServiceDeployment, seenServiceDeployment } from '../../find-service-deployment.ts';
import { gatherEvidence, withLogTail, type AskedTasks } from '../../gather-evidence.ts';
import { firstSeen, heldFor } from '../../held-for.ts';
import type { Patience } from '../../patience.ts';
import type { DeploymentSeen, RolloutSeen, ServiceDeploymentSeen } from '../../seen.ts';
import { readRolloutTime } from '../../time/read-time.ts';
import type { RolloutTime } from '../../time/rollout-time.ts';
import { isRollingBack } from '../../rolling-back.ts';
import { directionOf } from './signs.ts';
import { watchWaits } from '../../time/watch-waits.ts';
import { callsItselfDone, countsAgree, NO_WITNESSES, witnessing } from './witnesses.ts';

const LOST_DEPLOYMENTS =
  'The deployment is followed by DescribeServices alone; a rollback is then told from its events.';

/** After so many seconds each it is asked again for tasks that explain a failure: together as long as reads can be stale. */
const EVIDENCE_PAUSES = [1, 1, 1, 1, 6, 10, 15, 25];

/**
 * Observes a rollout. Keeps what one look can't show, such as the first time it looked.
 *
 * @param startedAt when the time that has elapsed is counted from; by default from now.
 */
export function observer(
  begun: Begun,
  patience: Patience,
  context: WatchContext,
  startedAt = context.clock.now(),
): Observer {
  const { aws, clock } = context;
  const beganAt = clock.now();
  const waiting = watchWaits(begun, aws);
  let previous: RolloutSeen | undefined;
  let lastService: Service | undefined;
  let serviceDeploymentArn: string | undefined;
  let wasSeen = false;
  let isUnanswered = false;
  const unansweredFor = heldFor(elapsed);
  const missingFor = heldFor(elapsed);
  const notShownFor = heldFor(elapsed);
  const stoppedFor = heldFor(elapsed);
  const firstFailed = firstSeen(elapsed);
  const firstReplaced = firstSeen(elapsed);
  const witness = witnessing(elapsed);
  let targetGroupArns: string[] = [];
  const evidence = evidenceBeside(clock);
  let isComplete = false;

  async function look(asksWhy: boolean): Promise<RolloutSeen> {
    const service = await findService();
    const isGone = missingFor(!service) >= GONE_AFTER_SECONDS && wasSeen;
    if (!service && !isGone) return { ...notFoundYet(), notShownForSeconds: notShownFor(true) };
    wasSeen = true;
    lastService = service;
    targetGroupArns = (service?.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
    const seen = await witnessed(combine(service, service && (await lookAtServiceDeployment())), service);
    if (asksWhy && needsEvidence(seen)) return withEvidence(seen);
    const waits = service && decide(seen, patience).kind === 'waiting';
    return waits ? { ...seen, waitingFor: waiting.reason(seen, service) } : seen;
  }

  /** The service, unless the answer still shows one of that name that was deleted before ours was created. */
  async function findService(): Promise<Service | undefined> {
    const found = await aws.services.find(begun.cluster, begun.service);
    const isBefore = (found?.createdAt?.getTime() ?? Infinity) < (begun.serviceCreatedAt?.getTime() ?? 0);
    return isBefore ? undefined : found;
  }

  /** Tasks are asked for where they can tip the scales: while the deployment calls itself done. */
  async function witnessed(seen: RolloutSeen, service: Service | undefined): Promise<RolloutSeen> {
    if (!service || !callsItselfDone(seen)) return { ...seen, witnesses: witness(seen, false) };
    const looked = { ...seen, evidence: await evidence.whole(gathering(seen, 'all')) };
    return { ...looked, witnesses: witness(looked, countsAgree(seen, begun, service)) };
  }

  function sourceOfEvidence() {
    return { aws, clock, begun, targetGroupArns, logLines: context.logLines };
  }

  function gathering({ evidence: { events } }: RolloutSeen, asked: AskedTasks): Gather {
    return (known) => gatherEvidence({ ...known, events }, sourceOfEvidence(), asked);
  }

  async function lookAtServiceDeployment(): Promise<ServiceDeploymentSeen | undefined> {
    const read = async (): Promise<ServiceDeploymentSeen | undefined> => {
      serviceDeploymentArn ??= await findServiceDeployment(begun, aws, clock.now() - beganAt >= SHOWS_SECONDS * 1000);
      const found = serviceDeploymentArn && (await aws.serviceDeployments.describe(serviceDeploymentArn));
      isUnanswered = false;
      return found ? seenServiceDeployment(found) : undefined;
    };
    // What nobody answers for so long is done without: the other witnesses are asked then.
    if (unansweredFor(isUnanswered) >= SHOWS_SECONDS) return aws.gaps.optional(LOST_DEPLOYMENTS, read);
    isUnanswered = true;
    return aws.gaps.whileSupported(`deployments of ${begun.deploymentId}`, LOST_DEPLOYMENTS, read);
  }

  function notFoundYet(): RolloutSeen {
    return { ...(previous ?? combine(undefined, undefined)), serviceStatus: 'ACTIVE', elapsedSeconds: elapsed() };
  }

  function combine(service: Service | undefined, serviceDeployment: ServiceDeploymentSeen | undefined): RolloutSeen {
    const deployments = service?.deployments ?? [];
    const ours = deployments.find(({ id }) => id === begun.deploymentId);
    const primary = deployments.find(({ status }) => status === 'PRIMARY');
    const events = eventsOf(service, begun);
    const seen = {
      // One that is there and does not tell its status is not gone.
      serviceStatus: service && (service.status ?? 'ACTIVE'),
      desiredCount: service?.desiredCount ?? 0,
      runningCount: service?.runningCount ?? 0,
      begunAt: begun.createdAt.getTime(),
      ours: ours && seenDeployment(ours),
      primary: primary && seenDeployment(primary),
      isPrimaryOlder: begun.olderIds.includes(primary?.id ?? ''),
      isPrimaryAsBefore: primary !== undefined && primary.taskDefinition === begun.from,
      deployments: deployments.map(seenDeployment),
      rollsBackByItself: begun.olderIds.length > 0 && rollsBackByItself(service),
      oldRunning: deployments
        .filter(({ id }) => id !== begun.deploymentId)
        .reduce((sum, { runningCount = 0 }) => sum + runningCount, 0),
      notShownForSeconds: notShownFor(!ours),
      failedForSeconds: firstFailed(ours?.rolloutState === 'FAILED'),
      stoppedForSeconds: stoppedFor(serviceDeployment?.status === 'STOPPED'),
      serviceDeployment,
      witnesses: previous?.witnesses ?? NO_WITNESSES,
      isRollingBack: isRollingBack(serviceDeployment, events),
      elapsedSeconds: elapsed(),
      evidence: { ...evidence.known(), events },
    };
    return { ...seen, replacedForSeconds: firstReplaced(directionOf(seen) === 'replaced') ?? 0 };
  }

  /**
   * Tasks cost some calls: they are asked for when a failure was counted, when new tasks went without being counted (not
   * every failure is), and at the end.
   */
  function needsEvidence(seen: RolloutSeen): boolean {
    if (decide(seen, patience).kind !== 'waiting') return decide(seen, patience).kind !== 'succeeded';
    const [now, before] = [seen.ours, previous?.ours];
    if (!now || !before) return false;
    return (
      now.failed > before.failed ||
      now.running < before.running ||
      now.pending < before.pending - (now.running - before.running)
    );
  }

  /** Before a verdict that something rests on, its evidence is completed. */
  async function withEvidence(seen: RolloutSeen): Promise<RolloutSeen> {
    if (isNews(seen)) return seen;
    const asked = askedTasks(seen);
    let gathered = { ...seen, evidence: await evidence.soon(gathering(seen, asked)) };
    // What is given up early must not be left for a count that was stale: a task that runs is looked for in its list.
    if (asked === 'stopped' && decide(gathered, patience).kind === 'hopeless')
      gathered = { ...seen, evidence: await evidence.whole(gathering(seen, 'all')) };
    const isOver = decide(gathered, patience).kind !== 'waiting' && !isNews(gathered);
    return isOver ? complete(gathered, !evidence.isUnderWay()) : gathered;
  }

  /** That ECS went back is news at once, where it is known why: nothing is done about it. */
  function isNews(seen: RolloutSeen): boolean {
    return decide(seen, patience).kind === 'rolledBack' && !isUnexplained(seen, patience);
  }

  /** What a verdict rests on, and the log lines. */
  async function complete(seen: RolloutSeen, isFresh = false): Promise<RolloutSeen> {
    if (isComplete) return seen;
    const whole = gathering(seen, askedTasks(seen));
    let gathered = isFresh ? seen : { ...seen, evidence: await evidence.whole(whole) };
    for (const seconds of EVIDENCE_PAUSES) {
      if (gathered.evidence.isBlind === true || !isUnexplained(gathered, patience)) break;
      await clock.sleep(seconds);
      gathered = { ...gathered, evidence: await evidence.whole(whole) };
    }
    const { kind } = decide(gathered, patience);
    if (kind === 'waiting') return gathered;
    isComplete = true;
    // A rollback takes longer than any line: what is not in the log when it is done will not come.
    return {
      ...gathered,
      evidence: await evidence.whole((known) => withLogTail(known, sourceOfEvidence(), kind !== 'rolledBack')),
    };
  }

  async function readTime(): Promise<RolloutTime | undefined> {
    if (!previous || !lastService) return undefined;
    const { elapsedSeconds, serviceDeployment } = previous;
    const { finishedAt } = serviceDeployment ?? {};
    const isHeldByProtection = waiting.sawProtection();
    return readRolloutTime({ begun, elapsedSeconds, service: lastService, finishedAt, isHeldByProtection }, context);
  }

  function elapsed(): number {
    return (clock.now() - startedAt) / 1000;
  }

  return {
    readTime,
    complete: async (seen) => {
      try {
        return await complete(seen);
      } catch (error) {
        if (!isAwsError(error, 'lost', 'throttled', 'missing')) throw error;
        return seen;
      }
    },
    look: async (asksWhy) => {
      try {
        previous = await look(asksWhy);
        return previous;
      } catch (error) {
        // One look that failed for a passing reason says nothing about the deployment: the next one will. Reads can be
        // stale, so that the service is missing in one of them just after it was created.
        if (!isAwsError(error, 'lost', 'throttled', 'missing')) throw error;
        previous = notFoundYet();
        return previous;
      }
    },
  };
}

/** Where none of the deployment's tasks runs, those that stopped are all there is. */
function askedTasks({ ours }: RolloutSeen): AskedTasks {
  return (ours?.running ?? 0) > 0 ? 'all' : 'stopped';
}

function seenDeployment(deployment: Deployment): DeploymentSeen {
  return {
    id: deployment.id ?? '',
    createdAt: deployment.createdAt?.getTime() ?? 0,
    taskDefinition: deployment.taskDefinition ?? '',
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
    desired: deployment.desiredCount ?? 0,
    running: deployment.runningCount ?? 0,
    pending: deployment.pendingCount ?? 0,
    failed: deployment.failedTasks ?? 0,
  };
}

/** The events since the deployment began, oldest first, without those that name another deployment. */
function eventsOf(service: Service | undefined, { createdAt, deploymentId }: Begun): string[] {
  return (service ? eventsSince(service, createdAt) : []).filter((message) => {
    const named = /\(deployment (ecs-svc\/\d+)\)/.exec(message)?.[1];
    return named === undefined || named === deploymentId || message.includes('rolling back');
  });
}

/** Whether the service's own settings have ECS go back when a deployment fails. */
function rollsBackByItself(service: Service | undefined): boolean {
  const { deploymentCircuitBreaker: breaker, alarms } = service?.deploymentConfiguration ?? {};
  return (
    (breaker?.enable === true && breaker.rollback === true) || (alarms?.enable === true && alarms.rollback === true)
  );
}

/** ECS's own words for the end say that tasks failed, and none that did has shown so far. */
const WITHOUT_TASKS: ReadonlySet<string> = new Set(['unknown', 'tasks-not-starting']);

/** Whether the end has come and nothing found so far says why. */
function isUnexplained(seen: RolloutSeen, patience: Patience): boolean {
  const verdict = decide(seen, patience);
  const isRed = verdict.kind === 'failed' || verdict.kind === 'rolledBack';
  return isRed && WITHOUT_TASKS.has(verdict.cause.kind);
}
