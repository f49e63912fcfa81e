import type { Cause, RichText, Section } from '@fargate-actions/engine';
import type { RolloutFacts, RolloutReport, RolloutStatus, StoppedGroup } from './rollout-report.ts';
import { timelineOf } from './rollout/time/timeline.ts';
import { serviceAddress } from './service-spec.ts';

/** How a rollout ended, with what there is to say of it. */
export function rolloutReport(status: RolloutStatus, rollout: RolloutFacts, cause?: Cause): RolloutReport {
  const { service, from, to, desiredCount, runningCount, seconds, time } = rollout;
  const counts = `${runningCount} of ${desiredCount}`;
  const isGood = status === 'deployed' || status === 'left';
  return {
    subject: serviceAddress(service),
    status,
    // In its off-hours a service wants no task: that it was deployed says nothing of whether it works.
    ...(status === 'deployed' && desiredCount === 0 && { statusText: 'deployed without a task' }),
    ...(cause && { cause }),
    facts: {
      ...(from !== undefined && { from }),
      to,
      columns: [{ title: 'tasks', text: counts, line: `${counts} tasks` }],
      seconds,
    },
    sections: [...(isGood ? [] : evidence(rollout)), ...(time ? [timelineOf(service, time)] : [])],
    rollout,
  };
}

/** What shows why it did not end well. */
function evidence({ runningNow, stopped, logTail, events }: RolloutFacts): Section[] {
  return [
    { kind: 'line', name: 'Now', text: runningNow },
    {
      kind: 'table',
      title: 'Stopped tasks:',
      columns: ['stopped tasks', 'container', 'exit code', 'reason', 'task'],
      rows: stopped.map(({ tasks, container, exitCode, reason }) => [
        String(tasks.length),
        container === undefined ? '' : [{ code: container }],
        exitCode === undefined ? '' : String(exitCode),
        reason,
        newest(tasks),
      ]),
      lines: stopped.map((group) => `${commonOf(group)}: ${group.reason} (${plain(newest(group.tasks))})`),
    },
    ...(logTail && logTail.lines.length > 0
      ? [
          {
            kind: 'quote',
            title: [
              'Last log lines of ',
              { code: logTail.container },
              ' (',
              { code: logTail.group },
              ', ',
              { code: logTail.stream },
              '):',
            ],
            lines: logTail.lines,
            isMarked: true,
          } as const,
        ]
      : []),
    { kind: 'quote', title: 'Events of this deployment:', lines: events, selected: telling(events), isFolded: true },
  ];
}

/** What a group of stopped tasks has in common: `2 tasks, container api, exit code 3`. */
function commonOf({ container, exitCode, tasks }: StoppedGroup): string {
  return [
    `${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}`,
    ...(container === undefined ? [] : [`container ${container}`]),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
  ].join(', ');
}

/** Enough task ids to look one up; a long list of them says nothing more. */
const TASKS_SHOWN = 3;

/** The newest of a group's tasks, and how many more there are. */
function newest(tasks: readonly string[]): Exclude<RichText, string> {
  const rest = tasks.length - TASKS_SHOWN;
  const shown = tasks
    .slice(-TASKS_SHOWN)
    .flatMap((task, index) => (index > 0 ? [', ', { code: task }] : [{ code: task }]));
  return [...shown, ...(rest > 0 ? [`, ${rest} more`] : [])];
}

function plain(text: Exclude<RichText, string>): string {
  return text.map((part) => (typeof part === 'string' ? part : part.code)).join('');
}

/** The log tells the end of the story; the job summary has all of it, folded. */
const EVENTS_SHOWN = 12;

/** What ECS says of every deployment, good or bad. */
const ROUTINE =
  /has started \d+ tasks|has stopped \d+ running tasks|registered \d+ targets|has begun draining|has reached a steady state|rolling back to deployment/;

/** The events that say something of a failure; what was said of one task after another once, with how often. */
function telling(events: readonly string[]): string[] {
  const odd = events.filter((event) => !ROUTINE.test(event));
  const alike = Map.groupBy(odd, (event) => event.replaceAll(/\(task \w+\)/g, '(task)'));
  return [...alike.values()]
    .map((same) => (same.at(-1) ?? '') + (same.length > 1 ? ` (${same.length} times)` : ''))
    .slice(-EVENTS_SHOWN);
}
