import { actionYml, declaredInputs } from '@fargate-actions/action-kit/testing';
import { expect, test } from '@jest/globals';
import { inputs } from '../src/inputs.ts';
import { anAccount } from './an-account.ts';
import { seedFiles } from './seed-files.ts';

const declared = actionYml(new URL('../action.yml', import.meta.url));

test('action.yml has the inputs of the code, with their defaults, and says what each is', () => {
  expect(declared.inputs).toEqual(declaredInputs(inputs));
  expect(declared.withoutDescription).toEqual([]);
});

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
