import { expect, test } from '@jest/globals';
import { seedFiles } from '@fargate-actions/stack/testing';
import { anAccount } from './an-account.ts';
import { deployed, withShortArn } from './live.ts';

const STACK = { stack: 'deploy/stack.yml' };
const NEXT = ['beat/task-definition.yml', 'amply-backend:latest', 'amply-backend:v2'] as const;

async function anOldAccount() {
  const account = anAccount();
  await deployed(account);
  await withShortArn(account);
  return account;
}

test.each([
  ['deploy', {}],
  ['deploy, by ECS itself', { strategy: 'ecs' }],
  ['enforce', { mode: 'enforce' }],
])('%s: beat with a short ARN is told so before a lock is taken, and how to migrate it', async (_, given) => {
  const account = await anOldAccount();
  const run = await account.enforce({ with: { ...STACK, ...given }, files: seedFiles(NEXT) });
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
  expect(run.log).toContain('service/amply-beat), and ECS does not tag such a service');
  expect(run.log).toContain(
    'aws ecs tag-resource --resource-arn arn:aws:ecs:eu-central-1:123456789012:service/amply-prod/amply-beat --tags',
  );
});

test('an audit says it, and does not call the rule broken for it', async () => {
  const account = await anOldAccount();
  const run = await account.enforce({ with: { ...STACK, mode: 'audit' }, files: seedFiles() });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'ok', running: '1' } });
  expect(run.annotations).toContainEqual(
    expect.objectContaining({ severity: 'warning', title: 'singleton/short-arn' }),
  );
});
