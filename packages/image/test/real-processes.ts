import { spawnSync } from 'node:child_process';
import type { Processes } from '../src/processes.ts';

/** Processes of this machine, of which nobody needs to hear before they end. */
export function processesOfTest(env: NodeJS.ProcessEnv = process.env): Processes {
  const run: Processes['run'] = async (program, args, { input, env: added, cwd } = {}) => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      encoding: 'utf8',
      env: { ...env, ...added },
      ...(input !== undefined && { input }),
      ...(cwd !== undefined && { cwd }),
    });
    return { exitCode: status ?? 127, stdout, stderr };
  };
  return { env, run, ask: run };
}
