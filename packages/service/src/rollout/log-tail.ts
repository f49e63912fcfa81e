import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Aws, Clock } from '@fargate-actions/aws';
import type { LogTail, StoppedGroup } from '../rollout-report.ts';
import type { Begun } from './begun.ts';

/** CloudWatch shows a line some seconds after it was written. */
const TRIES = 5;

/** Where a container's awslogs driver writes. The stream is `prefix/container/task-id`. Source: reference/ecs-facts.md. */
export function logStream(
  container: ContainerDefinition | undefined,
  taskId: string,
): { group: string; stream: string } | undefined {
  const { logDriver, options = {} } = container?.logConfiguration ?? {};
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = options;
  if (logDriver !== 'awslogs' || !group || !prefix || !container?.name) return undefined;
  return { group, stream: `${prefix}/${container.name}/${taskId}` };
}

/** The last log lines of the newest task of a group; undefined where there are none or they may not be read. */
export async function readLogTail(
  group: StoppedGroup | undefined,
  begun: Begun,
  lines: number,
  { aws, clock }: { aws: Aws; clock: Clock },
): Promise<LogTail | undefined> {
  const task = group?.tasks.at(-1);
  if (!group || !task || group.exitCode === undefined || lines === 0) return undefined;
  const lost = "The failing container's last log lines are not shown.";
  const registered = await aws.denials.without(lost, () => aws.taskDefinitions.find(begun.taskDefinition));
  const container = registered?.taskDefinition.containerDefinitions?.find(({ name }) => name === group.container);
  const place = logStream(container, task);
  if (!place || !group.container) return undefined;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const found = await aws.denials.without(lost, async () => ({
      tail: await aws.logs.tail(place.group, place.stream, lines),
    }));
    if (!found) return undefined;
    if (found.tail && found.tail.length > 0) return { container: group.container, ...place, lines: found.tail };
    if (attempt < TRIES) await clock.sleep(1);
  }
  return undefined;
}
