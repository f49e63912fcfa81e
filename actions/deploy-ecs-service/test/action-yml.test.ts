import { actionYml } from '@fargate-actions/action-kit/testing';
import { expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

const declared = actionYml(new URL('../action.yml', import.meta.url));

test('action.yml declares the outputs that runs set, and no others', async () => {
  const account = anAccount({ images: { '*:broken': { behaviour: 'crash' } } });
  const deploy = (services: string, ...edits: Edit[]) =>
    account.deploy({ with: { stack: 'deploy/stack.yml', services }, files: seedFiles(...edits) });
  const runs = [
    await deploy('worker'),
    await deploy('worker'),
    await deploy('api', ['api/task-definition.yml', ':latest', ':broken']),
  ];
  expect(new Set(runs.flatMap(({ outputs }) => Object.keys(outputs)))).toEqual(new Set(declared.outputs));
});
