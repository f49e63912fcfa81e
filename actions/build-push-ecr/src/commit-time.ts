import type { Surroundings } from '@fargate-actions/action-kit';

/** When the commit that is checked out was made, in seconds since the epoch; undefined where git does not say. */
export async function commitTime({ processes, workspace, signal }: Surroundings): Promise<number | undefined> {
  const args = ['-C', workspace.root, 'log', '-1', '--format=%ct'];
  const { exitCode, stdout } = await processes.run('git', args, { signal });
  const seconds = Number(stdout.trim());
  return exitCode === 0 && Number.isSafeInteger(seconds) && seconds > 0 ? seconds : undefined;
}
