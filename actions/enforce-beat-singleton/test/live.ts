import { seedFiles } from '@fargate-actions/stack/testing';
import { type Account } from './an-account.ts';

/** Something that has happened to an account. */
export type Happened = (account: Account) => unknown;

/** The seed's beat, deployed some minutes ago. */
export async function deployed(account: Account): Promise<void> {
  await account.enforce({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });
  await account.wait(600);
}

/** One after the other. */
export const all =
  (...happened: readonly Happened[]): Happened =>
  async (account) => {
    for (const one of happened) await one(account);
  };

/** The live service of beat, with fields that somebody gave it. */
export const withSettings =
  (settings: object): Happened =>
  ({ emulator }) => {
    for (const { name, settings: own } of emulator.world.services)
      if (name === 'amply-beat') Object.assign(own, settings);
  };

/** How the live service deploys. */
export const withDeployment =
  (configuration: object): Happened =>
  ({ emulator }) => {
    for (const { name, settings } of emulator.world.services)
      if (name === 'amply-beat') Object.assign(settings.deploymentConfiguration, configuration);
  };

/** Beat runs where a strategy says, or, without one, where the cluster's says. */
export const runsOn =
  (...providers: readonly string[]): Happened =>
  ({ emulator }) => {
    for (const { name, workload } of emulator.world.services) {
      const capacityProviderStrategy = providers.map((capacityProvider) => ({ capacityProvider, weight: 1, base: 0 }));
      if (name === 'amply-beat') Object.assign(workload, { launchType: undefined, capacityProviderStrategy });
    }
  };

/** Something that happens by somebody else's hand. */
export const happens =
  (
    what: 'run-task' | 'second-service' | 'scalable-target' | 'default-strategy' | 'scale',
    more: object = {},
  ): Happened =>
  async ({ emulator, wait }) => {
    const name = what === 'default-strategy' ? 'amply-prod' : 'amply-beat';
    emulator.changeScenario({ happenings: [{ atSeconds: 0, happens: what, name, ...more }] });
    await wait(120);
  };

/** Permissions that are missing. */
export const denied =
  (...permissions: string[]): Happened =>
  ({ emulator }) => {
    emulator.changeScenario({ denied: permissions });
  };

/** A lock that another run has just taken. */
export const locked: Happened = ({ emulator }) => {
  emulator.call('ssm:PutParameter', {
    Name: '/fargate-actions/singleton/amply-prod/amply-beat/lock-1',
    Value: JSON.stringify({ owner: 'run-7-other' }),
    Type: 'String',
  });
};

/** Another service of the cluster that runs a container like beat's, with that command. */
export const another =
  (command: readonly string[]): Happened =>
  async ({ emulator, wait }) => {
    const subnets = emulator.world.subnets.map(({ id }) => id);
    emulator.call('ecs:RegisterTaskDefinition', {
      family: 'shop',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: 'shop', command }],
    });
    emulator.call('ecs:CreateService', {
      cluster: 'amply-prod',
      serviceName: 'shop-worker',
      taskDefinition: 'shop',
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets } },
    });
    await wait(120);
  };

/** The live service as it were of before 2021: its ARN is without its cluster. */
export const withShortArn: Happened = async ({ emulator, wait }) => {
  const beat = emulator.world.services.find(({ name }) => name === 'amply-beat');
  if (!beat) throw new Error('There is no beat.');
  const { clusterArn: cluster, name: serviceName, workload, settings } = beat;
  const { launchType, networkConfiguration } = workload;
  emulator.call('ecs:DeleteService', { cluster, service: serviceName, force: true });
  await wait(300);
  emulator.changeScenario({ serviceLongArnFormat: 'disabled' });
  emulator.call('ecs:CreateService', {
    cluster,
    serviceName,
    taskDefinition: workload.taskDefinitionArn,
    desiredCount: 1,
    launchType,
    networkConfiguration,
    deploymentConfiguration: settings.deploymentConfiguration,
    availabilityZoneRebalancing: 'DISABLED',
  });
  await wait(600);
};
