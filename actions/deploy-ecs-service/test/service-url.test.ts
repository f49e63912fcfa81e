import { expect, test } from '@jest/globals';
import { anAccountWithService, aTaskDefinition, deployWeb } from './a-service.ts';
import { anAccount } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const REGION = { 'aws-region': 'eu-central-1' };
const LIST = 'https://eu-central-1.console.aws.amazon.com/ecs/v2/clusters';
const page = (cluster: string, service: string) => `${LIST}/${cluster}/services/${service}/health?region=eu-central-1`;

test('one service: its page is in the log before it is changed, in the summary, and an output', async () => {
  const account = await anAccountWithService();
  const { log, summary, outputs } = await deployWeb(account, REGION);
  const said = `web in the AWS console: ${page('default', 'web')}`;
  expect(log).toContain(said);
  expect(log.indexOf(said)).toBeLessThan(log.search(/^\d\d:\d\d {2}web/m));
  expect(summary).toContain(`AWS console: [\`web\`](${page('default', 'web')})`);
  expect(outputs['service-url']).toBe(page('default', 'web'));
  expect(JSON.parse(outputs['deployments'] ?? '')).toMatchObject([{ service: 'web', url: page('default', 'web') }]);
});

test('several services: the output is the list of their cluster, and each has its own page', async () => {
  const { log, summary, outputs } = await anAccount().deploy({
    with: { stack: 'deploy/stack.yml' },
    files: seedFiles(),
  });
  expect(outputs['service-url']).toBe(`${LIST}/amply-prod/services?region=eu-central-1`);
  for (const service of ['amply-api', 'amply-worker']) {
    expect(log).toContain(`${service} in the AWS console: ${page('amply-prod', service)}`);
    expect(summary).toContain(`[\`${service}\`](${page('amply-prod', service)})`);
  }
  expect(JSON.parse(outputs['deployments'] ?? '')).toEqual([
    expect.objectContaining({ service: 'amply-api', url: page('amply-prod', 'amply-api') }),
    expect.objectContaining({ service: 'amply-worker', url: page('amply-prod', 'amply-worker') }),
  ]);
});

test.each([
  ['a plan', { 'dry-run': 'true' }],
  ['a rollback', { 'rollback-to': '1', 'task-definition': '' }],
])('%s has the page too', async (_, given) => {
  const account = await anAccountWithService();
  const { exitCode, summary, outputs } = await deployWeb(account, { ...REGION, ...given });
  expect({ exitCode, url: outputs['service-url'] }).toEqual({ exitCode: 0, url: page('default', 'web') });
  expect(summary).toContain(page('default', 'web'));
});

test('one that fails has the page, where people look next', async () => {
  const account = await anAccountWithService();
  account.emulator.changeScenario({ images: { '*': { behaviour: 'crash', exitCode: 1 } } });
  const { exitCode, summary, outputs } = await deployWeb(account, REGION);
  expect({ exitCode, url: outputs['service-url'] }).toEqual({ exitCode: 1, url: page('default', 'web') });
  expect(summary).toContain(page('default', 'web'));
});

test('a task definition alone has no page', async () => {
  const { exitCode, log, outputs } = await deployWeb(anAccount(), { ...REGION, service: '' });
  expect(exitCode).toBe(0);
  expect(outputs).not.toHaveProperty('service-url');
  expect(log).not.toContain('AWS console');
});

test('the region of the environment is taken, and without any there is no page', async () => {
  const account = await anAccountWithService();
  const env = { AWS_REGION: 'eu-central-1' };
  const run = (given: typeof env | undefined) =>
    account.deploy({
      with: { 'task-definition': 'task-definition.json', service: 'web' },
      files: { 'task-definition.json': aTaskDefinition() },
      ...(given && { env: given }),
    });
  expect((await run(env)).outputs['service-url']).toBe(page('default', 'web'));
  expect((await run(undefined)).outputs).not.toHaveProperty('service-url');
});
