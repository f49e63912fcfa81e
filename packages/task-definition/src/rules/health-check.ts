import { numberAt, objectAt, textsAt, type Container, type Found } from '../containers.ts';
import { theContainer, type Rule, type Subject } from '../subject.ts';

const RULE = 'task-definition/health-check';

/** Seconds, but for retries. Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const BOUNDS = {
  interval: { least: 5, most: 300 },
  timeout: { least: 2, most: 60 },
  retries: { least: 1, most: 10 },
  startPeriod: { least: 0, most: 300 },
} as const;

/** Health checks: the form of the command, and the bounds of the numbers. */
export const healthChecks: Rule = (subject) => {
  for (const container of subject.containers) {
    const check = objectAt(container, 'healthCheck');
    if (!check) continue;
    command(subject, container, check);
    for (const [key, { least, most }] of Object.entries(BOUNDS)) {
      const value = numberAt(check.value, key);
      if (value === undefined || (value >= least && value <= most)) continue;
      subject.error(
        [...check.path, key],
        RULE,
        `healthCheck.${key} of ${theContainer(container)} must be from ${least} to ${most}${key === 'retries' ? '' : ' seconds'}, got ${value}.`,
      );
    }
  }
};

function command(subject: Subject, container: Container, check: Found): void {
  if (!Array.isArray(check.value['command'])) return;
  const [form, ...words] = textsAt(check.value, 'command');
  const path = [...check.path, 'command'];
  const what = `The health check of ${theContainer(container)}`;
  if (form !== 'CMD' && form !== 'CMD-SHELL') {
    // AWS registers it, and the example of its own collector (ADOT) has it so: a drop-in passes it on.
    const isPassedOn = subject.mode === 'as-declared' && form !== undefined;
    subject[isPassedOn ? 'warning' : 'error'](
      path,
      RULE,
      `${what} does not begin with CMD or CMD-SHELL.`,
      'Write `["CMD-SHELL", "command for the shell"]`, or `["CMD", "program", "argument"]`.',
    );
  } else if (words.length === 0) {
    subject.error(path, RULE, `${what} has no command after ${form}.`, 'Add the command, or remove the health check.');
  } else if (form === 'CMD-SHELL' && words.length > 1) {
    // AWS registers this and the next one; they just do not do what was meant.
    subject.warning(
      path,
      RULE,
      `${what} has ${words.length} texts after CMD-SHELL: only the first would be the command.`,
      'Write the command as one text, or begin with `CMD`.',
    );
  } else if (form === 'CMD' && words.length === 1 && /\s/.test(words[0] ?? '')) {
    subject.warning(
      path,
      RULE,
      `${what} has a whole command line in one text after CMD: it would be taken for the name of a program.`,
      'Write each word as an item, or begin with `CMD-SHELL`.',
    );
  }
}
