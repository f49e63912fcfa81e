import { truth, type DeploymentTruth } from '@fargate-actions/emulator';
import type { RolloutReport, RolloutStatus } from '@fargate-actions/service';
import type { Played } from './play.ts';
import { serviceName } from './stack-files.ts';
import type { Behaviour, ServiceSpec, WorldSpec } from './world-spec.ts';

/** The causes that name each behaviour rightly. */
const CAUSES: Readonly<Record<Behaviour, readonly string[]>> = {
  healthy: [],
  slow: [],
  flaky: ['container-exited'],
  crash: ['container-exited'],
  'crash-late': ['container-exited'],
  'pull-error': ['image-not-found'],
  'secret-missing': ['secret-missing'],
  'secret-denied': ['secret-denied'],
  'log-group-missing': ['log-group-missing'],
  'unhealthy-container': ['health-check-failed'],
  'unhealthy-target': ['target-unhealthy'],
  oom: ['out-of-memory'],
  'no-capacity': ['no-capacity'],
};

/** One failed task proves that these can never work: they are given up long before the time is out. */
const INCURABLE: ReadonlySet<Behaviour> = new Set(['pull-error', 'secret-missing', 'log-group-missing']);
/** These pass, or may pass, by themselves: giving them up would be wrong. */
const NEVER_GIVEN_UP: ReadonlySet<Behaviour> = new Set(['healthy', 'slow', 'no-capacity']);

/** Between the write and the first look, and between a look and its verdict, there are calls. */
const CALLS_SECONDS = 5;

/** An end that a stale read may contradict is believed only after so long. */
const SETTLING_SECONDS = 15;

/** The runner kills a cancelled step soon after; this is all the time it has. Source: issue 4, "Cancel and time-out". */
const LAST_WORDS_SECONDS = 5;

/** Every way in which what we said of a world differs from what is true of it. */
export function misjudged(spec: WorldSpec, played: Played): string[] {
  const wrong = spec.services.flatMap((service, index) => misjudgedService(service, index, spec, played));
  if (played.lastWordsSeconds > LAST_WORDS_SECONDS) {
    wrong.push(`a cancelled run went on for ${played.lastWordsSeconds} s`);
  }
  if (played.thrown !== undefined && !mayThrow(spec)) wrong.push(`thrown: ${String(played.thrown)}`);
  return wrong;
}

/** Reads that fail again and again before anything is written end a run; nothing has happened then. */
function mayThrow({ faults, cancelAtSeconds }: WorldSpec): boolean {
  return faults.some(({ probability }) => probability !== undefined) || cancelAtSeconds !== undefined;
}

function misjudgedService(service: ServiceSpec, index: number, spec: WorldSpec, played: Played): string[] {
  const name = serviceName(index);
  const outcome = played.outcomes.find(({ address }) => address === `service ${name}`);
  if (!outcome || outcome.result === 'not attempted') return [];
  if ('error' in outcome) return mayThrow(spec) ? [] : [`${name}: ${String(outcome.error)}`];
  const report = 'end' in outcome ? outcome.end.detail : undefined;
  if (!report) return [`${name}: no report (${outcome.result})`];

  const own = truth(played.emulator.world).filter((one) => one.service === name);
  const wentBackByUpdate = (updatesPerService(played).get(name) ?? 0) > (service.ranBefore ? 1 : 0);
  const expected = expectedStatuses(asOf(report, own, service), service, wentBackByUpdate, index === 0, spec);
  if (!expected.includes(report.status)) {
    return [
      `${name}: said ${report.status} (${report.cause?.summary ?? ''}), but it is ${expected.join(' or ')} (${service.behaviour})`,
    ];
  }
  const isRed = report.status === 'failed' || report.status === 'rolled-back';
  const causes = [...CAUSES[service.behaviour], ...causesOfOthers(spec, index)];
  if (isRed && canSeeTasks(spec) && !causes.includes(report.cause?.kind ?? '')) {
    return [
      `${name}: blamed ${report.cause?.kind ?? 'nothing'} (${report.cause?.summary ?? ''}) for ${service.behaviour}`,
    ];
  }
  return [];
}

/** What was true when the verdict was given: what ended later had not ended then. */
function asOf(
  { seconds, status }: RolloutReport,
  own: readonly DeploymentTruth[],
  service: ServiceSpec,
): readonly DeploymentTruth[] {
  const ours = own.find((one) => isOurs(one, service));
  // Out of time is out of time, also when the end was near and could not be believed yet.
  const verdictAt = (ours?.startedAt ?? 0) + seconds + (status === 'timed-out' ? -SETTLING_SECONDS : CALLS_SECONDS);
  return own.map((one) => {
    if (one.endedAt === undefined || one.endedAt <= verdictAt) return one;
    const { ended: _, ...goingOn } = one;
    return goingOn;
  });
}

/** Ours is the first that leads to the new revision; one behind it is our way back, or somebody else's. */
function isOurs({ taskDefinition }: DeploymentTruth, { ranBefore }: ServiceSpec): boolean {
  return taskDefinition.endsWith(ranBefore ? ':2' : ':1');
}

/** What may be said of a service, given what really became of its deployments. */
function expectedStatuses(
  own: readonly DeploymentTruth[],
  service: ServiceSpec,
  wentBackByUpdate: boolean,
  isFirst: boolean,
  spec: WorldSpec,
): RolloutStatus[] {
  const index = own.findIndex((one) => isOurs(one, service));
  const ours = own[index];
  const back = own.slice(index + 1).find(({ taskDefinition }) => service.ranBefore && taskDefinition.endsWith(':1'));
  // Who may not see deployments can't tell ECS's way back from ours from its way back from somebody else's.
  const isBlurred = isFirst && spec.event?.happens === 'update' && !canSeeDeployments(spec);
  const givesUp = spec.failFastAfter !== 0;
  const cut: RolloutStatus[] = spec.cancelAtSeconds === undefined ? [] : ['cancelled'];
  // Given up and left, as asked, or out of time, before ECS came to its own end.
  const early: RolloutStatus[] = givesUp && !NEVER_GIVEN_UP.has(service.behaviour) ? ['failed'] : [];
  switch (ours?.ended) {
    case 'succeeded':
      return ['deployed', ...cut];
    case 'rolledBack':
      return ['rolled-back', ...cut, ...(spec.onFailure === 'leave' ? early : [])];
    case 'failed':
      if (isBlurred) return ['failed', 'rolled-back', ...cut];
      return [
        ...(back?.ended === 'succeeded' && wentBackByUpdate ? ['rolled-back' as const] : ['failed' as const]),
        ...cut,
      ];
    case 'superseded':
      if (isBlurred) return ['superseded', 'rolled-back', 'failed', ...cut];
      if (!wentBackByUpdate) return ['superseded', ...cut];
      return [
        ...(back?.ended === 'succeeded' ? ['rolled-back' as const] : ['failed' as const, 'superseded' as const]),
        ...cut,
      ];
    case 'deleted':
      return ['failed', ...cut];
    case undefined:
      // A service that is being deleted is told at once; its deployment ends when its tasks have.
      if (spec.event?.happens === 'delete' && isFirst) early.push('failed');
      if (cut.length > 0) return [...cut, ...early, 'timed-out'];
      if (givesUp && canSeeTasks(spec) && INCURABLE.has(service.behaviour) && spec.event === undefined)
        return ['failed'];
      return [...early, 'timed-out', ...(spec.onTimeout === 'rollback' ? ['failed' as const] : [])];
  }
}

/** Causes that are not the image's: what others did, and our own patience. */
function causesOfOthers({ event, onTimeout }: WorldSpec, index: number): string[] {
  const happened = index === 0 ? event?.happens : undefined;
  return [
    ...(onTimeout === 'rollback' ? ['timed-out'] : []),
    ...(happened === 'delete' ? ['service-deleted'] : []),
    ...(happened === 'task-exit' ? ['container-exited', 'killed', 'terminated'] : []),
    ...(happened === 'spot-interruption' ? ['spot-interrupted'] : []),
    ...(happened === 'retirement' ? ['infrastructure', 'stopped'] : []),
  ];
}

function canSeeDeployments({ denied }: WorldSpec): boolean {
  return !denied.some((permission) => permission.includes('ServiceDeployments'));
}

function canSeeTasks({ denied }: WorldSpec): boolean {
  return !denied.includes('ecs:ListTasks') && !denied.includes('ecs:DescribeTasks');
}

/** How many UpdateService calls were accepted for each service in the last run; more than one is a double deploy. */
export function updatesPerService({ emulator }: Played): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { operation, status, body } of emulator.requests) {
    if (operation !== 'UpdateService' || status !== 200) continue;
    const { service = '' } = body as { service?: string };
    counts.set(service, (counts.get(service) ?? 0) + 1);
  }
  return counts;
}
