import type { ActionContext, Log } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import { elapsedText, logLines, oneLine, progressLine } from '@fargate-actions/report';
import type { ServiceContext } from '@fargate-actions/service';
import type { SingletonContext } from '@fargate-actions/singleton';

/** What services need of a run; each change of a rollout is one line of the log. */
export function serviceContext(aws: Aws, { clock, log }: ActionContext): ServiceContext {
  return {
    aws,
    clock,
    debug: debugOf(log),
    progress: (progress) => {
      log.info(progressLine(progress));
    },
  };
}

/** The same for singletons: `00:12  amply-beat  waits for the old task to be gone`. */
export function singletonContext(aws: Aws, { clock, log }: ActionContext): SingletonContext {
  return {
    aws,
    clock,
    debug: debugOf(log),
    progress: ({ service, elapsedSeconds, says }) => {
      log.info(logLines(`${elapsedText(elapsedSeconds)}  ${service}  ${oneLine(says)}`).join(' '));
    },
  };
}

function debugOf(log: Log): ServiceContext['debug'] {
  if (!log.isDebugged) return undefined;
  return (line) => {
    log.debug(logLines(line).join(' '));
  };
}
