import { join } from 'node:path';

/** What Docker said when it was last asked, for the tests that have no Docker. `write.ts` writes it anew. */
export const RECORD = join(
  ...[import.meta.dirname, '..', '..', '..', '..', 'packages', 'image', 'test', 'dockerignore', 'docker-said.json'],
);
