import { numberAt, objectAt } from '../containers.ts';
import { theContainer, type Rule } from '../subject.ts';

/** Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const FARGATE_SECONDS = { least: 2, most: 120 };

/** Source: type documentation of the SDK, ContainerRestartPolicy. */
const RESTART_SECONDS = { least: 60, most: 1800 };
const IGNORED_EXIT_CODES_AT_MOST = 50;

/** Times to start, stop and restart. */
export const timeouts: Rule = (subject) => {
  for (const container of subject.containers) {
    for (const key of ['startTimeout', 'stopTimeout']) {
      const seconds = numberAt(container.value, key);
      if (!subject.isFargate || seconds === undefined || isWithin(seconds, FARGATE_SECONDS)) continue;
      subject.error(
        [...container.path, key],
        `task-definition/${key === 'startTimeout' ? 'start' : 'stop'}-timeout`,
        `${key} of ${theContainer(container)} must be from ${FARGATE_SECONDS.least} to ${FARGATE_SECONDS.most} seconds on Fargate, got ${seconds}.`,
      );
    }
    const policy = objectAt(container, 'restartPolicy');
    const period = policy && numberAt(policy.value, 'restartAttemptPeriod');
    if (policy && period !== undefined && !isWithin(period, RESTART_SECONDS)) {
      subject.error(
        [...policy.path, 'restartAttemptPeriod'],
        'task-definition/restart-policy',
        `restartAttemptPeriod must be from ${RESTART_SECONDS.least} to ${RESTART_SECONDS.most} seconds, got ${period}.`,
      );
    }
    const ignored = policy?.value['ignoredExitCodes'];
    if (policy && Array.isArray(ignored) && ignored.length > IGNORED_EXIT_CODES_AT_MOST) {
      subject.error(
        [...policy.path, 'ignoredExitCodes'],
        'task-definition/restart-policy',
        `There are ${ignored.length} ignoredExitCodes; AWS takes ${IGNORED_EXIT_CODES_AT_MOST} at most.`,
      );
    }
  }
};

function isWithin(value: number, { least, most }: { least: number; most: number }): boolean {
  return value >= least && value <= most;
}
