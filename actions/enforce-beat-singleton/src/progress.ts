import type { Surroundings } from '@fargate-actions/action-kit';
import { elapsedText, logLines, oneLine } from '@fargate-actions/report';
import type { SingletonProgress, SingletonReport } from '@fargate-actions/singleton';

/** Tells each change of a replacement in one line: `00:12  amply-beat  waits for the old task to be gone`. */
export function progressLog({ log }: Surroundings): (progress: SingletonProgress) => void {
  return ({ service, elapsedSeconds, says }) => {
    log.info(logLines(`${elapsedText(elapsedSeconds)}  ${service}  ${oneLine(says)}`).join(' '));
  };
}

/** Tells what became of each singleton, and what was done to it: the log's last lines. */
export function logEnds(reports: readonly SingletonReport[], { log }: Surroundings): void {
  for (const report of reports) {
    const { service, did } = report;
    for (const text of [...did, endOf(report)]) log.info(logLines(`${service}  ${oneLine(text)}`).join(' '));
  }
}

function endOf({ status, from, to, running, gapSeconds }: SingletonReport): string {
  // Where nothing is deployed both are the same.
  const revisions = new Set([from, to].filter((revision) => revision !== undefined));
  return [
    status,
    ...(revisions.size > 0 ? [[...revisions].join(' -> ')] : []),
    `beats running: ${running}`,
    ...(gapSeconds === undefined ? [] : [`${gapSeconds} s without a beat`]),
  ].join('  ');
}
