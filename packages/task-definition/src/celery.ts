import { textsAt, type Container } from './containers.ts';

/** A Celery command found in a container's entry point and command. */
export interface CeleryCommand {
  readonly subcommand: string;
  readonly arguments: readonly string[];
  /** A shell runs it and stays in front of it: it keeps SIGTERM to itself. */
  readonly isBehindShell: boolean;
}

/** Celery's options that stand before the subcommand and take the next word as their value. */
const OPTIONS_WITH_VALUE: ReadonlySet<string> = new Set([
  '-A',
  '--app',
  '-b',
  '--broker',
  '--result-backend',
  '--loader',
  '--config',
  '--workdir',
]);

const SHELLS = /(^|\/)(ba|da|a|z)?sh$/;

/**
 * The Celery command that a container runs, also behind a wrapper (`uv run celery ...`), as a module
 * (`python -m celery ...`) or in a shell. Undefined when there is none, or when only the image's own command says so.
 */
export function celeryCommand(container: Container): CeleryCommand | undefined {
  const words = [...textsAt(container.value, 'entryPoint'), ...textsAt(container.value, 'command')];
  const script = shellScript(words);
  const found = subcommandOf(script === undefined ? words : script.split(/[\s;&|()]+/));
  if (!found) return undefined;
  return { ...found, isBehindShell: script !== undefined && !/\bexec\s[^;&|]*\bcelery\b/.test(script) };
}

function shellScript(words: readonly string[]): string | undefined {
  if (!SHELLS.test(words[0] ?? '')) return undefined;
  const flag = words.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
  return flag === -1 ? undefined : words[flag + 1];
}

function subcommandOf(words: readonly string[]): Omit<CeleryCommand, 'isBehindShell'> | undefined {
  const celery = words.findIndex((word) => /(^|\/)celery$/.test(word));
  if (celery === -1) return undefined;
  for (let index = celery + 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (OPTIONS_WITH_VALUE.has(word)) index++;
    else if (!word.startsWith('-')) return { subcommand: word, arguments: words.slice(index + 1) };
  }
  return undefined;
}
