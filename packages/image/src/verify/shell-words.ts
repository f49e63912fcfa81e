/** Words that begin or end a compound command, or a builtin before a command: the next word is a command again. */
const BEFORE_COMMAND = new Set([
  'if',
  'then',
  'elif',
  'else',
  'while',
  'until',
  'do',
  '!',
  '{',
  'exec',
  'command',
  'time',
]);

/** What the shell does itself. Source: POSIX, Shell Command Language, 2.9.1 and 2.14; dash(1) for test, echo, printf. */
const BUILTINS = new Set(
  (
    'fi done } : . source break cd continue eval exit export readonly return set shift times trap unset alias bg fg ' +
    'getopts hash jobs kill pwd read type ulimit umask unalias wait true false test [ echo printf local'
  ).split(' '),
);

/** Constructs whose words are no commands: what follows is not read. */
const UNREAD = new Set(['for', 'case', 'function', '[[', '((']);

/** One word with its quotes, an operator, a comment, or blanks. Source: POSIX, Shell Command Language, 2.2, 2.3 and 2.10. */
const TOKEN =
  /(?<blank>[ \t]+|\\\n)|(?<comment>#[^\n]*)|(?<redirection>\d*(?:<<-?|>>|[<>]&|<>|>\||[<>]))|(?<operator>&&|\|\||;;|[;&|()\n])|(?<word>(?:\\[^]|'[^']*'|"(?:\\[^]|[^"\\])*"|\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`|[^\s;&|()<>'"\\`])+)/y;

/**
 * The programs that a shell script of a task definition starts, in order, each once: `curl` of `curl -f x || exit 1`.
 *
 * A script that is more than simple commands gives those before the first construct that is not read; a program whose
 * name is a variable is nobody's to know before it runs.
 */
export function programsIn(script: string): string[] {
  const programs = new Set<string>();
  const functions = new Set<string>();
  let isCommand = true;
  let isTarget = false;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < script.length) {
    const groups = TOKEN.exec(script)?.groups;
    // A quote that is not closed: the shell would refuse the whole script.
    if (!groups) break;
    const { operator, redirection, word } = groups;
    if (redirection !== undefined) {
      // The lines of a here-document are no commands.
      if (redirection.includes('<<')) break;
      isTarget = true;
    } else if (operator !== undefined) {
      isCommand = true;
      isTarget = false;
    } else if (word !== undefined) {
      if (isTarget) isTarget = false;
      else if (isCommand) {
        const name = unquoted(word);
        if (name !== undefined && UNREAD.has(name)) break;
        if (script.startsWith('()', TOKEN.lastIndex)) functions.add(name ?? '');
        else if (isAssignment(word) || BEFORE_COMMAND.has(word)) continue;
        else if (name !== undefined && !BUILTINS.has(name) && !functions.has(name)) programs.add(name);
        isCommand = false;
      }
    }
  }
  return [...programs];
}

function isAssignment(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word);
}

/** The word as the shell has it; undefined when it depends on a variable or on a command. */
function unquoted(word: string): string | undefined {
  const text = word.replaceAll(/'([^']*)'|\\([^])/g, (_, single: string | undefined, escaped: string | undefined) =>
    // What is quoted is no variable: a private-use character stands for the sign until the check.
    (single ?? escaped ?? '').replaceAll('$', '\ue000').replaceAll('`', '\ue001'),
  );
  if (/[$`*?~]/.test(text)) return undefined;
  return text.replaceAll('"', '').replaceAll('\ue000', '$').replaceAll('\ue001', '`');
}
