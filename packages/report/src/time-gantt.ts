import type { RolloutTime, TimeBar } from '@fargate-actions/service';
import { PHASE_WORDS } from './time-text.ts';

/**
 * What a deployment's tasks did when, as a Mermaid gantt; what the deployment waited for stands out.
 *
 * Source of the syntax: mermaid.js.org, "Gantt diagrams". Times are given with a date of no meaning, since Mermaid reads
 * bare numbers in two ways, and shows the time of day as it was given, whatever the reader's time zone is.
 */
export function timeGantt(title: string, { bars }: RolloutTime): string {
  const sections = Map.groupBy(bars, sectionOf);
  return [
    'gantt',
    `  title ${named(title)}`,
    '  dateFormat YYYY-MM-DD HH:mm:ss',
    '  axisFormat %H:%M:%S',
    ...[...sections].flatMap(([section, own]) => [`  section ${section}`, ...own.map(barLine)]),
  ].join('\n');
}

function barLine({ phase, fromSeconds, toSeconds, isCritical }: TimeBar): string {
  const seconds = toSeconds - fromSeconds;
  return `  ${PHASE_WORDS[phase]} ${seconds} s :${isCritical ? 'crit, ' : ''}${moment(fromSeconds)}, ${seconds}s`;
}

function sectionOf({ task, isNew }: TimeBar): string {
  if (task === undefined) return 'ECS';
  return `${isNew ? 'new' : 'old'} ${named(task)}`;
}

function moment(seconds: number): string {
  return new Date(Date.UTC(2000, 0, 1) + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A name from outside, with nothing that means anything to Mermaid or ends the block of code. */
function named(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9 _.-]/g, '_').trim();
  return plain === '' ? '_' : plain;
}
