import type { RolloutSeen } from './seen.ts';
import type { Step } from './stage.ts';

/**
 * What one look at a rollout saw, and what is done then, for the step's debug log: states and counts, and no text of
 * containers or of AWS, which may hold secrets.
 */
export function debugLine(service: string, seen: RolloutSeen, step: Step): string {
  const { serviceStatus = 'gone', desiredCount, runningCount, oldRunning, ours, primary, serviceDeployment } = seen;
  return [
    service,
    `${seen.elapsedSeconds.toFixed(1)} s`,
    decided(step),
    `service ${serviceStatus}, ${runningCount} of ${desiredCount} running, ${oldRunning} old`,
    ours
      ? `${ours.id} ${ours.rolloutState ?? 'without a state'}: ${ours.running} running, ${ours.pending} pending, ${ours.failed} failed`
      : `ours not shown for ${seen.notShownForSeconds.toFixed(1)} s`,
    primary && primary.id !== ours?.id ? `primary ${primary.id} ${primary.rolloutState ?? ''}`.trimEnd() : '',
    serviceDeployment ? `service deployment ${serviceDeployment.status ?? 'without a status'}` : '',
  ]
    .filter(Boolean)
    .join('  ');
}

function decided(step: Step): string {
  switch (step.kind) {
    case 'wait':
      return 'wait';
    case 'go back':
      return `go back: ${step.why.cause.kind}`;
    case 'end':
      return `end: ${step.end.status}`;
  }
}
