import { expect, test } from '@jest/globals';
import { anAccount, bodiesOf, type Account, type DeployRun } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

/** A rule that keeps what is deployed, before the seed's rule that keeps ten images of any tag. */
const KEEPS_DEPLOYED: Edit = [
  'ecr/lifecycle-policy.json',
  '"rules": [{',
  `"rules": [{
    "rulePriority": 1,
    "selection": { "tagStatus": "tagged", "tagPatternList": ["deployed-*"], "countType": "imageCountMoreThan", "countNumber": 50 },
    "action": { "type": "expire" }
  }, {`,
];
const NEXT: Edit = ['worker/task-definition.yml', 'amply-backend:latest', 'amply-backend:v2'];

const deployWorker = (account: Account, ...edits: Edit[]) =>
  account.deploy({ with: { stack: 'deploy/stack.yml', services: 'worker' }, files: seedFiles(...edits) });

test('images of deployed services are tagged where the lifecycle policy keeps what is tagged so', async () => {
  const account = anAccount();
  // Any tag of this repository names an image in the emulator: there is one that had it before.
  const tags = ['deployed-amply-prod.amply-worker.previous', 'deployed-amply-prod.amply-worker'];
  const tagsOf = (run: DeployRun) => bodiesOf(run, 'PutImage').map(({ imageTag }) => imageTag);
  expect(tagsOf(await deployWorker(account, KEEPS_DEPLOYED))).toEqual(tags);
  const again = await deployWorker(account, KEEPS_DEPLOYED);
  expect({ writes: again.writes, status: again.outputs['status'] }).toEqual({ writes: [], status: 'unchanged' });
  expect(tagsOf(await deployWorker(account, KEEPS_DEPLOYED, NEXT))).toEqual(tags);
});

test('without such a rule nothing is asked of ECR for it', async () => {
  const run = await deployWorker(anAccount());
  expect(bodiesOf(run, 'PutImage')).toEqual([]);
});

test('what did not come up is not tagged as deployed', async () => {
  const account = anAccount({ images: { '*:v2': { behaviour: 'crash', exitCode: 1 } } });
  await deployWorker(account, KEEPS_DEPLOYED);
  const failed = await deployWorker(account, KEEPS_DEPLOYED, NEXT);
  expect(failed.exitCode).toBe(1);
  expect(bodiesOf(failed, 'PutImage')).toEqual([]);
});

test('a denied tag is a warning, and the deploy stays green', async () => {
  const run = await deployWorker(anAccount({ denied: ['ecr:PutImage'] }), KEEPS_DEPLOYED);
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  expect(run.log).toMatch(/^::warning title=run\/warning::.*ecr:PutImage is denied/m);
});

test('the plan shows the tags, and a dry run sets none', async () => {
  const account = anAccount();
  const run = await account.deploy({
    with: { stack: 'deploy/stack.yml', services: 'worker', 'dry-run': 'true' },
    files: seedFiles(KEEPS_DEPLOYED),
  });
  expect(run.log).toMatch(/^~ deployed tag amply-backend:deployed-amply-prod\.amply-worker$/m);
  expect(run.writes).toEqual([]);
});

test('a tag that AWS fails to set is a warning, and the deploy stays green', async () => {
  const account = anAccount({ faults: [{ operation: 'PutImage', error: 'ServerException', times: 1000 }] });
  const run = await deployWorker(account, KEEPS_DEPLOYED);
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  expect(run.log).toMatch(/^::warning title=run\/warning::deployed tag amply-backend:\S+ could not be updated: /m);
});
