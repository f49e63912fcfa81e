import type { ActionContext } from '@fargate-actions/action-kit';
import { elapsedText, logLines, oneLine } from '@fargate-actions/report';
import type { SingletonProgress } from '@fargate-actions/singleton';

/** Tells each change of a replacement in one line: `00:12  amply-beat  waits for the old task to be gone`. */
export function progressLog({ log }: ActionContext): (progress: SingletonProgress) => void {
  return ({ service, elapsedSeconds, says }) => {
    log.info(logLines(`${elapsedText(elapsedSeconds)}  ${service}  ${oneLine(says)}`).join(' '));
  };
}
