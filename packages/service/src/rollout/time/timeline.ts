import type { Bar, Section } from '@fargate-actions/engine';
import type { Phase, RolloutTime, TimeBar } from './rollout-time.ts';

/** What each phase is called where it is read. */
const PHASE_WORDS: Record<Phase, string> = {
  waiting: 'waiting for ECS',
  provisioning: 'provisioning',
  pull: 'pull',
  start: 'start',
  health: 'health',
  draining: 'draining',
  stopping: 'stopping',
};

/**
 * Where the time of a rollout went: the phases (`184 s: 2 waiting for ECS, 12 provisioning, 60 health`), what would save
 * most, who did what when.
 */
export function timelineOf(service: string, { seconds, phases, advice, bars }: RolloutTime): Section {
  return {
    kind: 'timeline',
    title: `Where the time of ${service} went`,
    chartTitle: service,
    text: `${seconds} s: ${phases.map((one) => `${one.seconds} ${PHASE_WORDS[one.phase]}`).join(', ')}`,
    ...(advice && { advice: `To save about ${advice.savesSeconds} s of each deployment, ${advice.text}.` }),
    bars: bars.map(barOf),
  };
}

function barOf({ task, isNew, phase, fromSeconds, toSeconds, isCritical }: TimeBar): Bar {
  return {
    group: task === undefined ? 'ECS' : `${isNew ? 'new' : 'old'} ${task === '' ? '_' : task}`,
    label: PHASE_WORDS[phase],
    fromSeconds,
    toSeconds,
    isCritical,
  };
}
