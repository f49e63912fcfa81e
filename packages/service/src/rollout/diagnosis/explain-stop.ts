import type { Cause } from '@fargate-actions/engine';
import type { StoppedGroup } from '../../rollout-report.ts';
import { causeInLog } from './cause-in-log.ts';
import { ENDING_TEXTS, TELLING_STOP_CODES } from './ending-texts.ts';
import { exitCode } from './exit-codes.ts';
import { HEALTH_TEXTS } from './health-texts.ts';
import { hintOfLog } from './hint-of-log.ts';
import { IMAGE_TEXTS } from './image-texts.ts';
import { INITIALIZATION_TEXTS } from './initialization-texts.ts';
import type { KnownText, NoLog, StopFacts } from './known-text.ts';
import { isOutOfMemory, outOfMemory } from './out-of-memory.ts';
import { PLACEMENT_TEXTS } from './placement-texts.ts';
import { START_TEXTS } from './start-texts.ts';
import { withoutNames } from './without-names.ts';

/** What else is known beside the stopped tasks. */
export interface StopContext extends Omit<StopFacts, 'container'> {
  readonly noLog?: NoLog | undefined;
  /** How many new tasks stopped, for whatever reason. */
  readonly newTasks: number;
}

/** Every text that is known; the first that fits counts, so that the general ones stand behind the special ones. */
const KNOWN_TEXTS: readonly KnownText[] = [
  ...START_TEXTS,
  ...IMAGE_TEXTS,
  ...INITIALIZATION_TEXTS,
  ...PLACEMENT_TEXTS,
  ...HEALTH_TEXTS,
  ...ENDING_TEXTS,
];

/** Explains a group of stopped tasks: the cause in one line, and what to do next. An unknown text is shown as it is. */
export function explainStop(group: StoppedGroup, context: StopContext): Cause {
  const where = count(group, context);
  const facts: StopFacts = { ...context, container: group.container };
  const isTelling = group.stopCode !== undefined && TELLING_STOP_CODES.has(group.stopCode);
  if (!isTelling && isOutOfMemory(group)) return outOfMemory(group, where, context);
  const known = isTelling ? explainEnding(group, facts) : explainText(group.reason, facts);
  if (known) return { ...known, summary: `${known.summary} (${where})` };
  if (group.exitCode !== undefined && group.container !== undefined)
    return explainExit(group, group.container, group.exitCode, context);
  return {
    kind: 'stopped',
    summary: `${group.reason} (${where})`,
    hint: 'That is what ECS says of it: look the task up in the ECS console.',
  };
}

/** What a text of ECS means; undefined for one that is not known. */
export function explainText(
  text: string,
  facts: StopFacts,
  known: readonly KnownText[] = KNOWN_TEXTS,
): Required<Cause> | undefined {
  const words = withoutNames(text);
  const one = known.find(({ pattern }) => pattern.test(words));
  return one && meaningOf(one, text, facts);
}

/** What ended a task by its stop code, which counts more than a reason: somebody may have written that by hand. */
export function explainEnding(
  { stopCode = '', reason }: Pick<StoppedGroup, 'stopCode' | 'reason'>,
  facts: StopFacts,
): Required<Cause> | undefined {
  const one = ENDING_TEXTS.find(({ pattern }) => pattern.test(TELLING_STOP_CODES.has(stopCode) ? stopCode : reason));
  return one && meaningOf(one, reason, facts);
}

function meaningOf(one: KnownText, text: string, facts: StopFacts): Required<Cause> {
  const { kind = one.kind, what, hint } = one.means(text, facts);
  return { kind, summary: what, hint };
}

/** What the last log lines tell more exactly than any exit code does. */
const TOLD_BY_LOG: readonly KnownText[] = START_TEXTS.filter(({ kind }) => kind === 'exec-format-error');

function explainExit(group: StoppedGroup, container: string, code: number, context: StopContext): Cause {
  const where = count(group, context);
  const said = saidBy(container, context);
  const told = said && explainText(said, { ...context, container }, TOLD_BY_LOG);
  if (told) return { ...told, summary: `${told.summary} (${where})` };
  const { kind, meaning, hint } = exitCode(code);
  const exited = `container ${container} exited with code ${code}${meaning ? ` (${meaning})` : ''} in ${where}`;
  if (said) return { kind, summary: `${exited}: ${said}`, hint: hintOfLog(said, { ...context, container }) ?? hint };
  const { noLog } = context;
  if (!noLog) return { kind, summary: exited, hint };
  return {
    kind,
    summary: `${exited}; ${noLog.reason}`,
    hint: meaning === undefined ? noLog.hint : `${hint} ${noLog.hint}`,
  };
}

/** What that container's log says; what another one wrote is not its cause. */
function saidBy(container: string, { logTail }: StopContext): string | undefined {
  return logTail?.container === container ? (logTail.said ?? causeInLog(logTail.lines)) : undefined;
}

function count({ tasks }: StoppedGroup, { newTasks }: StopContext): string {
  return `${tasks.length} of ${newTasks} new ${newTasks === 1 ? 'task' : 'tasks'}`;
}
