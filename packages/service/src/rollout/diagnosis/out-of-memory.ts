import type { Cause } from '@fargate-actions/engine';
import type { StoppedGroup } from '../../rollout-report.ts';
import type { StopFacts } from './known-text.ts';
import { containerOf } from './subjects.ts';

/** Whether ECS says that a container was killed for the memory it took. */
export function isOutOfMemory({ reason }: StoppedGroup): boolean {
  return /^OutOfMemory/i.test(reason);
}

/** Explains it with the limit that was met: the container's own, else the task's. */
export function outOfMemory(group: StoppedGroup, where: string, context: StopFacts): Cause {
  const facts = { ...context, container: group.container };
  const { memory: ofContainer } = containerOf(facts) ?? {};
  const ofTask = Number(facts.revision?.memory);
  const isContainers = ofContainer !== undefined && !(ofContainer >= ofTask);
  const limit = isContainers ? ofContainer : ofTask;
  const said = limit > 0 ? `: its limit is ${limit} MiB` : '';
  const code = group.exitCode === undefined ? '' : ` (exit code ${group.exitCode})`;
  return {
    kind: 'out-of-memory',
    summary: `container ${group.container ?? '?'} ran out of memory in ${where}${code}${said}`,
    hint: isContainers
      ? `Raise \`memory\` of the container${ofTask > 0 ? ` (the task has ${ofTask} MiB)` : ''}, or find what takes so much.`
      : 'Raise `memory` of the task definition, or find what takes so much (for a server, fewer worker processes).',
  };
}
