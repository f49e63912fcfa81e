import { celeryCommands } from '../celery/celery-commands.ts';
import { numberAt } from '../containers.ts';
import { launchOf } from '../launch.ts';
import { called, type Rule } from '../subject.ts';

/** Fargate's default and highest. Source: reference/celery-on-ecs.md, "Workers". */
const STOP_SECONDS_DEFAULT = 30;
const STOP_SECONDS_AT_MOST = 120;

/** What is to end well: the others of Celery's commands end by themselves, or lose nothing. */
const ENDS_WELL: ReadonlySet<string> = new Set(['worker', 'beat']);

/** What a Celery container needs to end well. Source: reference/celery-on-ecs.md. */
export const celery: Rule = (subject) => {
  for (const container of subject.containers) {
    const command = celeryCommands(launchOf(container.value)).find(({ subcommand }) => ENDS_WELL.has(subcommand));
    if (!command) continue;
    const seconds = numberAt(container.value, 'stopTimeout') ?? STOP_SECONDS_DEFAULT;
    if (command.subcommand === 'worker' && seconds < STOP_SECONDS_AT_MOST) {
      subject.notice(
        container.path,
        'celery/stop-timeout',
        `${called(container)} is a Celery worker that is killed ${seconds} s after SIGTERM: a job that takes longer is lost at a deploy or scale-in.`,
        `Set \`stopTimeout: ${STOP_SECONDS_AT_MOST}\`, the most that Fargate gives.`,
      );
    }
    if (command.isBehindShell) {
      subject.notice(
        container.path,
        'celery/shell',
        `${called(container)} starts Celery behind a shell, which keeps SIGTERM to itself: Celery is killed in the middle of its work.`,
        'Write the command as a list without a shell, or `exec celery ...` in it.',
      );
    }
  }
};
