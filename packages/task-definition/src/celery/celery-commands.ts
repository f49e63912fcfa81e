import { celeryInvocation, type CeleryInvocation } from './invocation.ts';
import { shellCommands, type ShellContext } from './shell-script.ts';

/** A Celery command that a container runs. */
export interface CeleryCommand extends CeleryInvocation {
  /** A shell stands in front of it and keeps SIGTERM to itself. */
  readonly isBehindShell: boolean;
}

/** What a container starts. */
export interface Launch {
  /** Entry point and command, one after the other. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'su', 'runuser']);

/** Programs whose arguments are text, names or numbers, and never run. */
const RUN_NOTHING: ReadonlySet<string> = new Set(
  (
    'echo printf cat grep egrep fgrep pgrep pkill killall kill ps ls which type test [ [[ true false : cd sleep wait trap man ' +
    'pip pip3 apk apt apt-get chown chmod mkdir touch rm cp mv ln sed awk curl wget logger adduser useradd'
  ).split(' '),
);
/** What package managers do with the names behind it. */
const HANDLES_PACKAGES = /^(install|add|remove|uninstall|show|update|upgrade|lock)$/;

const baseName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/**
 * The Celery commands of a container, also behind wrappers (`uv run`, `tini --`, `python -m`, `ddtrace-run`) and in
 * shells. None when there is none, or when only the image's own command says so.
 */
export function celeryCommands({ words, environment }: Launch): readonly CeleryCommand[] {
  const [only] = words;
  // A whole command in one word can only be meant for a shell, which is the image's entry point then.
  const isScript = words.length === 1 && only !== undefined && /\s/.test(only);
  return commandsIn(isScript ? ['sh', '-c', only] : words, { environment, positional: [] }, false);
}

function commandsIn(words: readonly string[], context: ShellContext, isBehindShell: boolean): readonly CeleryCommand[] {
  if (RUN_NOTHING.has(baseName(words[0] ?? ''))) return [];
  const shell = words.findIndex((word) => SHELLS.has(baseName(word)));
  const script = shell === -1 ? undefined : scriptOf(baseName(words[shell] ?? ''), words.slice(shell + 1));
  if (script) {
    const { text, positional } = script;
    const commands = shellCommands(text, { ...context, positional });
    const isSignalPassedOn = reachesTheGroup(words.slice(0, shell)) || commands.some(trapsSigterm);
    return commands.flatMap(({ words: inner, isExec }) =>
      commandsIn(inner, context, isBehindShell || !(isExec || isSignalPassedOn)),
    );
  }
  const invocation = celeryInvocation(words);
  if (!invocation || words.slice(0, words.indexOf('celery')).some((word) => HANDLES_PACKAGES.test(word))) return [];
  return [{ ...invocation, isBehindShell }];
}

/** The script behind a shell's `-c`, and what it gets as `$1` and on; undefined where the shell runs a file. */
function scriptOf(
  shell: string,
  words: readonly string[],
): { readonly text: string; readonly positional: readonly string[] } | undefined {
  const namesAUser = shell === 'su' || shell === 'runuser';
  for (const [place, word] of words.entries()) {
    if (/^-[A-Za-z]*c[A-Za-z]*$/.test(word) || word === '--command')
      return { text: words[place + 1] ?? '', positional: words.slice(place + 3) };
    // What may stand before it: options, the `pipefail` of `-o pipefail`, and whom `su` makes of itself.
    const isValue = /^[-+][A-Za-z]*o$/.test(words[place - 1] ?? '');
    if (!/^[-+]/.test(word) && !isValue && !namesAUser) return undefined;
  }
  return undefined;
}

/** dumb-init signals all processes of the group by itself, tini when told so: a shell between does no harm then. */
function reachesTheGroup(words: readonly string[]): boolean {
  const names = words.map(baseName);
  if (names.includes('dumb-init')) return !words.includes('-c') && !words.includes('--single-child');
  return names.includes('tini') && words.some((word) => /^-[a-z]*g[a-z]*$/.test(word));
}

function trapsSigterm({ words }: { readonly words: readonly string[] }): boolean {
  return words[0] === 'trap' && words.slice(2).some((signal) => /^(SIG)?TERM$|^15$|^EXIT$/i.test(signal));
}
