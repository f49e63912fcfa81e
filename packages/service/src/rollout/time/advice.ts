import type { PathStretch } from './critical-path.ts';
import type { Chain } from './chains.ts';
import { drainSecondsOf, type DeploymentFacts } from './deployment-facts.ts';
import type { HealthyAfter } from './healthy-after.ts';
import type { Phase, TimeAdvice } from './rollout-time.ts';

/** Less is not worth a change. */
const LEAST_SECONDS = 10;

/** Common advice; source of these: reference/ecs-facts.md, "Where a deployment's time goes". */
const BRISK = { intervalSeconds: 5, timeoutSeconds: 4, threshold: 2 };
const LONG_DRAIN_SECONDS = 30;
const SHORT_DRAIN_SECONDS = 5;
/** What a process that hears SIGTERM takes to end. */
const EXIT_SECONDS = 2;
/** What a smaller image might save of its pull. */
const PULL_SHARE = 0.5;

/** What a deployment was, as far as advice goes. */
export interface AdviceGrounds {
  readonly facts: DeploymentFacts;
  readonly chains: readonly Chain[];
  readonly path: readonly PathStretch[];
  readonly healthy: HealthyAfter;
}

/** The one change that would save most of a deployment's time; undefined where none saves ten seconds. */
export function bestAdvice(grounds: AdviceGrounds): TimeAdvice | undefined {
  return [draining, targetGroupChecks, containerChecks, noChecks, killedContainers, waves, pull]
    .flatMap((advise) => advise(grounds) ?? [])
    .map((advice) => ({ ...advice, savesSeconds: Math.round(advice.savesSeconds) }))
    .filter(({ savesSeconds }) => savesSeconds >= LEAST_SECONDS)
    .reduce<TimeAdvice | undefined>(
      (best, one) => (best && best.savesSeconds >= one.savesSeconds ? best : one),
      undefined,
    );
}

function draining({ facts, chains, path, healthy }: AdviceGrounds): TimeAdvice | undefined {
  const now = drainSecondsOf(facts);
  const group = facts.targetGroups.find(({ deregistrationDelaySeconds }) => deregistrationDelaySeconds === now);
  const then = now > LONG_DRAIN_SECONDS ? LONG_DRAIN_SECONDS : SHORT_DRAIN_SECONDS;
  if (!group || now <= then) return undefined;
  const drained = secondsOf(path, 'draining').reduce((sum, seconds) => sum + Math.max(0, seconds - then), 0);
  // However short the draining is, the new tasks have to become healthy.
  const most = Math.max(0, facts.endedAt - healthyBy(facts, chains, healthy)) / 1000;
  return {
    setting: 'deregistration_delay.timeout_seconds',
    savesSeconds: Math.min(drained, most),
    text:
      `lower deregistration_delay.timeout_seconds of the target group ${group.name} from ${now} to ${then}: ` +
      'old tasks wait so long for their last requests, which is only needed for uploads and streams that take it',
  };
}

/** When the last of the new tasks could have been healthy, at the latest when ECS went on to stop one for it. */
function healthyBy({ beganAt, endedAt }: DeploymentFacts, chains: readonly Chain[], healthy: HealthyAfter): number {
  const stops = chains.filter(({ kind, isNew }) => kind === 'stopping' && !isNew).map(({ begin }) => begin);
  const started = chains.filter(({ isStarted, hasFailed }) => isStarted && !hasFailed);
  const moments = started.map(({ end }) =>
    Math.min(end + healthy.seconds * 1000, endedAt, ...stops.filter((begin) => begin > end)),
  );
  return Math.max(beganAt, ...moments);
}

function targetGroupChecks({ facts, path, healthy }: AdviceGrounds): TimeAdvice | undefined {
  const now = healthy.targetGroupSeconds;
  const group = facts.targetGroups.find((one) => one.checkIntervalSeconds * one.healthyThreshold === now);
  const then = Math.max(BRISK.intervalSeconds * BRISK.threshold, healthy.containerSeconds ?? 0);
  if (!group || now === undefined) return undefined;
  const changes = [
    { name: 'HealthCheckIntervalSeconds', from: group.checkIntervalSeconds, to: BRISK.intervalSeconds },
    // The timeout has to be below the interval.
    { name: 'HealthCheckTimeoutSeconds', from: group.checkTimeoutSeconds, to: BRISK.timeoutSeconds },
    { name: 'HealthyThresholdCount', from: group.healthyThreshold, to: BRISK.threshold },
  ].filter(({ from, to }) => from > to);
  return {
    setting: 'HealthCheckIntervalSeconds',
    savesSeconds: savedByChecks(path, now, then),
    text:
      `lower ${changes.map(({ name, from, to }) => `${name} from ${from} to ${to}`).join(', ')} of the target group ` +
      `${group.name}: a new task is then healthy ${then} s after it answers, not ${now} s`,
  };
}

function containerChecks({ path, healthy }: AdviceGrounds): TimeAdvice | undefined {
  const now = healthy.containerSeconds;
  if (now === undefined) return undefined;
  const then = Math.max(BRISK.intervalSeconds, healthy.targetGroupSeconds ?? 0);
  return {
    setting: 'healthCheck.interval',
    savesSeconds: savedByChecks(path, now, then),
    text: `set the interval of the container's healthCheck from ${now} to ${BRISK.intervalSeconds}: its first check comes after one interval`,
  };
}

function noChecks({ path, healthy }: AdviceGrounds): TimeAdvice | undefined {
  if (healthy.targetGroupSeconds !== undefined || healthy.containerSeconds !== undefined) return undefined;
  return {
    setting: 'healthCheck',
    savesSeconds: savedByChecks(path, healthy.seconds, BRISK.intervalSeconds),
    text: `give the container a healthCheck with interval ${BRISK.intervalSeconds}: without any check ECS waits ${healthy.seconds} s before it takes a new task for healthy`,
  };
}

/** Of each wave's wait for health the checks can only save what they take. */
function savedByChecks(path: readonly PathStretch[], now: number, then: number): number {
  return secondsOf(path, 'health').reduce((sum, seconds) => sum + Math.max(0, Math.min(seconds, now) - then), 0);
}

function killedContainers({ path }: AdviceGrounds): TimeAdvice | undefined {
  const killed = path.flatMap(({ phase, from, to, chain }) =>
    phase === 'stopping' && chain?.killedAfterSeconds !== undefined
      ? [Math.min(chain.killedAfterSeconds, (to - from) / 1000)]
      : [],
  );
  if (killed.length === 0) return undefined;
  return {
    setting: 'stopTimeout',
    savesSeconds: killed.reduce((sum, seconds) => sum + Math.max(0, seconds - EXIT_SECONDS), 0),
    text:
      `let the container end on SIGTERM (\`exec\` in its entry point, or \`initProcessEnabled\`), or lower its ` +
      `stopTimeout: it was killed ${Math.round(Math.max(...killed))} s after it was asked to stop (exit code 137)`,
  };
}

function waves({ facts, path }: AdviceGrounds): TimeAdvice | undefined {
  const { maximumPercent } = facts;
  const starts = secondsByChain(path, ({ kind, hasFailed }) => kind === 'starting' && !hasFailed);
  const ends = secondsByChain(path, ({ kind, isNew }) => kind === 'stopping' && !isNew);
  if (starts.length < 2 || maximumPercent === undefined || maximumPercent >= 200) return undefined;
  // One wave remains: the longest of each.
  const saved = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) - Math.max(0, ...all);
  return {
    setting: 'maximumPercent',
    savesSeconds: saved(starts) + saved(ends),
    text: `raise maximumPercent from ${maximumPercent} to 200: the new tasks then start at once, not in ${starts.length} waves`,
  };
}

function secondsByChain(path: readonly PathStretch[], counts: (chain: Chain) => boolean): number[] {
  const seconds = new Map<Chain, number>();
  for (const { chain, from, to } of path) {
    if (chain && counts(chain)) seconds.set(chain, (seconds.get(chain) ?? 0) + (to - from) / 1000);
  }
  return [...seconds.values()];
}

function pull({ path }: AdviceGrounds): TimeAdvice | undefined {
  const seconds = secondsOf(path, 'pull').reduce((sum, one) => sum + one, 0);
  return {
    setting: 'image',
    savesSeconds: seconds * PULL_SHARE,
    text: 'make the image smaller (a slim base, a build in stages): half of it is pulled in half the time',
  };
}

function secondsOf(path: readonly PathStretch[], phase: Phase): number[] {
  return path.filter((stretch) => stretch.phase === phase).map(({ from, to }) => (to - from) / 1000);
}
