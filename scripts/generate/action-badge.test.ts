import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionNames, actionYmlOf } from '../action-names.ts';

const repository = join(import.meta.dirname, '..', '..');

test.each(await actionNames(repository))('%s has an author and a badge', async (action) => {
  const yml: unknown = parse(await readFile(join(repository, actionYmlOf(action)), 'utf8'));
  expect(yml).toMatchObject({
    author: 'fargate-actions',
    branding: { icon: expect.stringMatching(/^[a-z-]+$/), color: expect.stringMatching(/^[a-z-]+$/) },
  });
});
