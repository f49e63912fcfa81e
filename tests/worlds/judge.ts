import { truth } from '@fargate-actions/emulator';
import type { RolloutStatus } from '@fargate-actions/service';
import type { Played } from './play.ts';
import { serviceName } from './stack-files.ts';
import type { Behaviour, WorldSpec } from './world-spec.ts';

const STATUS = {
  succeeded: 'deployed',
  rolledBack: 'rolled-back',
  failed: 'failed',
  superseded: 'superseded',
  deleted: 'failed',
} as const;

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

/** Every way in which what we said of a world differs from what is true of it. */
export function misjudged(spec: WorldSpec, { emulator, outcomes }: Played): string[] {
  const truths = truth(emulator.world);
  return spec.services.flatMap((service, index) => {
    const name = serviceName(index);
    const real = truths.findLast(
      (one) => one.service === name && one.taskDefinition === `${name}:${service.ranBefore ? 2 : 1}`,
    );
    const outcome = outcomes.find(({ address }) => address === `service ${name}`);
    const report = outcome && 'end' in outcome ? outcome.end?.detail : undefined;
    if (!report) return outcome?.result === 'not attempted' ? [] : [`${name}: no report (${JSON.stringify(outcome)})`];
    const expected: RolloutStatus = real?.ended ? STATUS[real.ended] : 'timed-out';
    if (report.status !== expected)
      return [`${name}: said ${report.status}, but it is ${expected} (${service.behaviour})`];
    const canTell = !spec.denied.includes('ecs:ListTasks') && !spec.denied.includes('ecs:DescribeTasks');
    const isDoomed = expected === 'failed' || expected === 'rolled-back';
    if (isDoomed && canTell && !CAUSES[service.behaviour].includes(report.cause?.kind ?? '')) {
      return [
        `${name}: blamed ${report.cause?.kind ?? 'nothing'} (${report.cause?.summary ?? ''}) for ${service.behaviour}`,
      ];
    }
    return [];
  });
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
