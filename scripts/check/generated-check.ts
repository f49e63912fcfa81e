import { generatedFiles } from '../generate/generated-files.ts';
import type { Check } from './check.ts';

/** Generated files are what they are generated from. */
export function generatedCheck(repository: string): Check {
  return {
    name: 'generated files are up to date',
    async run() {
      const stale = (await generatedFiles(repository)).filter(({ text, found }) => text !== found);
      const problems = stale.map(({ path }) => `${path} is not what it is generated from.`);
      return problems.length > 0 ? [...problems, 'Run `npm run generate`.'] : [];
    },
  };
}
