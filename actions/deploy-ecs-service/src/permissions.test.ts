import { describe, expect, test } from '@jest/globals';
import { anAccountWithService, deployWeb } from './testing/a-service.ts';
import { bodiesOf, type DeployRun } from './testing/an-account.ts';
import { annotated } from './testing/annotations.ts';
import { ALL_BUT_OFFICIAL, OFFICIAL } from './testing/official-permissions.ts';

// Source: design.md, principle 8: changing only the `uses:` line works with the official action's permissions.

const operationsOf = (run: DeployRun, isAnswered: boolean) =>
  new Set(
    run.calls
      .filter(({ status }) => (status === 200) === isAnswered)
      .map(({ service, operation }) => `${service}:${operation}`),
  );

/** The permissions that a run's notices say were missing. */
const missing = (run: DeployRun) =>
  annotated(run, 'aws/denied').map(({ message }) => / ?([\w-]+:\w+) is denied/.exec(message)?.[1] ?? message);

describe("with the official action's permissions alone", () => {
  test('it deploys, by the three calls that it has', async () => {
    const account = await anAccountWithService();
    account.emulator.changeScenario({ denied: ALL_BUT_OFFICIAL });
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(bodiesOf(run, 'UpdateService')).toHaveLength(1);
    const answered = operationsOf(run, true);
    expect([...answered].filter((operation) => !OFFICIAL.includes(operation))).toEqual([]);
    expect(answered.size).toBe(3);
  });

  test('each permission that it missed is one notice', async () => {
    const account = await anAccountWithService();
    account.emulator.changeScenario({ denied: ALL_BUT_OFFICIAL });
    const run = await deployWeb(account);
    const denied = [...operationsOf(run, false)].filter((operation) => !OFFICIAL.includes(operation));
    expect(missing(run).sort()).toEqual(denied.sort());
    for (const notice of annotated(run, 'aws/denied')) expect(notice.severity).toBe('notice');
  });

  test('a rollback is told from a success', async () => {
    const account = await anAccountWithService({
      fields: { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
    });
    account.emulator.changeScenario({ denied: ALL_BUT_OFFICIAL, images: { '*:v1': { behaviour: 'crash' } } });
    expect(await deployWeb(account)).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
  });

  test('only registering works too', async () => {
    const account = await anAccountWithService();
    account.emulator.changeScenario({ denied: ALL_BUT_OFFICIAL });
    const run = await deployWeb(account, { service: '' });
    expect(run.exitCode).toBe(0);
    expect(run.outputs['task-definition-arn']).toMatch(/web:2$/);
  });
});
