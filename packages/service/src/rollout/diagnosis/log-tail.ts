import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Aws, Clock } from '@fargate-actions/aws';
import type { LogTail, StoppedGroup } from '../../rollout-report.ts';
import { causeInLog } from './cause-in-log.ts';
import type { NoLog } from './known-text.ts';

/** CloudWatch shows a line some seconds after it was written: so often a stream is looked for, a second apart. */
const TRIES = 5;
/** The stream is made when the container starts: one without a line will hardly get one when it has ended. */
const TRIES_WHEN_EMPTY = 2;

/** What a program writes when it is shut down can push the traceback out of the few lines that are to be shown. */
const READ_AT_LEAST = 100;

/** The newest tasks whose streams are looked for: what one wrote late, another has written long ago. */
const TASKS = 3;

/** The last log lines of a container, or why there are none. */
export type FoundLog =
  { readonly kind: 'tail'; readonly tail: LogTail } | { readonly kind: 'none'; readonly why: NoLog };

/** Where a container's awslogs driver writes. The stream is `prefix/container/task-id`. Source: reference/ecs-facts.md. */
function logStream(
  container: ContainerDefinition | undefined,
  taskId: string,
): { group: string; stream: string } | undefined {
  const { logDriver, options = {} } = container?.logConfiguration ?? {};
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = options;
  if (logDriver !== 'awslogs' || !group || !prefix || !container?.name) return undefined;
  return { group, stream: `${prefix}/${container.name}/${taskId}` };
}

/** How a log is looked for. */
export interface LogSearch {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly revision: TaskDefinition;
  /** How many lines are to be shown. */
  readonly lines: number;
  /** Which look it is: another may follow, or it is the last, which may wait some seconds for lines on their way. */
  readonly look: 'a first' | 'the last' | 'waiting';
}

/**
 * The last log lines of the container that failed in a group of tasks; undefined where nothing can be said of them.
 *
 * Secrets that are registered with the runner are masked where the lines are shown; they are never for a pull-request
 * comment. Source: contracts.md, "Watching a deployment".
 */
export async function readLogTail(group: StoppedGroup | undefined, search: LogSearch): Promise<FoundLog | undefined> {
  const { aws, clock, revision, lines, look } = search;
  if (!group || lines === 0) return undefined;
  const container = containerToShow(group, revision);
  if (!container?.name) return undefined;
  const places = group.tasks.slice(-TASKS).toReversed();
  const elsewhere = otherLog(container);
  if (elsewhere) return { kind: 'none', why: elsewhere };

  let tries = look === 'waiting' ? TRIES : 1;
  for (let attempt = 1; attempt <= tries; attempt++) {
    for (const task of places) {
      const place = logStream(container, task);
      const found = place && (await read(place.group, place.stream, Math.max(lines, READ_AT_LEAST), aws));
      if (found === 'denied') return undefined;
      if (place && found && found.length > 0)
        return { kind: 'tail', tail: tailOf(container.name, place, found, lines) };
      if (found) tries = Math.min(tries, TRIES_WHEN_EMPTY);
    }
    if (attempt < tries) await clock.sleep(1);
  }
  return look === 'a first' ? undefined : { kind: 'none', why: SILENT };
}

async function read(group: string, stream: string, lines: number, aws: Aws): Promise<string[] | undefined | 'denied'> {
  const answer = await aws.gaps.optional("The failing container's last log lines are not shown.", async () => ({
    tail: await aws.logs.tail(group, stream, lines),
  }));
  return answer ? answer.tail : 'denied';
}

function tailOf(
  container: string,
  place: { group: string; stream: string },
  read: readonly string[],
  lines: number,
): LogTail {
  const said = causeInLog(read);
  return { container, ...place, lines: read.slice(-lines), ...(said !== undefined && { said }) };
}

/** The container that failed; of a task that failed its load balancer's checks the one that has a port. */
function containerToShow({ container }: StoppedGroup, revision: TaskDefinition): ContainerDefinition | undefined {
  const all = revision.containerDefinitions ?? [];
  if (container !== undefined) return all.find(({ name }) => name === container);
  const essential = all.filter((one) => one.essential !== false);
  return essential.find(({ portMappings = [] }) => portMappings.length > 0) ?? essential[0];
}

const SILENT: NoLog = {
  reason: 'it wrote nothing to its log',
  hint: 'Run the image by hand with the same variables to see more; PYTHONUNBUFFERED=1 keeps Python from holding its output back.',
};

/** Why a container's log can't be found in CloudWatch; undefined where it can. */
function otherLog({ logConfiguration }: ContainerDefinition): NoLog | undefined {
  const driver = logConfiguration?.logDriver;
  if (driver === 'awslogs') return undefined;
  if (driver === undefined) {
    return {
      reason: 'it has no logConfiguration, so what it wrote is lost',
      hint: 'Give the container a `logConfiguration` (awslogs) and deploy again: then its last lines are shown here.',
    };
  }
  return {
    reason: `its log goes to ${driver}, which is not shown here`,
    hint: `Look at what it wrote last where ${driver} takes it.`,
  };
}
