import { join } from 'node:path';
import type { Requirement } from '../requirements.ts';
import { outputOf, succeeds } from './program.ts';

const programs = join(import.meta.dirname, '..', '..', '..', '.cache', 'e2e-programs');

/** A program that is built from its source, at a version that this project chose. */
export interface GoProgram extends Requirement {
  /** Where it is, once it is there. */
  readonly path: string;
}

/** @param module with its version, as `go install` takes it. */
export function goProgram(module: string): GoProgram {
  const [source = '', version = ''] = module.split('@');
  const name = source.split('/').at(-1) ?? source;
  const folder = join(programs, version);
  const path = join(folder, name);
  return {
    name: `${name} ${version}`,
    path,
    async missing() {
      return (await succeeds('test', ['-x', path])) ? undefined : `it is not in ${folder}`;
    },
    remedy: 'npm run test:e2e -- --install (needs Go)',
    async install() {
      // Without its own cgo parts it needs no C compiler.
      await outputOf('go', ['install', module], { ...process.env, GOBIN: folder, CGO_ENABLED: '0' });
    },
  };
}
