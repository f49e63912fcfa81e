import { ingest } from '../../logs/behaviour/ingest.ts';
import { newLogGroup } from '../../logs/behaviour/new-log-group.ts';
import type { World } from '../../../world/world.ts';
import type { Task, TaskDefinition } from '../model.ts';

/** Writes a container's lines to its stream `prefix/container/task-id`, where its task definition sends them to awslogs. */
export function writeLogs(
  world: World,
  task: Task,
  { definition }: TaskDefinition,
  containerName: string,
  lines: readonly string[],
): void {
  const container = definition.containerDefinitions.find(({ name }) => name === containerName);
  const options = container?.logConfiguration?.logDriver === 'awslogs' ? container.logConfiguration.options : undefined;
  const groupName = options?.['awslogs-group'];
  if (!options || groupName === undefined) return;
  let group = world.logGroups.find(({ name }) => name === groupName);
  if (!group) {
    if (options['awslogs-create-group'] !== 'true') return;
    group = newLogGroup(world, groupName);
    world.logGroups.push(group);
  }
  const streamName = `${options['awslogs-stream-prefix'] ?? 'ecs'}/${containerName}/${task.id}`;
  let stream = group.streams.find(({ name }) => name === streamName);
  if (!stream) {
    stream = { name: streamName, createdAt: world.now, events: [] };
    group.streams.push(stream);
  }
  const events = lines.map((message) => ({ timestamp: world.now, ingestionTime: world.now, message }));
  ingest(world, group, stream, events);
}
