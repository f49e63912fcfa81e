import { truth, type DeploymentTruth } from '@fargate-actions/emulator';
import type { RolloutStatus } from '@fargate-actions/service';
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

/** Every way in which what we said of a world differs from what is true of it. */
export function misjudged(spec: WorldSpec, { emulator, outcomes }: Played): string[] {
  const truths = truth(emulator.world);
  return spec.services.flatMap((service, index) => {
    const name = serviceName(index);
    const outcome = outcomes.find(({ address }) => address === `service ${name}`);
    const report = outcome && 'end' in outcome ? outcome.end.detail : undefined;
    if (!report) return outcome?.result === 'not attempted' ? [] : [`${name}: no report (${JSON.stringify(outcome)})`];

    const own = truths.filter((one) => one.service === name);
    const expected = expectedStatuses(own, service, spec);
    if (!expected.includes(report.status)) {
      return [`${name}: said ${report.status}, but it is ${expected.join(' or ')} (${service.behaviour})`];
    }
    const isRed = report.status === 'failed' || report.status === 'rolled-back';
    if (isRed && canSeeTasks(spec) && !CAUSES[service.behaviour].includes(report.cause?.kind ?? '')) {
      return [
        `${name}: blamed ${report.cause?.kind ?? 'nothing'} (${report.cause?.summary ?? ''}) for ${service.behaviour}`,
      ];
    }
    return [];
  });
}

/** What may be said of a service, given what really became of its deployments. */
function expectedStatuses(own: readonly DeploymentTruth[], service: ServiceSpec, spec: WorldSpec): RolloutStatus[] {
  const index = own.findLastIndex(({ taskDefinition }) => taskDefinition.endsWith(service.ranBefore ? ':2' : ':1'));
  const ours = own[index];
  // Nobody else deploys in these worlds: a deployment behind ours is our own way back.
  const back = own[index + 1];
  const givesUp = spec.failFastAfter !== 0;
  switch (ours?.ended) {
    case 'succeeded':
      return ['deployed'];
    case 'rolledBack':
      // Given up and left, as asked, before ECS's own breaker went back.
      return givesUp && spec.onFailure === 'leave' ? ['rolled-back', 'failed'] : ['rolled-back'];
    case 'failed':
    case 'superseded':
      return back?.ended === 'succeeded' ? ['rolled-back'] : ['failed'];
    case 'deleted':
      return ['failed'];
    case undefined:
      if (givesUp && canSeeTasks(spec) && INCURABLE.has(service.behaviour)) return ['failed'];
      return givesUp && !NEVER_GIVEN_UP.has(service.behaviour) ? ['failed', 'timed-out'] : ['timed-out'];
  }
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
