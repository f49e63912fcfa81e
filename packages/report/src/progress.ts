import { elapsedText } from './duration.ts';
import { logLines } from './log-text.ts';

/** How far a service's rollout is. */
export interface Progress {
  /** Since the deployment began. */
  readonly elapsedSeconds: number;
  readonly service: string;
  /** Tasks that the service is to have. */
  readonly desired: number;
  /** Tasks of the new revision that run, and that are being started. */
  readonly running: number;
  readonly pending: number;
  /** Tasks of the new revision that failed so far. */
  readonly failed?: number;
  /** Tasks of older revisions that still run. */
  readonly old: number;
  /** What it waits for, or what has just happened. */
  readonly note?: string;
}

/**
 * The one form of a progress line: `00:12  amply-api     new 1 of 2 running, 1 pending; old 2  waits for health checks`.
 *
 * @param nameWidth how wide the services' names are, so that the lines of several services line up.
 */
export function progressLine(progress: Progress, nameWidth = 0): string {
  const { elapsedSeconds, service, desired, running, pending, failed = 0, old, note } = progress;
  const fresh = [
    `new ${running} of ${desired} running`,
    ...(pending > 0 ? [`${pending} pending`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(', ');
  const parts = [
    elapsedText(elapsedSeconds),
    service.padEnd(nameWidth),
    `${fresh}; old ${old}`,
    ...(note ? [note] : []),
  ];
  return logLines(parts.join('  ')).join(' ');
}
