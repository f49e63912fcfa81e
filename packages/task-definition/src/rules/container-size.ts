import { numberAt, textAt } from '../containers.ts';
import { called, type Rule } from '../subject.ts';

/** What the containers reserve fits into the task. */
export const containerSizes: Rule = (subject) => {
  const taskCpu = Number(textAt(subject.definition.value, 'cpu'));
  const taskMemory = Number(textAt(subject.definition.value, 'memory'));
  let cpu = 0;
  let memory = 0;
  for (const container of subject.containers) {
    const limit = numberAt(container.value, 'memory');
    const reserved = numberAt(container.value, 'memoryReservation');
    cpu += numberAt(container.value, 'cpu') ?? 0;
    memory += reserved ?? limit ?? 0;
    if (limit !== undefined && reserved !== undefined && limit < reserved) {
      subject.error(
        [...container.path, 'memoryReservation'],
        'task-definition/container-memory',
        `${called(container)} reserves ${reserved} MiB, more than its memory of ${limit} MiB.`,
        'Lower `memoryReservation`, or raise `memory`.',
      );
    }
    if (limit !== undefined && limit > taskMemory) {
      subject.error(
        [...container.path, 'memory'],
        'task-definition/container-memory',
        `${called(container)} may use ${limit} MiB, but the task has ${taskMemory} MiB.`,
        'Lower `memory` of the container, or raise that of the task.',
      );
    }
    if (
      limit === undefined &&
      reserved === undefined &&
      subject.definition.value['memory'] === undefined &&
      !subject.isFargate
    ) {
      subject.error(
        container.path,
        'task-definition/container-memory',
        `${called(container)} has no memory, and neither has the task.`,
        'Give the container `memory` or `memoryReservation`, or the task `memory`.',
      );
    }
  }
  if (cpu > taskCpu) {
    subject.error(
      ['cpu'],
      'task-definition/container-cpu',
      `The containers reserve ${cpu} CPU units together, but the task has ${taskCpu}.`,
      'Lower `cpu` of the containers (0 shares what there is), or raise that of the task.',
    );
  }
  if (memory > taskMemory && subject.containers.length > 1) {
    subject.error(
      ['memory'],
      'task-definition/container-memory',
      `The containers reserve ${memory} MiB together, but the task has ${taskMemory} MiB.`,
      'Lower `memory` or `memoryReservation` of the containers, or raise that of the task.',
    );
  }
};
