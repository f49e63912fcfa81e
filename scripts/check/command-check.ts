import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import type { Check } from './check.ts';

/** A check that is a command of an npm package: it passes where the command ends with 0, and shows its output otherwise. */
export function commandCheck(repository: string, name: string, command: string, ...args: readonly string[]): Check {
  const commands = join(repository, 'node_modules', '.bin');
  return {
    name,
    run() {
      const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
      const child = spawn(join(commands, command), args, {
        cwd: repository,
        // Its `node` is the project's, whoever starts this.
        env: { ...process.env, PATH: [commands, process.env['PATH']].join(delimiter) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      }
      child.once('error', reject);
      child.once('close', (code, signal) => {
        const problems = [...output.trim().split('\n'), `${command} ended with ${code ?? signal}`];
        resolve(code === 0 ? [] : problems);
      });
      return promise;
    },
  };
}
