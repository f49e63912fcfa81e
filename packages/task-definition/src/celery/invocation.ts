/** A call of Celery's command line. */
export interface CeleryInvocation {
  /** `beat`, `worker`, `inspect`, ... */
  readonly subcommand: string;
  readonly arguments: readonly string[];
}

/** Celery's subcommands, and those of tools that hook into it. */
const SUBCOMMANDS: ReadonlySet<string> = new Set(
  (
    'amqp beat call control events flower graph help inspect list logtool migrate multi purge report result shell ' +
    'status upgrade worker'
  ).split(' '),
);

/** Celery 3 had programs of their own. */
const OLD_PROGRAMS: Readonly<Record<string, string>> = { celerybeat: 'beat', celeryd: 'worker' };

/** Options that take the next word as their value, of `celery` itself and of its subcommands (in Celery 4 they mix). */
const WITH_VALUE: ReadonlySet<string> = new Set(
  (
    '-A --app -b --broker --result-backend --loader --config --workdir -l --loglevel -f --logfile -Q --queues -n ' +
    '--hostname -c --concurrency -P --pool -s --schedule -S --scheduler --statedb --pidfile -O -X --exclude-queues -I --include'
  ).split(' '),
);

/** Celery's single letters without a value; all others take what follows as their value. */
const FLAGS: ReadonlySet<string> = new Set(['B', 'E', 'D', 'C', 'q', 'h']);

/** The first call of Celery among the words of a command, whatever stands before it; undefined when there is none. */
export function celeryInvocation(words: readonly string[]): CeleryInvocation | undefined {
  for (const [place, word] of words.entries()) {
    const program = word.slice(word.lastIndexOf('/') + 1);
    const old = OLD_PROGRAMS[program];
    const rest = words.slice(place + 1);
    if (old !== undefined) return { subcommand: old, arguments: rest };
    const found = program === 'celery' ? subcommandOf(rest) : undefined;
    if (found) return found;
  }
  return undefined;
}

function subcommandOf(words: readonly string[]): CeleryInvocation | undefined {
  const before: string[] = [];
  for (let place = 0; place < words.length; place++) {
    const word = words[place] ?? '';
    // Celery 4 takes a subcommand's options before it too.
    if (SUBCOMMANDS.has(word)) return { subcommand: word, arguments: [...before, ...words.slice(place + 1)] };
    before.push(word);
    if (WITH_VALUE.has(word)) before.push(words[++place] ?? '');
  }
  return undefined;
}

/** Whether a worker runs beat within itself: `-B` or `--beat`, also among other letters (`-EB`, `-BlINFO`). */
export function embedsBeat({ subcommand, arguments: words }: CeleryInvocation): boolean {
  if (subcommand !== 'worker' && subcommand !== 'multi') return false;
  return words.some((word, place) => {
    if (WITH_VALUE.has(words[place - 1] ?? '')) return false;
    return word === '--beat' || lettersOf(word).includes('B');
  });
}

/** The single letters of a word such as `-EBlINFO`: E, B, and l, which takes the rest as its value. */
function lettersOf(word: string): readonly string[] {
  if (!/^-[A-Za-z]/.test(word)) return [];
  const letters = Array.from(word.slice(1));
  const valued = letters.findIndex((letter) => !FLAGS.has(letter));
  return valued === -1 ? letters : letters.slice(0, valued + 1);
}

/** The scheduler that a beat is told to use on its command line. */
export function schedulerOf({ subcommand, arguments: words }: CeleryInvocation): string | undefined {
  for (const [place, word] of words.entries()) {
    const [, long] = /^--scheduler=(.*)$/.exec(word) ?? [];
    if (long !== undefined) return long;
    if (word === '--scheduler') return words[place + 1];
    // A worker's -S is its --statedb.
    if (subcommand !== 'beat') continue;
    if (word === '-S') return words[place + 1];
    if (word.startsWith('-S')) return word.slice(2);
  }
  return undefined;
}
