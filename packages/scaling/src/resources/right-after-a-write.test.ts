import { expect, test } from '@jest/globals';
import { anAccount, applied, SERVICE, type Account } from '../../test/an-account.ts';
import { aScaledService, CPU, read } from '../../test/files.ts';
import { scalingResources } from './scaling-resources.ts';

const FILE = `
scalableTarget: { minCapacity: 2, maxCapacity: 10 }
scalingPolicy: { targetValue: 70, ${CPU} }
scheduledAction: { schedule: "cron(0 6 ? * MON-FRI *)", scalableTargetAction: { minCapacity: 4 } }
`;

/** Scales a service that was made just now. */
async function scaled(account: Account) {
  const { emulator, clock } = account;
  // The account has lived for 300 s of which the clock does not know: only from there do both go on.
  await clock.advance(300);
  const { subnets, securityGroups } = emulator.world;
  emulator.call('ecs:CreateService', {
    cluster: SERVICE.cluster,
    serviceName: 'shop-web',
    taskDefinition: 'shop-worker',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: subnets.slice(0, 1).map(({ id }) => id),
        securityGroups: securityGroups.slice(0, 1).map(({ id }) => id),
      },
    },
  });
  const service = aScaledService({ name: 'shop-web', cluster: SERVICE.cluster });
  const { scaling } = read(FILE, service);
  if (!scaling) throw new Error('The file is wrong.');
  return applied(account, scalingResources(scaling, { service, prune: false, tags: {}, now: 0 }, account.aws));
}

test('what AWS refuses only because it has not heard of the last write yet is applied all the same', async () => {
  const { outcomes } = await scaled(anAccount(2, { scalingLagSeconds: 20 }));
  expect(outcomes.map(({ result }) => result)).toEqual(['applied', 'unchanged', 'applied', 'applied']);
});

test('what it goes on refusing fails, with its words', async () => {
  const account = anAccount();
  const message = 'Unable to assume IAM role';
  account.emulator.changeScenario({
    faults: [{ operation: 'RegisterScalableTarget', error: 'ValidationException', message }],
  });
  const { outcomes } = await scaled(account);
  expect(outcomes.map(({ result }) => result)).toEqual(['failed', 'unchanged', 'not attempted', 'not attempted']);
  expect(outcomes[0]).toMatchObject({ error: { message: expect.stringContaining(message) } });
});
