import type { Processes } from '../processes.ts';
import type { Checkout } from './checkout.ts';
import { gitEnvironment, settingOptions } from './settings.ts';

/** Asks git about a checkout; the items of its answer, undefined where it does not answer. */
export type Git = (args: readonly string[], input?: string) => Promise<readonly string[] | undefined>;

/** Reading the index of the largest repositories takes some seconds; a network file system takes longer. */
const ANSWER_SECONDS = 120;

/**
 * Git, pinned to one checkout, in a directory of it. It reads, and starts no other program: whatever the repository's
 * content, its configuration or the environment of the job say.
 *
 * Undefined where filters can't be kept from running.
 *
 * @param directory absolute, where relative paths begin.
 */
export async function pinnedGit(
  processes: Processes,
  { gitDir, workTree }: Checkout,
  directory: string,
  signal: AbortSignal | undefined,
): Promise<Git | undefined> {
  const env = gitEnvironment(processes.env);
  const gitWith =
    (options: readonly string[]): Git =>
    async (args, input) => {
      const pinned = ['--no-pager', `--git-dir=${gitDir}`, `--work-tree=${workTree}`, '-C', directory, ...options];
      const ended = await processes.run('git', [...pinned, ...args], {
        env,
        withinSeconds: ANSWER_SECONDS,
        ...(input !== undefined && { input }),
        signal,
      });
      return ended.exitCode === 0 ? ended.stdout.split('\0').filter((item) => item !== '') : undefined;
    };
  const names = await gitWith(settingOptions())(['config', '-z', '--name-only', '--list']);
  const off = names && filtersOff(names);
  return off && gitWith(settingOptions(off));
}

/**
 * Settings that turn off every filter that is configured: attributes in the content choose among them by name.
 * Undefined where a name can't be given on the command line.
 */
function filtersOff(names: readonly string[]): Record<string, string> | undefined {
  const filters = new Set(names.flatMap((name) => /^filter\.([^]*)\.[^.]+$/.exec(name)?.[1] ?? []));
  const off: Record<string, string> = {};
  for (const filter of filters) {
    // Git ends a name at the first `=`.
    if (filter.includes('=')) return undefined;
    for (const program of ['clean', 'smudge', 'process']) off[`filter.${filter}.${program}`] = '';
    off[`filter.${filter}.required`] = 'false';
  }
  return off;
}
