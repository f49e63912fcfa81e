import type { UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { undo, type Outcome, type Report } from '@fargate-actions/engine';
import { describe, expect, test } from '@jest/globals';
import type { RolloutReport } from './rollout-report.ts';
import { aService, RICH, SETTINGS } from '../test/deployed-service.ts';

const FARGATE = 'launchType: FARGATE';

/** A deployment that goes on is left, and stops being waited for soon. */
const LEFT = { ...SETTINGS, failFastAfter: 0, waitMinutes: 1, onFailure: 'leave' } as const;

/** A service that runs revision 1, and what goes back over a deploy of it. */
async function aMovedService(...given: Parameters<typeof aService>) {
  const service = await aService(...given);
  const { account, described } = service;
  const { clock } = account;

  /** Goes back over a run: what was sent for it, and how it ended. */
  async function goBack({ outcomes }: { readonly outcomes: readonly Outcome<RolloutReport>[] }) {
    const before = account.emulator.requests.length;
    const [report] = await clock.run(undo(outcomes, { clock }));
    await clock.advance(300);
    const sent = account.emulator.requests
      .slice(before)
      .filter(({ operation }) => operation === 'UpdateService' || operation === 'StopServiceDeployment');
    return { report, said: report && saidOf(report), sent: sent.map(({ operation }) => operation), bodies: sent };
  }

  /** What is to be as it was. */
  const shown = () => {
    const { taskDefinition, desiredCount, runningCount, deploymentConfiguration, deployments, tags, ...more } =
      described();
    const { serviceConnectConfiguration, volumeConfigurations } = deployments?.[0] ?? {};
    return {
      ...{ taskDefinition, desiredCount, runningCount, deploymentConfiguration, tags },
      ...{ serviceConnectConfiguration, volumeConfigurations },
      network: more.networkConfiguration,
      grace: more.healthCheckGracePeriodSeconds,
      isExec: more.enableExecuteCommand,
      deployments: deployments?.length,
    };
  };
  return { ...service, goBack, shown };
}

function saidOf({ status, statusText, failedText, cause }: Report): string {
  return [statusText ?? status, failedText, cause?.summary].filter((text) => text !== undefined).join(': ');
}

describe('going back over a run', () => {
  test('puts back the revision, the settings, the count and the tags of a service that was deployed', async () => {
    const { deploy, goBack, shown } = await aMovedService(`${FARGATE}\ndesiredCount: 2`);
    const before = shown();
    const run = await deploy(
      `${FARGATE}\ndesiredCount: 3\nhealthCheckGracePeriodSeconds: 0\nenableExecuteCommand: true`,
      'v2',
      {
        tags: { 'fargate-actions:run-id': '2', 'fargate-actions:commit-sha': 'abc' },
      },
    );
    expect(run.status).toBe('deployed');
    const { report, said, sent } = await goBack(run);
    expect(said).toBe('put back');
    expect(report).toMatchObject({ status: 'deployed', facts: { from: 'shop-api:2', to: 'shop-api:1' } });
    expect(sent).toEqual(['UpdateService']);
    expect(shown()).toEqual(before);
  });

  test('takes off what the run has put on, also within the deployment configuration', async () => {
    const { deploy, goBack, shown } = await aMovedService(FARGATE, {}, ['v2']);
    const before = shown();
    const breaker = 'deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } }';
    const { said } = await goBack(await deploy(`${RICH}${breaker}`, 'v2'));
    expect(said).toBe('put back');
    expect(shown()).toEqual({
      ...before,
      serviceConnectConfiguration: { enabled: false },
      deploymentConfiguration: {
        ...before.deploymentConfiguration,
        deploymentCircuitBreaker: { enable: false, rollback: false },
      },
    });
  });

  test.each([
    { name: 'that ECS has rolled back', onFailure: 'leave', breaker: true },
    { name: 'that the run has rolled back by asking ECS', onFailure: 'rollback', breaker: false },
    { name: 'that the run has rolled back by an update', onFailure: 'rollback', breaker: false, isBlind: true },
    { name: 'that has failed and was left', onFailure: 'leave', breaker: false },
  ] as const)('puts a service in order $name', async ({ onFailure, breaker, isBlind }) => {
    const blind = ['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'];
    const { deploy, goBack, shown } = await aMovedService(
      `${FARGATE}\ndesiredCount: 1\ndeploymentConfiguration: { deploymentCircuitBreaker: { enable: ${breaker}, rollback: ${breaker} } }`,
      isBlind ? { denied: blind } : {},
    );
    const before = shown();
    const run = await deploy(`${FARGATE}\ndesiredCount: 2\nenableExecuteCommand: true`, 'broken', {
      rollout: { ...SETTINGS, onFailure, failFastAfter: breaker ? 0 : 1 },
    });
    expect(run.status).toBe(onFailure === 'leave' && !breaker ? 'failed' : 'rolled-back');
    const { said } = await goBack(run);
    expect(said).toBe('put back');
    expect(shown()).toEqual(before);
  });

  test('stops what was left under way', async () => {
    const { deploy, goBack, shown } = await aMovedService(FARGATE);
    const before = shown();
    const run = await deploy(FARGATE, 'broken', { rollout: LEFT });
    expect(run.status).toBe('timed-out');
    const { said, sent } = await goBack(run);
    expect(said).toBe('put back');
    expect(sent).toEqual(['StopServiceDeployment']);
    expect(shown()).toEqual(before);
  });

  test('puts settings back that began no deployment, without one', async () => {
    const { deploy, described, goBack, shown } = await aMovedService(`${FARGATE}\ndesiredCount: 2`);
    const [before, deployment] = [shown(), described().deployments?.[0]?.id];
    const run = await deploy(`${FARGATE}\ndesiredCount: 4\nenableExecuteCommand: true`, 'v1');
    const { said, bodies } = await goBack(run);
    expect(said).toBe('put back');
    expect(bodies.map(({ body }) => body)).toEqual([
      { cluster: 'amply-prod', service: 'shop-api', desiredCount: 2, enableExecuteCommand: false },
    ]);
    expect(shown()).toEqual(before);
    expect(described().deployments?.[0]?.id).toBe(deployment);
  });

  test('leaves a count alone that has been scaled since', async () => {
    const { account, deploy, described, goBack } = await aMovedService(`${FARGATE}\ndesiredCount: 2`);
    const run = await deploy(`${FARGATE}\ndesiredCount: 3`, 'v2');
    await update(account, { desiredCount: 5 });
    expect((await goBack(run)).said).toBe('put back');
    expect(described()).toMatchObject({ desiredCount: 5 });
  });

  test.each([
    { name: 'another revision', text: FARGATE, revision: 'v2', force: false },
    { name: 'the same revision anew', text: FARGATE, revision: 'v2', force: true },
    { name: 'over settings', text: `${FARGATE}\nenableExecuteCommand: true`, revision: 'v1', force: true },
  ] as const)('never undoes what somebody else has deployed since: $name', async ({ text, revision, force }) => {
    const { account, deploy, described, goBack } = await aMovedService(FARGATE);
    const run = await deploy(text, revision);
    await update(account, force ? { forceNewDeployment: true } : { taskDefinition: 'shop-api:3' });
    const theirs = described().deployments?.[0]?.id;
    const { said, sent } = await goBack(run);
    expect(said).toBe(
      'superseded: was not put back: somebody else has deployed the service since: that was left alone, and nothing was undone',
    );
    expect(sent).toEqual([]);
    expect(described().deployments?.[0]?.id).toBe(theirs);
  });

  test('never undoes what somebody else has deployed over a rollback', async () => {
    const { account, deploy, described, goBack } = await aMovedService(FARGATE);
    const run = await deploy(`${FARGATE}\nenableExecuteCommand: true`, 'broken');
    expect(run.status).toBe('rolled-back');
    await update(account, { taskDefinition: 'shop-api:2' });
    const { said, sent } = await goBack(run);
    expect(said).toMatch(/^superseded: /);
    expect(sent).toEqual([]);
    expect(described()).toMatchObject({ enableExecuteCommand: true });
  });

  test('says that a service which somebody has deleted can not go back', async () => {
    const { account, deploy, goBack } = await aMovedService(FARGATE);
    const run = await deploy(FARGATE, 'v2');
    account.emulator.call('ecs:DeleteService', { cluster: 'amply-prod', service: 'shop-api', force: true });
    expect((await goBack(run)).said).toMatch(/^failed: was not put back: somebody deleted the service/);
  });

  test.each(['v1', 'v2', 'broken'] as const)('is misled by no stale read: %s', async (revision) => {
    const { account, deploy, goBack, shown } = await aMovedService(FARGATE);
    const before = shown();
    const run = await deploy(`${FARGATE}\nenableExecuteCommand: true`, revision, { rollout: LEFT });
    account.emulator.changeScenario({ staleReadsSeconds: 50 });
    expect((await goBack(run)).said).toBe('put back');
    expect(shown()).toEqual(before);
  });

  test('goes on with what the run had begun when it was cancelled', async () => {
    const denied = ['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'];
    const { account, deploy, described, goBack, shown } = await aMovedService(`${FARGATE}\ndesiredCount: 2`, {
      denied,
    });
    const before = shown();
    const stop = new AbortController();
    const isGoingBack = () => described().deployments?.[0]?.taskDefinition?.endsWith(':1') === true;
    void (async () => {
      while (described().taskDefinition !== before.taskDefinition || !stop.signal.aborted) {
        await account.clock.sleep(5);
        if (described().deployments?.length === 3 && isGoingBack()) stop.abort(new Error('cancelled'));
      }
    })();
    const run = await deploy(`${FARGATE}\ndesiredCount: 3`, 'broken', {}, undefined, stop.signal);
    expect(run.status).toBe('cancelled');
    const { said, sent } = await goBack(run);
    expect(said).toBe('put back');
    // The count alone: the rest went back by the update that the run had sent.
    expect(sent).toEqual(['UpdateService']);
    expect(shown()).toEqual(before);
  });

  test('goes back to what somebody else had under way, where the run waited for that', async () => {
    const { account, deploy, described, goBack } = await aMovedService(FARGATE);
    account.emulator.call('ecs:UpdateService', {
      cluster: 'amply-prod',
      service: 'shop-api',
      taskDefinition: 'shop-api:2',
    });
    const early = await deploy(FARGATE, 'broken', { rollout: { ...LEFT, waitMinutes: 0 } });
    expect((await goBack(early)).said).toBeUndefined();
    expect(described().taskDefinition).toMatch(/:2$/);
    const run = await deploy(FARGATE, 'broken', { rollout: { ...LEFT, waitMinutes: 5 } });
    expect(run.status).toBe('timed-out');
    expect(described().taskDefinition).toMatch(/:3$/);
    expect((await goBack(run)).said).toBe('put back');
    expect(described().taskDefinition).toMatch(/:2$/);
  });

  test('leaves what it can not undo, and says why', async () => {
    const { deploy, goBack } = await aMovedService(FARGATE);
    const forced = await deploy(FARGATE, 'v1', { forceNewDeployment: true });
    expect((await goBack(forced)).said).toBe('stays: the revision before is the same, and only its image has moved');
    const created = await deploy(FARGATE, 'v1', { name: 'shop-worker' });
    expect((await goBack(created)).said).toBe('stays: this run created it, and there is nothing to go back to');
    expect((await goBack(await deploy(FARGATE, 'v1'))).said).toBeUndefined();
  });

  test('says that it may not, where that is so', async () => {
    const { account, deploy, goBack } = await aMovedService(FARGATE);
    const run = await deploy(FARGATE, 'v2');
    account.emulator.changeScenario({ denied: ['ecs:UpdateService'] });
    expect((await goBack(run)).said).toMatch(/^failed: was not put back: It was not rolled back: ecs:UpdateService/);
  });
});

async function update(
  { emulator, clock }: Awaited<ReturnType<typeof aMovedService>>['account'],
  input: Partial<UpdateServiceCommandInput>,
): Promise<void> {
  await clock.advance(5);
  emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: 'shop-api', ...input });
  await clock.advance(5);
}
