import { textAt } from '../containers.ts';
import type { Rule, Subject } from '../subject.ts';

/** Memory in MiB that Fargate offers for CPU units: from, to, step; or single values. */
interface MemoryRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const FARGATE_MEMORY: ReadonlyMap<number, MemoryRange | readonly number[]> = new Map<
  number,
  MemoryRange | readonly number[]
>([
  [256, [512, 1024, 2048]],
  [512, { from: 1024, to: 4096, step: 1024 }],
  [1024, { from: 2048, to: 8192, step: 1024 }],
  [2048, { from: 4096, to: 16384, step: 1024 }],
  [4096, { from: 8192, to: 30720, step: 1024 }],
  [8192, { from: 16384, to: 61440, step: 4096 }],
  [16384, { from: 32768, to: 122880, step: 8192 }],
  [32768, [61440, 122880, 249856]],
]);

/** Windows needs a whole vCPU; the sizes from 8 vCPU on are Linux's alone. Source: type documentation of the SDK. */
const WINDOWS_CPU: readonly number[] = [1024, 2048, 4096];

/** cpu and memory of the task: given, whole, and on Fargate a pair of its table. */
export const taskSize: Rule = (subject) => {
  const cpu = sizeOf(subject, 'cpu', '512', '.5 vCPU');
  const memory = sizeOf(subject, 'memory', '1024', '1GB');
  if (!subject.isFargate || cpu === undefined) return;
  const choices = subject.isWindows ? WINDOWS_CPU : [...FARGATE_MEMORY.keys()];
  const range = FARGATE_MEMORY.get(cpu);
  if (!range || !choices.includes(cpu)) {
    subject.error(
      ['cpu'],
      'task-definition/cpu',
      `Fargate has no tasks of ${cpu} CPU units${subject.isWindows ? ' for Windows' : ''}.`,
      `Choose one of ${choices.join(', ')} (1024 units are 1 vCPU).`,
    );
    return;
  }
  if (memory === undefined || fits(memory, range)) return;
  subject.error(
    ['memory'],
    'task-definition/memory',
    `Fargate does not offer ${memory} MiB of memory with ${cpu} CPU units.`,
    `With ${cpu} units choose ${inWords(range)}${cpuFor(memory, choices)}.`,
  );
};

function sizeOf(subject: Subject, key: 'cpu' | 'memory', example: string, other: string): number | undefined {
  const written = textAt(subject.definition.value, key);
  if (subject.definition.value[key] === undefined && subject.isFargate) {
    subject.error(
      [key],
      `task-definition/${key}`,
      `Fargate needs \`${key}\` of the whole task, and it is not set.`,
      `Add \`${key}: "${example}"\` beside \`family\`.`,
    );
  }
  if (written === undefined || /^\d+$/.test(written)) return written === undefined ? undefined : Number(written);
  subject.error(
    [key],
    `task-definition/${key}`,
    `${key} is ${written}, which is no size.`,
    `Write ${key === 'cpu' ? 'CPU units' : 'MiB'} (\`"${example}"\`) or \`${other}\`.`,
  );
  return undefined;
}

function fits(memory: number, range: MemoryRange | readonly number[]): boolean {
  if (!('from' in range)) return range.includes(memory);
  return memory >= range.from && memory <= range.to && memory % range.step === 0;
}

function inWords(range: MemoryRange | readonly number[]): string {
  return 'from' in range ? `${range.from} to ${range.to} in steps of ${range.step}` : range.join(', ');
}

function cpuFor(memory: number, choices: readonly number[]): string {
  const fitting = choices.filter((cpu) => fits(memory, FARGATE_MEMORY.get(cpu) ?? []));
  return fitting.length === 0 ? '' : `; ${memory} MiB goes with ${fitting.join(', ')}`;
}
