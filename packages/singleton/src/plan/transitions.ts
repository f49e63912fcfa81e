import type { RunMemory } from '../memory.ts';
import type { StepKind } from './steps.ts';

type Phase = RunMemory['phase'] | 'done';

/** Where a step leads from a phase, and what it says of itself in a diagram. */
export interface Transition {
  readonly from: RunMemory['phase'];
  readonly step: StepKind;
  readonly to: Phase;
}

const stays = (from: RunMemory['phase'], ...steps: readonly StepKind[]): Transition[] =>
  steps.map((step) => ({ from, step, to: from }));

/**
 * Every step that the planner can ask for, by the phase in which it does, and the phase that follows: held against what
 * it really asks for in a test, and drawn for people.
 */
export const TRANSITIONS: readonly Transition[] = [
  ...stays('checking', 'wait', 'fix settings', 'remove scalable target', 'stop strays', 'lock'),
  ...stays('checking', 'do without lock', 'find own lock'),
  { from: 'checking', step: 'refuse', to: 'ending' },
  { from: 'checking', step: 'end', to: 'ending' },
  { from: 'checking', step: 'begin', to: 'draining' },
  { from: 'checking', step: 'begin', to: 'watching' },
  { from: 'checking', step: 'done', to: 'done' },
  ...stays('draining', 'wait', 'mark', 'do without mark', 'lock', 'renew lock', 'drain', 'find drained', 'stop strays'),
  { from: 'draining', step: 'start', to: 'watching' },
  { from: 'draining', step: 'start', to: 'draining' },
  { from: 'draining', step: 'find started', to: 'watching' },
  { from: 'draining', step: 'end', to: 'ending' },
  { from: 'draining', step: 'done', to: 'done' },
  ...stays('watching', 'wait', 'mark', 'do without mark', 'lock', 'renew lock'),
  ...stays('watching', 'start', 'find started', 'stop strays', 'restore'),
  { from: 'watching', step: 'restore', to: 'draining' },
  { from: 'watching', step: 'go on draining', to: 'draining' },
  { from: 'watching', step: 'end', to: 'ending' },
  { from: 'watching', step: 'done', to: 'done' },
  ...stays('ending', 'wait', 'unmark', 'unlock'),
  { from: 'ending', step: 'done', to: 'done' },
];

/** What only lets time pass, or finds out what is known anyway, is not drawn. */
const UNDRAWN: ReadonlySet<StepKind> = new Set([
  'wait',
  'do without lock',
  'do without mark',
  'find own lock',
  'find drained',
  'renew lock',
]);

/** The phases and steps as a Mermaid state diagram. */
export function stateDiagram(transitions: readonly Transition[] = TRANSITIONS): string {
  const edges = new Map<string, string[]>();
  for (const { from, step, to } of transitions) {
    if (UNDRAWN.has(step)) continue;
    const edge = `${from} --> ${to === 'done' ? '[*]' : to}`;
    edges.set(edge, [
      ...(edges.get(edge) ?? []),
      step === 'done' ? (from === 'ending' ? 'done' : 'AWS does not answer') : step,
    ]);
  }
  const lines = [...edges].map(([edge, steps]) => `    ${edge}: ${steps.join(', ')}`);
  return ['stateDiagram-v2', '    [*] --> checking', ...lines].join('\n');
}
