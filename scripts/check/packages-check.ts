import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Check } from './check.ts';
import { doubledSdkPackages, lockFileProblems, type LockFile } from './lock-file.ts';
import { registryLines } from './registry-hosts.ts';

const run = promisify(execFile);

/** `npm ci` works on every platform, where the lock has all native packages; and installs one version of the AWS SDK. */
export function lockFileCheck(repository: string): Check {
  return {
    name: 'the lock file is complete',
    async run() {
      const lock = JSON.parse(await readFile(join(repository, 'package-lock.json'), 'utf8')) as LockFile;
      return [...lockFileProblems(lock), ...doubledSdkPackages(lock)];
    },
  };
}

/** Packages come from wherever the machine is set up for. */
export function registryCheck(repository: string): Check {
  return {
    name: 'no package registry is named',
    async run() {
      const { stdout } = await run('git', ['ls-files', '-z'], { cwd: repository, maxBuffer: 64 * 1024 * 1024 });
      const paths = stdout.split('\0').filter((path) => path !== '');
      const found = await Promise.all(
        paths.map(async (path) => {
          // A file that is deleted and not committed yet names nothing.
          const text = await readFile(join(repository, path), 'utf8').catch(() => '');
          return registryLines(text).map((line) => `${path}:${line} names the host of a package registry.`);
        }),
      );
      return found.flat();
    },
  };
}
