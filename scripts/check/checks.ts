import { bundleCheck } from './bundle-check.ts';
import type { Check } from './check.ts';
import { commandCheck } from './command-check.ts';
import { generatedCheck } from './generated-check.ts';
import { lockFileCheck, registryCheck } from './packages-check.ts';

const CODE = ['actions', 'packages', 'scripts', 'tests'];

/** All that must be so in the repository. The longest come first, so that two can share two cores evenly. */
export function checksOf(repository: string): Check[] {
  const command = commandCheck.bind(undefined, repository);
  return [
    command('lint', 'eslint', '--max-warnings', '0', ...CODE),
    bundleCheck(repository),
    command('types', 'tsc', '-p', '.'),
    command('format', 'prettier', '--check', '--log-level', 'warn', '.'),
    command('import rules', 'depcruise', ...CODE),
    command('no dead code', 'knip', '--no-progress'),
    generatedCheck(repository),
    lockFileCheck(repository),
    registryCheck(repository),
  ];
}
