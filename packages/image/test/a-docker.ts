import type { Ended, Processes, RunOptions } from '../src/processes.ts';

/** A call of docker as a test sees it. */
export interface SeenCall {
  readonly args: readonly string[];
  readonly input: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Docker as a test has it: what it answers, and what it was asked. */
export function aDocker(
  answer: (args: readonly string[], call: number) => Partial<Ended> & { readonly lines?: readonly string[] },
  env: Record<string, string> = {},
): { processes: Processes; calls: SeenCall[] } {
  const calls: SeenCall[] = [];
  async function run(
    _program: string,
    args: readonly string[],
    { input = '', env: added = {}, onLine }: RunOptions = {},
  ): Promise<Ended> {
    calls.push({ args, input, env: added });
    const { lines = [], ...ended } = answer(args, calls.length);
    for (const line of lines) onLine?.(line);
    return { exitCode: 0, stdout: '', stderr: '', ...ended };
  }
  return { calls, processes: { env, run, ask: run } };
}

/** A clock on which nobody waits, and how long they would have. */
export function aClock() {
  const slept: number[] = [];
  return {
    slept,
    clock: {
      now: () => 0,
      sleep: async (seconds: number) => {
        slept.push(seconds);
      },
    },
  };
}
