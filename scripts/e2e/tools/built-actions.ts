import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Requirement } from '../requirements.ts';

const repository = join(import.meta.dirname, '..', '..', '..');

/** Actions as the runner would start them. They are committed: missing only where someone is building. */
export function builtIn(actions: readonly string[]): Requirement {
  return {
    name: `the built actions ${actions.join(', ')} in dist/`,
    async missing() {
      const present = await Promise.all(
        actions.map((action) =>
          access(join(repository, 'dist', action, 'index.js')).then(
            () => true,
            () => false,
          ),
        ),
      );
      const missing = actions.filter((_, index) => present[index] !== true);
      return missing.length === 0 ? undefined : `not built: ${missing.join(', ')}`;
    },
    remedy: 'npm run build',
  };
}
