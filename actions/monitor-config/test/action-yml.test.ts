import { actionYml } from '@fargate-actions/action-kit/testing';
import { expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const declared = actionYml(new URL('../action.yml', import.meta.url));

test.each(['true', 'false'])(
  'action.yml declares the outputs that runs set, and no others: dry-run %s',
  async (dry) => {
    const { outputs } = await anAccount().monitor({
      with: { stack: 'deploy/stack.yml', 'dry-run': dry },
      files: seedFiles(),
    });
    expect(new Set(Object.keys(outputs))).toEqual(new Set(declared.outputs));
  },
);
