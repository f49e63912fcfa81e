import type { Task } from '@aws-sdk/client-ecs';
import { leavingReason } from './leaving-reason.ts';
import { counted } from './counted.ts';
import { isLeaving, privateAddressOf } from './task-state.ts';
import { timeText } from './time-text.ts';
import type { WaitObserved } from './wait-observed.ts';

/**
 * What a deployment waits for that has not moved for a while, to be read after "waiting for"; undefined where nothing
 * of what is seen says it. May hold text from outside.
 *
 * What keeps new tasks from coming is told before what keeps the old ones from going: those wait for the new ones.
 */
export function waitReason(seen: WaitObserved): string | undefined {
  return (
    pausedReason(seen) ??
    throttledReason(seen) ??
    noCapacityReason(seen) ??
    startingReason(seen) ??
    healthReason(seen) ??
    leavingReason(seen) ??
    stuckReason(seen) ??
    bakingReason(seen)
  );
}

function pausedReason({ serviceDeployment, beganAt }: WaitObserved): string | undefined {
  const hooks = serviceDeployment?.lifecycleHookDetails ?? [];
  const awaiting = hooks.find(({ status }) => status === 'AWAITING_ACTION');
  if (awaiting) {
    const until = awaiting.expiresAt ? `, at the latest until ${timeText(awaiting.expiresAt.getTime(), beganAt)}` : '';
    return `somebody to continue the paused deployment (ContinueServiceDeployment, hook ${awaiting.hookId ?? '?'})${until}`;
  }
  const running = hooks.find(({ status }) => status === 'IN_PROGRESS');
  return running && `the lifecycle hook ${running.targetArn?.split(':').at(-1) ?? running.hookId ?? '?'} to answer`;
}

/** Only the newest event tells of now. */
function throttledReason({ events, beganAt }: WaitObserved): string | undefined {
  const [newest] = events;
  if (!newest || newest.at < beganAt || !/operations are being throttled/i.test(newest.message)) return undefined;
  return 'AWS, which throttles what ECS asks of it for this service; ECS tries again by itself';
}

function noCapacityReason(seen: WaitObserved): string | undefined {
  const told = standing(seen, /unable to place a task.*?Reason: (?<reason>.*)/i);
  if (!told || missingTasks(seen) === 0) return undefined;
  const reason = told['reason']?.replace(/ For more information,.*$/i, '').replace(/\.$/, '');
  return `a place for ${counted(missingTasks(seen), 'new task')} (${reason ?? 'unknown reason'})`;
}

function stuckReason(seen: WaitObserved): string | undefined {
  if (!standing(seen, /unable to stop or start tasks during a deployment/i)) return undefined;
  return 'nothing that could come: minimumHealthyPercent and maximumPercent let ECS neither stop nor start a task';
}

/** What an event of this deployment says, as long as nothing was started since. */
function standing({ events, beganAt }: WaitObserved, pattern: RegExp): Record<string, string> | undefined {
  const ours = events.filter(({ at }) => at >= beganAt);
  const index = ours.findIndex(({ message }) => pattern.test(message));
  const started = ours.findIndex(({ message }) => /has started \d+ tasks/.test(message));
  if (index < 0 || (started >= 0 && started < index)) return undefined;
  return pattern.exec(ours[index]?.message ?? '')?.groups ?? {};
}

function startingReason(seen: WaitObserved): string | undefined {
  const starting = newTasks(seen).filter(({ lastStatus }) => lastStatus !== 'RUNNING');
  if (starting.length === 0) return undefined;
  const pulling = starting.filter(({ pullStartedAt, pullStoppedAt }) => pullStartedAt && !pullStoppedAt);
  if (pulling.length > 0) {
    const since = Math.min(...pulling.map(({ pullStartedAt }) => pullStartedAt?.getTime() ?? Number.POSITIVE_INFINITY));
    return `${counted(pulling.length, 'new task')} to pull the image (since ${timeText(since, seen.beganAt)})`;
  }
  const isAttaching = starting.every(({ lastStatus }) => lastStatus === 'PROVISIONING');
  return `${counted(starting.length, 'new task')} to ${isAttaching ? 'get a network interface' : 'start'}`;
}

function healthReason(seen: WaitObserved): string | undefined {
  const running = newTasks(seen).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  return targetReason(seen, running) ?? containerReason(running);
}

function targetReason({ targets }: WaitObserved, running: readonly Task[]): string | undefined {
  if (!targets || targets.length === 0) return undefined;
  const addresses = new Set(running.map(privateAddressOf));
  const own = targets.filter(({ Target }) => addresses.has(Target?.Id));
  const ill = own.filter(({ TargetHealth }) => TargetHealth?.State !== 'healthy');
  if (ill.length === 0) return undefined;
  const failing = ill.find(({ TargetHealth }) => TargetHealth?.State === 'unhealthy')?.TargetHealth;
  const why = failing && ` (${failing.Description ?? failing.Reason ?? 'unhealthy'})`;
  return `the load balancer's health checks: ${own.length - ill.length} of ${own.length} targets healthy${why ?? ''}`;
}

/** Of tasks without a check in a container ECS never says more than UNKNOWN. */
function containerReason(running: readonly Task[]): string | undefined {
  const healthy = running.filter(({ healthStatus }) => healthStatus === 'HEALTHY').length;
  const isChecked = running.some(({ healthStatus }) => healthStatus === 'HEALTHY' || healthStatus === 'UNHEALTHY');
  if (!isChecked || healthy === running.length) return undefined;
  return `the containers' health checks: ${healthy} of ${counted(running.length, 'new task')} healthy`;
}

/** Everything runs as it should, and ECS looks on whether it stays so. */
function bakingReason({ serviceDeployment, events, beganAt }: WaitObserved): string | undefined {
  const { alarms, lifecycleStage, deploymentConfiguration } = serviceDeployment ?? {};
  const names = alarms?.status === 'MONITORING' ? (alarms.alarmNames ?? []) : [];
  // Not every rolling deployment shows it as its stage.
  const [newest] = events;
  const isSteady =
    newest !== undefined && newest.at >= beganAt && newest.message.includes('has reached a steady state');
  if (lifecycleStage !== 'BAKE_TIME' && (names.length === 0 || !isSteady)) return undefined;
  const minutes = deploymentConfiguration?.bakeTimeInMinutes;
  // Whether the alarms guard it does not show: one that was on when it began switches all of them off.
  const configured = names.length > 0 ? ` (configured alarms: ${names.join(', ')})` : '';
  return `the bake time${minutes === undefined ? '' : ` of ${minutes} min`} to pass${configured}`;
}

function newTasks({ tasks, deploymentId }: WaitObserved): Task[] {
  return tasks.filter((task) => task.startedBy === deploymentId && !isLeaving(task));
}

function missingTasks(seen: WaitObserved): number {
  return Math.max(0, seen.desiredCount - newTasks(seen).length);
}
