import type { Cause, StoppedGroup } from '../../rollout-report.ts';
import { causeInLog } from './cause-in-log.ts';
import { ENDING_TEXTS, TELLING_STOP_CODES } from './ending-texts.ts';
import { exitCode } from './exit-codes.ts';
import { HEALTH_TEXTS } from './health-texts.ts';
import { IMAGE_TEXTS } from './image-texts.ts';
import { INITIALIZATION_TEXTS } from './initialization-texts.ts';
import type { KnownText, StopFacts } from './known-text.ts';
import { isOutOfMemory, outOfMemory } from './out-of-memory.ts';
import { PLACEMENT_TEXTS } from './placement-texts.ts';
import { START_TEXTS } from './start-texts.ts';

/** What else is known beside the stopped tasks. */
export interface StopSurroundings extends Omit<StopFacts, 'container'> {
  /** Why there is no log tail, where that is known: `its log goes to splunk`. */
  readonly noLog?: string | undefined;
  /** How many new tasks stopped, for whatever reason. */
  readonly newTasks: number;
}

/** Every text that is known; the first that fits counts, so that the general ones stand behind the special ones. */
export const KNOWN_TEXTS: readonly KnownText[] = [
  ...START_TEXTS,
  ...IMAGE_TEXTS,
  ...INITIALIZATION_TEXTS,
  ...PLACEMENT_TEXTS,
  ...HEALTH_TEXTS,
  ...ENDING_TEXTS,
];

/** Explains a group of stopped tasks: the cause in one line, and what to do next. An unknown text is shown as it is. */
export function explainStop(group: StoppedGroup, surroundings: StopSurroundings): Cause {
  const where = count(group, surroundings);
  const facts: StopFacts = { ...surroundings, container: group.container };
  const isTelling = group.stopCode !== undefined && TELLING_STOP_CODES.has(group.stopCode);
  if (!isTelling && isOutOfMemory(group)) return outOfMemory(group, where, surroundings);
  const text = isTelling ? `${group.stopCode ?? ''}: ${group.reason}` : group.reason;
  const known = explainText(text, facts, isTelling ? ENDING_TEXTS : KNOWN_TEXTS);
  if (known) return { ...known, summary: `${known.summary} (${where})` };
  if (group.exitCode !== undefined && group.container !== undefined)
    return explainExit(group, group.container, group.exitCode, surroundings);
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
  const one = known.find(({ pattern }) => pattern.test(text));
  if (!one) return undefined;
  const { what, hint } = one.means(text, facts);
  return { kind: one.kind, summary: what, hint };
}

/** What the last log lines tell more exactly than any exit code does. */
const TOLD_BY_LOG: readonly KnownText[] = START_TEXTS.filter(({ kind }) => kind === 'exec-format-error');

function explainExit(group: StoppedGroup, container: string, code: number, surroundings: StopSurroundings): Cause {
  const where = count(group, surroundings);
  const said = saidBy(container, surroundings);
  const told = said && explainText(said, { ...surroundings, container }, TOLD_BY_LOG);
  if (told) return { ...told, summary: `${told.summary} (${where})` };
  const { kind, meaning, hint } = exitCode(code);
  const exited = `container ${container} exited with code ${code}${meaning ? ` (${meaning})` : ''} in ${where}`;
  if (said) return { kind, summary: `${exited}: ${said}`, hint: hintOfLog(said) ?? hint };
  const silence = surroundings.noLog;
  return { kind, summary: exited + (silence ? `; ${silence}` : ''), hint };
}

/** A log line's own next step, for the causes that are met again and again. */
const HINTS_OF_LOG: readonly (readonly [pattern: RegExp, hint: (found: string) => string])[] = [
  [
    /^KeyError: ['"]([A-Z][A-Z0-9_]+)['"]/,
    (name) => `If ${name} is a variable of the environment: add it to \`environment\` or \`secrets\` of the container.`,
  ],
  [
    /^(?:ModuleNotFoundError|ImportError): No module named '([^']+)'/,
    (name) => `The image has no Python module ${name}: install it, or put its directory on PYTHONPATH.`,
  ],
  [
    /Cannot find module '([^']+)'/,
    (name) => `The image has no Node module ${name}: install it, or correct the path in \`command\`.`,
  ],
  [
    /ValidationError: .* for (\w+)/,
    (name) =>
      `The fields of ${name} come from the environment: add what is missing to \`environment\` or \`secrets\` of the container.`,
  ],
  [
    /((?:Connection ?Refused|could not connect|connection timed out|Name or service not known|could not translate host name)[^:]*)/i,
    () => "Something that it needs can't be reached: check its address, and the security groups on both sides.",
  ],
];

function hintOfLog(said: string): string | undefined {
  for (const [pattern, hint] of HINTS_OF_LOG) {
    const match = pattern.exec(said);
    if (match) return hint(match[1] ?? '');
  }
  return undefined;
}

/** What that container's log says; what another one wrote is not its cause. */
function saidBy(container: string, { logTail }: StopSurroundings): string | undefined {
  return logTail?.container === container ? (logTail.said ?? causeInLog(logTail.lines)) : undefined;
}

function count({ tasks }: StoppedGroup, { newTasks }: StopSurroundings): string {
  return `${tasks.length} of ${newTasks} new ${newTasks === 1 ? 'task' : 'tasks'}`;
}
