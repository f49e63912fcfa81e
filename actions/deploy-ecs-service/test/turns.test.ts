import { expect, test } from '@jest/globals';
import { anAccount, type DeployRun } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

/** So much longer than everything else a run does that calls made at about the same moment do not wait for each other. */
const LATENCY_SECONDS = 1;

/** The calls of a run, those together that wait for the same answers. */
function turnsOf({ calls }: DeployRun): string[][] {
  const first = Math.min(...calls.map(({ at }) => at));
  const turns = Map.groupBy(calls, ({ at }) => Math.round((at - first) / LATENCY_SECONDS));
  return [...turns.values()].map((turn) => turn.map(({ operation }) => operation));
}

test('a deploy of what runs already waits three times for AWS, however much it asks', async () => {
  const account = anAccount({ latencySeconds: [LATENCY_SECONDS, LATENCY_SECONDS] });
  const deploy = () =>
    account.deploy({ with: { stack: 'deploy/stack.yml', services: 'api,worker' }, files: seedFiles() });
  expect((await deploy()).outputs['status']).toBe('deployed');

  const again = await deploy();
  expect(again.outputs['status']).toBe('unchanged');
  const turns = turnsOf(again);
  expect(turns).toHaveLength(3);
  // The newest revision is the one that runs: nobody waits for the service to say so.
  expect(again.calls.filter(({ operation }) => operation === 'DescribeTaskDefinition')).toHaveLength(2);
});
