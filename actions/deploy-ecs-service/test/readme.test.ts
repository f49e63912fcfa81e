import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { anAccountWithService, deployWeb } from './a-service.ts';
import { anAccount } from './an-account.ts';
import { OFFICIAL } from './official-permissions.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The inputs of amazon-ecs-deploy-task-definition 2.6.3. Source: its action.yml. */
const OFFICIAL_INPUTS = [
  ...['task-definition', 'desired-count', 'service', 'cluster', 'wait-for-service-stability', 'wait-for-minutes'],
  ...['wait-max-delay-seconds', 'codedeploy-appspec', 'codedeploy-application', 'codedeploy-deployment-group'],
  ...['codedeploy-deployment-description', 'codedeploy-deployment-config', 'force-new-deployment'],
  ...['service-managed-ebs-volume-name', 'service-managed-ebs-volume', 'run-task', 'run-task-container-overrides'],
  ...['run-task-security-groups', 'run-task-subnets', 'run-task-assign-public-IP'],
  ...['run-task-capacity-provider-strategy', 'run-task-launch-type', 'run-task-started-by', 'run-task-tags'],
  ...['run-task-managed-ebs-volume-name', 'run-task-managed-ebs-volume', 'wait-for-task-stopped'],
  ...['enable-ecs-managed-tags', 'propagate-tags', 'keep-null-value-keys', 'max-retries'],
];

/** The first cells of the table under a heading. */
function rowsUnder(heading: string): string[] {
  const section = README.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return Array.from(section.matchAll(/^\| (`[^|]+?) +\|/gm), ([, cell = '']) => cell);
}

test('the drop-in table tells of every input of the official action, in its order', () => {
  expect(rowsUnder('Instead of aws-actions/amazon-ecs-deploy-task-definition')).toEqual(
    OFFICIAL_INPUTS.map((name) => `\`${name}\``),
  );
});

test('the permissions table has every call that deploys make', async () => {
  const account = anAccount({ images: { '*:broken': { behaviour: 'crash', logs: ['last words'] } } });
  account.emulator.world.clusters.splice(0);
  const stack = { stack: 'deploy/stack.yml' };
  const runs = [
    await account.deploy({ with: stack, files: seedFiles() }),
    await account.deploy({ with: stack, files: seedFiles(['api/task-definition.yml', ':latest', ':broken']) }),
    await deployWeb(await anAccountWithService()),
  ];
  const called = runs.flatMap(({ calls }) => calls.map(({ service, operation }) => `${service}:${operation}`));
  const told = new Set(rowsUnder('Permissions').flatMap((cell) => cell.replaceAll('`', '').split(', ')));
  expect([...new Set(called)].filter((permission) => !told.has(permission))).toEqual(['sts:GetCallerIdentity']);
  for (const permission of OFFICIAL) expect(told).toContain(permission);
});
