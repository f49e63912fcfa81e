import type { Phase, RolloutTime } from '@fargate-actions/service';
import { logLines } from './log-text.ts';

/** What each phase is called where it is read. */
export const PHASE_WORDS: Record<Phase, string> = {
  waiting: 'waiting for ECS',
  provisioning: 'provisioning',
  pull: 'pull',
  start: 'start',
  health: 'health',
  draining: 'draining',
  stopping: 'stopping',
};

/** Where the time went, in one line: `184 s: 2 waiting for ECS, 12 provisioning, 16 pull, 2 start, 60 health, 92 draining`. */
export function timeSentence({ seconds, phases }: RolloutTime): string {
  return `${seconds} s: ${phases.map((one) => `${one.seconds} ${PHASE_WORDS[one.phase]}`).join(', ')}`;
}

/** What would save most, as a sentence: `To save about 270 s of each deployment, lower ...`. May hold text from outside. */
export function adviceSentence({ advice }: RolloutTime): string | undefined {
  if (!advice) return undefined;
  return `To save about ${advice.savesSeconds} s of each deployment, ${advice.text}.`;
}

/** What the log says of where the time went. */
export function timeLines(time: RolloutTime): string[] {
  return [timeSentence(time), adviceSentence(time) ?? ''].filter((line) => line !== '').flatMap(logLines);
}
