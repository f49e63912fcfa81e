import { truth, type DeploymentTruth } from '@fargate-actions/emulator';
import type { RolloutReport, RolloutStatus } from '@fargate-actions/service';
import type { Played } from './play.ts';
import { tookEffect, updatesOf } from './writes.ts';
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
const SETTLING_SECONDS = 75;

/** Reads are promised to be no older than this in a service that is being deployed. Source: contracts.md, "The singleton". */
const PROMISED_SECONDS = 60;

/** Whether reads may be older than any that a verdict is promised for: what is misjudged then is counted. */
export function isBeyondPromise({ staleReadsSeconds, staleListsSeconds = 0 }: WorldSpec): boolean {
  return Math.max(staleReadsSeconds, staleListsSeconds) > PROMISED_SECONDS;
}

/** The runner kills a cancelled step soon after; this is all the time it has. Source: issue 4, "Cancel and time-out". */
const LAST_WORDS_SECONDS = 5;

/** Every way in which what we said of a world, or did in it, differs from what is true of it, or right. */
export function misjudged(spec: WorldSpec, played: Played): string[] {
  const wrong = spec.services.flatMap((service, index) => [
    ...misjudgedService(service, index, spec, played),
    ...wroteTooOften(service, index, played),
    ...undidOthers(service, index, spec, played),
    ...askedAgain(index, played),
  ]);
  if (played.lastWordsSeconds > LAST_WORDS_SECONDS) {
    wrong.push(`a cancelled run went on for ${played.lastWordsSeconds} s`);
  }
  if (played.thrown !== undefined && !mayThrow(spec)) wrong.push(`thrown: ${played.thrown}`);
  return wrong;
}

/** Reads that fail again and again before anything is written end a run; nothing has happened then. */
function mayThrow({ faults, cancelAtSeconds }: WorldSpec): boolean {
  return (
    faults.some(
      ({ operation, probability }) => probability !== undefined || badAnswers(operation, faults) >= READ_ATTEMPTS,
    ) || cancelAtSeconds !== undefined
  );
}

/** So often a call is tried whose answers do not come, or are not AWS's. */
const READ_ATTEMPTS = 4;

/** How many answers to one operation can be bad in a row: those of all faults that it meets. */
function badAnswers(operation: string, faults: WorldSpec['faults']): number {
  const bad = faults.filter((fault) => fault.operation === operation && fault.answer !== undefined);
  return bad.reduce((sum, { times = 0 }) => sum + times, 0);
}

/** Others may delete the service before we have written to it: ECS refuses the update then. */
function isDeleted(index: number, { event }: WorldSpec): boolean {
  return index === 0 && event?.happens === 'delete';
}

/** What comes before a service may take so long that another one has failed by then: then it does not begin. */
function isHeldBack(name: string, { faults }: WorldSpec, { outcomes }: Played): boolean {
  const isLate = faults.some(({ answer }) => answer === 'hang' || answer === 'half' || answer === 'slow');
  return isLate && outcomes.some(({ address, result }) => address.name !== name && result === 'failed');
}

/** An update whose answer never came, and from which ECS went back before anybody could see it, ends the run. */
function isGoneBack(service: ServiceSpec, name: string, { emulator }: Played): boolean {
  const ours = truth(emulator.world).find((one) => one.service === name && isOurs(one, service));
  const lost = emulator.requests.some((one) => one.operation === 'UpdateService' && one.tookEffect === true);
  return lost && ours !== undefined && ours.ended !== 'succeeded';
}

function misjudgedService(service: ServiceSpec, index: number, spec: WorldSpec, played: Played): string[] {
  const name = serviceName(index);
  const outcome = played.outcomes.find(({ address }) => address.kind === 'service' && address.name === name);
  if (!outcome) return played.thrown === undefined ? [`${name}: nothing was said of it`] : [];
  if (outcome.result === 'not attempted')
    return mayThrow(spec) || isHeldBack(name, spec, played) ? [] : [`${name}: not attempted`];
  if ('error' in outcome)
    return mayThrow(spec) || isDeleted(index, spec) || isGoneBack(service, name, played)
      ? []
      : [`${name}: ${String(outcome.error)}`];
  const report = 'end' in outcome ? outcome.end : undefined;
  if (!report) return [`${name}: no report (${outcome.result})`];

  const own = truth(played.emulator.world).filter((one) => one.service === name);
  const said = `${name}: said ${report.status} (${report.cause?.summary ?? ''})`;
  const begun = own.find((one) => isOurs(one, service));
  // A cancelled run says no more of its services one by one.
  const saidAt = played.saidAt.get(name) ?? (begun?.startedAt ?? 0) + report.rollout.seconds;
  const then = asOf(saidAt, report, own, spec);
  const ours = then.find((one) => isOurs(one, service));
  const goingBack = {
    byUpdate: updatesOf(played, service, name).back > 0,
    byBreaker: ours !== undefined && isGoingBackByBreaker(ours, saidAt, played),
  };
  const expected = expectedStatuses(then, service, goingBack, index === 0, spec);
  if (!expected.includes(report.status)) return [`${said}, but it is ${expected.join(' or ')} (${service.behaviour})`];
  const isRed = report.status === 'failed' || report.status === 'rolled-back';
  const ofGuard = service.guard === 'goes off' ? ['alarm'] : [];
  const causes = [...CAUSES[service.behaviour], ...ofGuard, ...causesOfOthers(spec, index)];
  if (isRed && canSeeTasks(spec) && !causes.includes(report.cause?.kind ?? ''))
    return [`${said}, and blamed ${report.cause?.kind ?? 'nothing'} for ${service.behaviour}`];
  return ours && isGivenUpThoughHealthy(ours, report, saidAt, played)
    ? [`${said}, though one of its tasks was healthy`]
    : [];
}

/** Never more than one UpdateService a deploy, and one more to go back where the deployment could not be stopped. */
function wroteTooOften(service: ServiceSpec, index: number, played: Played): string[] {
  const name = serviceName(index);
  const { forward, back } = updatesOf(played, service, name);
  const isTooOften = forward > (service.ranBefore ? 1 : 0) || back > 1;
  return isTooOften ? [`${name}: updated ${forward} times, and ${back} times back`] : [];
}

/** An update back that is sent when somebody else's deployment shows already: it would undo that one. */
function undidOthers(service: ServiceSpec, index: number, spec: WorldSpec, { emulator }: Played): string[] {
  const name = serviceName(index);
  const own = truth(emulator.world).filter((one) => one.service === name);
  const ours = own.findIndex((one) => isOurs(one, service));
  const [next, last] = own.slice(ours + 1);
  // Theirs leads to the same revision as ours, or was forced; ours back leads to the one before.
  const isTheirs = next && last && isOurs(next, service) && last.taskDefinition.endsWith(':1');
  if (ours < 0 || !isTheirs || !service.ranBefore) return [];
  const showsAfter = spec.staleReadsSeconds + CALLS_SECONDS;
  return last.startedAt - next.startedAt > showsAfter ? [`${name}: somebody else's deployment was undone`] : [];
}

/** ECS said that it can't stop the deployment: it says so again and again. */
function askedAgain(index: number, { emulator }: Played): string[] {
  const name = serviceName(index);
  const refused = emulator.requests.filter(
    ({ operation, error, body }) =>
      operation === 'StopServiceDeployment' &&
      error === 'ConflictException' &&
      (body as { serviceDeploymentArn?: string }).serviceDeploymentArn?.includes(`/${name}/`) === true,
  );
  return refused.length > 1 ? [`${name}: asked again ${refused.length} times to stop`] : [];
}

/** While ECS went on: once a task has been healthy, nothing is proven by those that fail. */
function isGivenUpThoughHealthy(
  ours: DeploymentTruth,
  { status, cause }: RolloutReport,
  saidAt: number,
  { emulator }: Played,
): boolean {
  if ((status !== 'failed' && status !== 'rolled-back') || cause?.kind === 'timed-out') return false;
  if (cause?.kind === 'service-deleted') return false;
  const { world } = emulator;
  const stop = emulator.requests.find(
    ({ operation, body, ...request }) =>
      operation === 'StopServiceDeployment' &&
      tookEffect(request) &&
      (body as { serviceDeploymentArn?: string }).serviceDeploymentArn === ours.serviceDeploymentArn,
  );
  if (ours.ended !== undefined && !stop) return false;
  const givenUpAt = stop?.at ?? saidAt;
  return world.tasks.some(
    ({ startedBy, healthyAt }) =>
      startedBy === ours.deploymentId &&
      healthyAt !== undefined &&
      (healthyAt - world.startAt) / 1000 < givenUpAt - CALLS_SECONDS,
  );
}

/** Whether ECS had begun to go back when the verdict was given, and not because we asked for it. */
function isGoingBackByBreaker(ours: DeploymentTruth, saidAt: number, { emulator }: Played): boolean {
  const { world } = emulator;
  const rollback = world.serviceDeployments.find(({ arn }) => arn === ours.serviceDeploymentArn)?.rollback;
  if (rollback === undefined || ours.cause === 'request') return false;
  return (rollback.startedAt - world.startAt) / 1000 <= saidAt;
}

/** What was true when the verdict was given: what ended later had not ended then. */
function asOf(
  saidAt: number,
  { status, cause }: RolloutReport,
  own: readonly DeploymentTruth[],
  { staleReadsSeconds }: WorldSpec,
): readonly DeploymentTruth[] {
  // Out of time is out of time, also when the end was near and could not be believed yet; on the way back as well.
  const isOutOfTime = status === 'timed-out' || cause?.hint?.includes('The rollback was not done after') === true;
  const verdictAt = saidAt + (isOutOfTime ? -SETTLING_SECONDS - staleReadsSeconds : CALLS_SECONDS);
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
  goingBack: { readonly byUpdate: boolean; readonly byBreaker: boolean },
  isFirst: boolean,
  spec: WorldSpec,
): RolloutStatus[] {
  const index = own.findIndex((one) => isOurs(one, service));
  const ours = own[index];
  const back = own.slice(index + 1).find(({ taskDefinition }) => service.ranBefore && taskDefinition.endsWith(':1'));
  // Who may not see deployments can't tell ECS's way back from ours from its way back from somebody else's.
  const isBlurred = isFirst && spec.event?.happens === 'update' && !canSeeDeployments(spec);
  // Where an alarm sends the way back itself back, the revision before runs all the same.
  const isBack = back?.ended === 'succeeded' || back?.ended === 'rolledBack';
  // Without the input the service's own breaker says it; an alarm may go back all the same, before that shows.
  const leaves = spec.onFailure === 'leave' || (spec.onFailure === undefined && service.breaker !== 'rollback');
  const givesUp = spec.failFastAfter !== 0;
  const cut: RolloutStatus[] = spec.cancelAtSeconds === undefined ? [] : ['cancelled'];
  // Given up and left, as asked, or out of time, before ECS came to its own end.
  const early: RolloutStatus[] = givesUp && !NEVER_GIVEN_UP.has(service.behaviour) ? ['failed'] : [];
  switch (ours?.ended) {
    case 'succeeded':
      return ['deployed', ...cut];
    case 'rolledBack':
      return ['rolled-back', ...cut, ...(leaves ? early : [])];
    case 'failed':
      if (isBlurred) return ['failed', 'rolled-back', ...cut];
      return [...(isBack && goingBack.byUpdate ? ['rolled-back' as const] : ['failed' as const]), ...cut];
    case 'superseded':
      if (isBlurred) return ['superseded', 'rolled-back', 'failed', ...cut];
      if (!goingBack.byUpdate) return ['superseded', ...cut];
      return [...(isBack ? ['rolled-back' as const] : ['failed' as const, 'superseded' as const]), ...cut];
    case 'deleted':
      return ['failed', ...cut];
    case undefined:
      // A service that is being deleted is told at once; its deployment ends when its tasks have.
      if (spec.event?.happens === 'delete' && isFirst) early.push('failed');
      if (cut.length > 0) return [...cut, ...early, 'timed-out'];
      if (givesUp && canSeeTasks(spec) && INCURABLE.has(service.behaviour) && spec.event === undefined)
        // Where ECS was faster than us there is nothing left to give up: its way back takes what it takes.
        // Where its way back is too young to show in a stale read, giving up is right as well.
        return goingBack.byBreaker ? ['timed-out', ...(spec.staleReadsSeconds > 0 ? early : [])] : ['failed'];
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
