import { expect, test } from '@jest/globals';
import { anAccount, bodiesOf, type Account, type DeployRun } from './an-account.ts';
import { annotated } from '@fargate-actions/action-kit/testing';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

const EDITS: readonly Edit[] = [
  ['api/task-definition.yml', 'memory: 1024', 'memory: 2048'],
  ['worker/task-definition.yml', 'memory: 1024', 'memory: 2048'],
  ['beat/task-definition.yml', 'memory: 512', 'memory: 1024'],
];

/** The third service is one like the others, so that there is one that comes after another. */
const ORDINARY: readonly Edit[] = [
  ['stack.yml', '    singleton: true\n', ''],
  ['beat/task-definition.yml', /command:.*/, 'command: ["celery", "-A", "amply.jobs.celery_app", "events"]'],
];

/** Deploys the seed, then changes all three services, and cancels that run 20 s after its first update. */
async function cancelled(given: Readonly<Record<string, string>>): Promise<{ account: Account; run: DeployRun }> {
  const account = anAccount();
  const stack = { stack: 'deploy/stack.yml' };
  await account.deploy({ with: stack, files: seedFiles(...ORDINARY) });
  const run = await account.deploy({
    with: { ...stack, ...given },
    files: seedFiles(...ORDINARY, ...EDITS),
    onBegin: ({ stop }) => {
      account.after('ecs:UpdateService', 20, () => {
        stop('SIGINT');
      });
    },
  });
  return { account, run };
}

/** How long after its first update the run ended. */
function secondsFromUpdate({ account, run }: { account: Account; run: DeployRun }): number {
  const { world } = account.emulator;
  const [update] = run.calls.filter(({ operation }) => operation === 'UpdateService');
  return (world.now - world.startAt) / 1000 - (update?.at ?? 0);
}

test('a cancelled run says of each service what goes on, begins nothing new, and is done within 5 s', async () => {
  const ended = await cancelled({});
  const { run } = ended;
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'cancelled' } });
  expect(secondsFromUpdate(ended)).toBeLessThan(25);
  expect(bodiesOf(run, 'UpdateService').map(({ service }) => service)).toEqual(
    expect.not.arrayContaining(['amply-beat']),
  );
  for (const name of ['amply-api', 'amply-worker']) {
    const [failure] = annotated(run, `${name} was not seen to its end: the run was cancelled`);
    expect(failure?.message).toContain('the deployment goes on without it');
  }
  expect(run.log).toMatch(/^amply-beat +not attempted: the run was cancelled$/m);
  expect(bodiesOf(run, 'StopServiceDeployment')).toEqual([]);
});

test('with on-cancel: rollback it asks for the rollback of what it began', async () => {
  const ended = await cancelled({ 'on-cancel': 'rollback' });
  expect(ended.run).toMatchObject({ exitCode: 1, outputs: { status: 'cancelled' } });
  expect(secondsFromUpdate(ended)).toBeLessThan(25);
  expect(bodiesOf(ended.run, 'StopServiceDeployment')).toHaveLength(2);
  await ended.account.wait(1200);
  const running = ended.account.emulator.world.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  expect(running).toHaveLength(5);
  expect(running.every(({ taskDefinitionArn }) => taskDefinitionArn.endsWith(':1'))).toBe(true);
});
