import { expect, test } from '@jest/globals';
import { addService, deployWeb } from './a-service.ts';
import { anAccount, type Account } from './an-account.ts';
import { ALL_BUT_OFFICIAL } from './official-permissions.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

const SHORT = 'arn:aws:ecs:eu-central-1:123456789012:service/web';

/** The service `web` of before 2021: its ARN is without its cluster. */
async function anOldService(): Promise<Account> {
  const account = anAccount({ serviceLongArnFormat: 'disabled' });
  await addService(account);
  expect(account.emulator.world.services.map(({ arn }) => arn)).toEqual([SHORT]);
  return account;
}

test('it is deployed as with the official action, nothing asks ECS to tag it, and the plan says so', async () => {
  const run = await deployWeb(await anOldService());
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  expect(run.writes.map(({ operation }) => operation)).toEqual(['RegisterTaskDefinition', 'UpdateService']);
  const [said] = run.annotations.filter(({ title }) => title === 'service/short-arn');
  expect(said?.severity).toBe('notice');
  expect(said?.message).toContain(`web has a short ARN (${SHORT}), and ECS does not tag such a service.`);
  expect(said?.message).toContain(
    'tag-resource --resource-arn arn:aws:ecs:eu-central-1:123456789012:service/default/web',
  );
  expect(run.log.indexOf('has a short ARN')).toBeLessThan(run.log.search(/^\d\d:\d\d {2}web/m));
});

test('with the official permissions alone it is deployed as well', async () => {
  const account = await anOldService();
  account.emulator.changeScenario({ denied: ALL_BUT_OFFICIAL });
  expect(await deployWeb(account)).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
});

test('the tags of its file are a warning, and no change in every run', async () => {
  const account = anAccount();
  const deploy = (...edits: Edit[]) =>
    account.deploy({ with: { stack: 'deploy/stack.yml', services: 'api' }, files: seedFiles(...edits) });
  await deploy();
  const [api] = account.emulator.world.services;
  if (!api) throw new Error('There is no service.');
  // As it were of before 2021; what refers to it as well.
  const { arn } = api;
  const short = arn.replace('/amply-prod/', '/');
  const { tasks, revisions, serviceDeployments } = account.emulator.world;
  for (const one of [...tasks, ...revisions, ...serviceDeployments])
    if (one.serviceArn === arn) Object.assign(one, { serviceArn: short });
  Object.assign(api, { arn: short, tags: {} });

  const run = await deploy([
    'api/service.yml',
    'serviceName: amply-api',
    'serviceName: amply-api\ntags: [{ key: team, value: shop }]',
  ]);
  expect(run).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'unchanged' } });
  expect(run.annotations).toContainEqual(
    expect.objectContaining({
      severity: 'warning',
      title: 'service/short-arn',
      message: expect.stringContaining('It does not get its tags team.'),
    }),
  );
});
