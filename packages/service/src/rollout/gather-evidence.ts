import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Task } from '@aws-sdk/client-ecs';
import type { Aws, Clock } from '@fargate-actions/aws';
import type { Begun } from './begun.ts';
import type { Evidence, UnhealthyTarget } from './evidence.ts';
import { readLogTail } from './log-tail.ts';
import { hasBeenHealthy } from './new-task-health.ts';
import { groupStopped } from './stopped-tasks.ts';

/** Where evidence is looked for. */
export interface EvidenceSource {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly begun: Begun;
  readonly targetGroupArns: readonly string[];
}

/** Asks tasks and targets how a deployment goes; what may not be asked stays as it was known before. */
export async function gatherEvidence(known: Evidence, source: EvidenceSource): Promise<Evidence> {
  const { aws, begun } = source;
  const [tasks, targets] = await Promise.all([
    aws.denials.without('Why tasks stopped is not shown, and a revision that cannot work is not given up early.', () =>
      readTasks(source),
    ),
    aws.denials.without('Why targets are unhealthy is not shown.', () => readTargets(source)),
  ]);
  const stopped = groupStopped(tasks ?? [], begun.deploymentId);
  const unhealthyTargets = unhealthy(targets ?? []);
  // Without the targets nobody knows whether one was healthy: then nothing is given up for lack of it.
  const isHealthKnown = tasks !== undefined && targets !== undefined;
  const ours = (tasks ?? []).filter(({ startedBy }) => startedBy === begun.deploymentId);
  const isHealthy = !isHealthKnown || hasBeenHealthy(ours, targets, source.targetGroupArns.length > 0);
  return {
    ...known,
    stopped: stopped.length > 0 ? stopped : known.stopped,
    hasBeenHealthy: known.hasBeenHealthy || isHealthy,
    // Targets are gone from the group once their tasks are stopped: what was seen before stays known.
    unhealthyTargets: unhealthyTargets.length > 0 ? unhealthyTargets : known.unhealthyTargets,
  };
}

/** Adds the failing container's last log lines, once the verdict is near. */
export async function withLogTail(known: Evidence, lines: number, source: EvidenceSource): Promise<Evidence> {
  if (known.logTail) return known;
  const group = known.stopped.find(({ exitCode }) => exitCode !== undefined) ?? known.stopped[0];
  return { ...known, logTail: await readLogTail(group, source.begun, lines, source) };
}

async function readTasks({ aws, begun }: EvidenceSource): Promise<Task[]> {
  const { cluster, service } = begun;
  const arns = await Promise.all([
    aws.tasks.list(cluster, service, 'STOPPED'),
    aws.tasks.list(cluster, service, 'RUNNING'),
  ]);
  const all = [...new Set(arns.flat())];
  return all.length > 0 ? aws.tasks.describe(cluster, all) : [];
}

async function readTargets({ aws, targetGroupArns }: EvidenceSource): Promise<TargetHealthDescription[]> {
  return (await Promise.all(targetGroupArns.map((arn) => aws.targetGroups.health(arn)))).flat();
}

function unhealthy(targets: readonly TargetHealthDescription[]): UnhealthyTarget[] {
  return targets.flatMap(({ Target, TargetHealth }) =>
    TargetHealth?.State === 'unhealthy'
      ? [
          {
            target: `${Target?.Id ?? '?'}:${Target?.Port ?? '?'}`,
            reason: TargetHealth.Description ?? TargetHealth.Reason ?? 'no reason given',
          },
        ]
      : [],
  );
}
