import { describe, expect, test } from '@jest/globals';
import { anAccountWithService, deployWeb, REPOSITORY, withImage } from './a-service.ts';
import { bodiesOf, type Account } from './an-account.ts';

const BREAKER = { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } };

/** An account whose answers to UpdateService show the service as it was before, and in which v2 crashes. */
async function anAccount(effect: 'before' | 'after', times = 1): Promise<Account> {
  const account = await anAccountWithService({ fields: { desiredCount: 2, ...BREAKER } });
  account.emulator.changeScenario({
    images: { '*:v2': { behaviour: 'crash', exitCode: 3 } },
    faults: [{ operation: 'UpdateService', answer: 'as-before', effect, times }],
  });
  return account;
}

const deployImage = (account: Account, tag: string, given = {}) =>
  deployWeb(account, given, withImage(`${REPOSITORY}:${tag}`));

describe('an answer to UpdateService that shows the deployment from before', () => {
  test('is looked behind: the new deployment is followed, and is as red as it is', async () => {
    const run = await deployImage(await anAccount('after'), 'v2');
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
    expect(bodiesOf(run, 'UpdateService')).toHaveLength(1);
  });

  test('is looked behind: the new deployment is followed to its success', async () => {
    const run = await deployImage(await anAccount('after'), 'v1');
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(bodiesOf(run, 'UpdateService')).toHaveLength(1);
  });

  test('of a new deployment of the same revision is told by its id', async () => {
    const account = await anAccount('after');
    expect((await deployImage(account, 'v1')).exitCode).toBe(0);
    await account.wait(600);
    account.emulator.changeScenario({
      images: { '*:v1': { behaviour: 'crash', exitCode: 3 } },
      faults: [{ operation: 'UpdateService', answer: 'as-before', effect: 'after', times: 1 }],
    });
    const run = await deployImage(account, 'v1', { 'force-new-deployment': 'true' });
    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-cause']).toContain('container app exited with code 3');
  });

  test('is no success where nothing came of the call', async () => {
    const run = await deployImage(await anAccount('before'), 'v2');
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.outputs['failure-cause']).toContain('does not show the deployment that it began');
  });

  test('is looked behind when it goes back, too', async () => {
    const account = await anAccount('after', 2);
    account.emulator.changeScenario({ denied: ['ecs:StopServiceDeployment'] });
    const run = await deployImage(account, 'v2', { 'on-failure': 'rollback', 'fail-fast-after': '1' });
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
    expect(run.outputs['failure-cause']).toContain('container app exited with code 3');
    expect(bodiesOf(run, 'UpdateService')).toHaveLength(2);
  });
});
