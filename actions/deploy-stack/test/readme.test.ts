import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The IAM actions of the table of permissions. */
function listedPermissions(): string[] {
  const section = README.split(/^## /m).find((part) => part.startsWith('Permissions\n')) ?? '';
  const cells = Array.from(section.matchAll(/^\| (`[^|]+?) +\|/gm), ([, cell = '']) => cell);
  return cells.flatMap((cell) => cell.replaceAll('`', '').split(', '));
}

test('the permissions table has every call of a first deploy, a next one with prune, a broken one, a plan and an audit', async () => {
  const empty = anAccount();
  empty.emulator.world.clusters.splice(0);
  const account = anAccount({
    images: { '*:broken': { behaviour: 'crash', exitCode: 3, logs: ['last words'] } },
  });
  const runs = [
    await empty.run(),
    await account.run(),
    await account.run({ with: { image: 'amply-backend:2', prune: 'true' } }),
    await account.run({ with: { mode: 'plan' } }),
    await account.run({ with: { mode: 'audit' } }),
    await account.run({ with: { image: 'amply-backend:broken' } }),
  ];
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 1]);
  const called = runs.flatMap(({ calls }) => calls.map(({ service, operation }) => `${service}:${operation}`));
  const listed = listedPermissions();
  expect([...new Set(called)].filter((permission) => !listed.includes(permission))).toEqual(['sts:GetCallerIdentity']);
  // AWS asks for these in the name of another call: for the roles of a task definition, for tags, for its own role.
  expect(listed.filter((permission) => !called.includes(permission))).toEqual([
    'iam:PassRole',
    'logs:TagResource',
    'application-autoscaling:TagResource',
    'iam:CreateServiceLinkedRole',
    'cloudwatch:TagResource',
  ]);
});

test('plan and audit call only what reads', async () => {
  const account = anAccount();
  await account.run();
  const runs = [await account.run({ with: { mode: 'plan' } }), await account.run({ with: { mode: 'audit' } })];
  const called = new Set(runs.flatMap(({ calls }) => calls.map(({ operation }) => operation)));
  expect([...called].filter((operation) => !/^(?:Describe|List|Get|BatchGet)/.test(operation))).toEqual([]);
});
