import type { Requirement } from '../requirements.ts';
import { isOnPath, outputOf } from './program.ts';

/** What Debian's tools must not do: ask. */
const UNATTENDED = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/** A program that comes with one of Debian's packages; another way to it is as good. */
export function debianPackage(name: string, program: string): Requirement {
  return {
    name: `${program} (Debian's package ${name})`,
    async missing() {
      return (await isOnPath(program)) ? undefined : `no ${program} on the PATH`;
    },
    remedy: `apt-get update && apt-get install ${name}`,
    async install() {
      await outputOf('apt-get', ['update', '-qq'], UNATTENDED);
      await outputOf('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], UNATTENDED);
    },
  };
}
