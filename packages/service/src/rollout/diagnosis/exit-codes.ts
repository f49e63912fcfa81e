/** What an exit code means, and the next step where the container's log says nothing. */
export interface ExitCode {
  readonly kind: string;
  /** Follows the code: `exited with code 127 (command not found)`. */
  readonly meaning?: string;
  readonly hint: string;
}

const UNKNOWN: ExitCode = {
  kind: 'container-exited',
  hint: "The code is the program's own: see its documentation.",
};

/** Exit codes with a meaning of their own. Source: POSIX, "Exit Status for Commands"; 128 + n is death by signal n. */
const EXIT_CODES: Readonly<Record<number, ExitCode>> = {
  0: {
    kind: 'container-exited',
    meaning: 'it ended by itself, without an error',
    hint: 'An essential container of a service has to go on running: keep the program in the foreground, or run a one-off job with run-ecs-task. A helper that ends needs `essential: false`.',
  },
  1: { kind: 'container-exited', hint: 'The program ended with an error of its own: its output says why.' },
  2: {
    kind: 'container-exited',
    hint: 'Programs use 2 for a command line that they do not understand: check the words of `command`.',
  },
  126: {
    kind: 'command-not-executable',
    meaning: 'the command may not be executed',
    hint: 'Set its executable bit in the image (`chmod +x`), and check that the image is built for the platform of the task.',
  },
  127: {
    kind: 'command-not-found',
    meaning: 'command not found',
    hint: 'Check `command` and `entryPoint` against what the image has installed, and its PATH.',
  },
  132: {
    kind: 'illegal-instruction',
    meaning: 'SIGILL, illegal instruction',
    hint: 'A library uses instructions that the processor does not have: was it built for another one?',
  },
  134: {
    kind: 'aborted',
    meaning: 'SIGABRT, it aborted itself',
    hint: 'A native library or the runtime gave up: its last output says why, often too little memory.',
  },
  137: {
    kind: 'killed',
    meaning: 'SIGKILL',
    hint: 'Something killed it: too little memory, though ECS does not say so, or it did not end within `stopTimeout` after SIGTERM.',
  },
  139: {
    kind: 'segmentation-fault',
    meaning: 'SIGSEGV, segmentation fault',
    hint: 'A native library crashed: check its version, and the platform that the image is built for.',
  },
  143: {
    kind: 'terminated',
    meaning: 'SIGTERM',
    hint: 'Something asked it to end: another container of the task that ended first, or a supervisor inside it.',
  },
};

/** What an exit code means. */
export function exitCode(code: number): ExitCode {
  return EXIT_CODES[code] ?? UNKNOWN;
}
