import { expect, test } from '@jest/globals';
import { seedFiles } from '@fargate-actions/stack/testing';
import { anAccount } from './an-account.ts';

const PAGE =
  'https://eu-central-1.console.aws.amazon.com/ecs/v2/clusters/amply-prod/services/amply-beat/health?region=eu-central-1';

test.each([
  ['deploy', {}],
  ['a plan', { 'dry-run': 'true' }],
  ['enforce', { mode: 'enforce' }],
  ['audit', { mode: 'audit' }],
])('%s says where beat is in the AWS console', async (_, given) => {
  const account = anAccount();
  await account.enforce({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });
  const run = await account.enforce({ with: { stack: 'deploy/stack.yml', ...given }, files: seedFiles() });
  expect(run).toMatchObject({ exitCode: 0, outputs: { 'service-url': PAGE } });
  expect(run.log).toContain(`amply-beat in the AWS console: ${PAGE}`);
  expect(run.summary).toContain(`[\`amply-beat\`](${PAGE})`);
});
