import { describe, expect, test } from '@jest/globals';
import type { ServiceWanted } from './service-spec.ts';
import { readService } from './service-state.ts';
import { anAccount, type Account } from '../test/an-account.ts';
import { aSpec } from '../test/services.ts';

const REGISTRY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const LATEST = `${REGISTRY}/amply-backend:latest`;
const DIGEST = `sha256:${'a'.repeat(64)}`;

/** An account in which a service runs two tasks of the image; by default that of latest. */
async function running(image = LATEST, denied: readonly string[] = []): Promise<Account> {
  const account = anAccount();
  const { emulator, clock } = account;
  emulator.call('ecs:RegisterTaskDefinition', {
    family: 'shop-api',
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
    containerDefinitions: [{ name: 'app', image }],
  });
  emulator.call('ecs:CreateService', {
    cluster: 'amply-prod',
    serviceName: 'shop-api',
    taskDefinition: 'shop-api',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: [emulator.world.subnets[0]?.id ?? ''] } },
  });
  await clock.advance(300);
  emulator.changeScenario({ denied: [...denied] });
  return account;
}

const read = (account: Account, spec: Partial<ServiceWanted> = {}) =>
  account.clock.run(readService(aSpec('{}', { cluster: 'amply-prod', ...spec }), account.aws));

const images = (image: string) => ({ images: [{ container: 'app', image }] });

describe('a service', () => {
  test('that does not exist is undefined', async () => {
    await expect(read(anAccount())).resolves.toBeUndefined();
  });

  test('of a cluster that does not exist is undefined', async () => {
    await expect(read(anAccount(), { cluster: 'none' })).resolves.toBeUndefined();
  });

  test('that was deleted is undefined', async () => {
    const account = await running();
    account.emulator.call('ecs:DeleteService', { cluster: 'amply-prod', service: 'shop-api', force: true });
    await account.clock.advance(600);
    await expect(read(account)).resolves.toBeUndefined();
  });

  test('that is being deleted is told so', async () => {
    const account = await running();
    account.emulator.call('ecs:DeleteService', { cluster: 'amply-prod', service: 'shop-api', force: true });
    expect((await read(account))?.service.status).toBe('DRAINING');
  });
});

describe('what scales it', () => {
  const scaled = async (denied: readonly string[] = []): Promise<Account> => {
    const account = await running(LATEST, denied);
    account.emulator.world.scalableTargets.push({
      serviceNamespace: 'ecs',
      resourceId: 'service/amply-prod/shop-api',
      scalableDimension: 'ecs:service:DesiredCount',
      minCapacity: 1,
      maxCapacity: 4,
    } as never);
    return account;
  };

  test('is found', async () => {
    expect((await read(await scaled()))?.isScaled).toBe(true);
    expect((await read(await running()))?.isScaled).toBe(false);
  });

  test('is taken for granted where it may not be asked for, with a notice', async () => {
    const account = await running(LATEST, ['application-autoscaling:DescribeScalableTargets']);
    expect((await read(account))?.isScaled).toBe(true);
    expect(account.denials()).toEqual(['application-autoscaling:DescribeScalableTargets']);
  });

  test('is asked for where nothing runs: it may let nothing run', async () => {
    for (const [maxCapacity, isHeldAtZero] of [
      [0, true],
      [4, false],
    ] as const) {
      const account = await scaled();
      Object.assign(account.emulator.world.scalableTargets[0] ?? {}, { minCapacity: 0, maxCapacity });
      account.emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: 'shop-api', desiredCount: 0 });
      expect(await read(account, { countPolicy: 'left alone' })).toMatchObject({ isScaled: false, isHeldAtZero });
    }
  });

  test.each(['as given', 'left alone'] as const)('is not asked for when the count is %s', async (countPolicy) => {
    const account = await scaled();
    expect((await read(account, { countPolicy }))?.isScaled).toBe(false);
    expect(account.emulator.requests.map(({ operation }) => operation)).not.toContain('DescribeScalableTargets');
  });
});

describe('its images', () => {
  test('by digest are what they say: nothing is asked', async () => {
    const account = await running();
    const state = await read(account, images(`${REGISTRY}/amply-backend@${DIGEST}`));
    expect(state?.images).toEqual({ kind: 'same' });
    expect(account.emulator.requests.map(({ operation }) => operation)).not.toContain('BatchGetImage');
  });

  test('are the same while their tags are of what runs', async () => {
    expect((await read(await running(), images(LATEST)))?.images).toEqual({ kind: 'same' });
  });

  test('have moved when their tags are of something else', async () => {
    const account = await running(`${REGISTRY}/amply-backend:old`);
    expect((await read(account, images(LATEST)))?.images).toEqual({ kind: 'moved', image: LATEST });
  });

  test.each<{
    name: string;
    image: string;
    repositories?: string[];
    denied?: string[];
    container?: string;
    because: string;
  }>([
    {
      name: 'outside of ECR, of a repository that the deploy is about',
      image: 'ghcr.io/shop/api:1.27',
      repositories: ['shop/api'],
      because: "ghcr.io/shop/api:1.27 is not in ECR, so its digest can't be compared",
    },
    {
      name: 'of a tag that ECR does not know',
      image: `${REGISTRY}/nothing:1`,
      because: `the digest of ${REGISTRY}/nothing:1 is not known`,
    },
    {
      name: 'in another region, of which ECR here knows nothing',
      image: LATEST.replace('eu-central-1', 'us-east-1'),
      because: `${LATEST.replace('eu-central-1', 'us-east-1')} is in us-east-1, where its digest is not asked for`,
    },
    {
      name: 'of a container that does not run yet',
      image: LATEST,
      container: 'sidecar',
      because: 'no task of shop-api says which image it runs',
    },
    {
      name: 'where ECR may not be asked',
      image: LATEST,
      denied: ['ecr:*'],
      because: `the digest of ${LATEST} is not known`,
    },
    {
      name: 'where tasks may not be listed',
      image: LATEST,
      denied: ['ecs:ListTasks'],
      because: 'the running tasks can not be listed',
    },
    {
      name: 'where tasks may not be described',
      image: LATEST,
      denied: ['ecs:DescribeTasks'],
      because: 'the running tasks can not be listed',
    },
  ])('are unknown $name', async ({ image, repositories, denied = [], container = 'app', because }) => {
    const account = await running(LATEST, denied);
    const state = await read(account, { images: [{ container, image }], repositories });
    expect(state?.images).toEqual({ kind: 'unknown', because });
    expect(account.denials()).toHaveLength(denied.length);
  });

  test.each([
    { name: 'outside of ECR', image: 'public.ecr.aws/datadog/agent:7', repositories: undefined },
    {
      name: "in another account's ECR",
      image: `${REGISTRY.replace('123456789012', '999988887777')}/agent:7`,
      repositories: undefined,
    },
    {
      name: 'of another repository than the one that is deployed',
      image: `${REGISTRY}/agent:7`,
      repositories: ['amply-backend'],
    },
  ])('$name are no matter', async ({ image, repositories }) => {
    const account = await running();
    const before = account.emulator.requests.length;
    const state = await read(account, { images: [{ container: 'app', image }], repositories });
    expect(state?.images).toEqual({ kind: 'same' });
    expect(account.emulator.requests.slice(before).map(({ operation }) => operation)).not.toContain('ListTasks');
  });

  test('are unknown while nothing runs', async () => {
    const account = await running();
    account.emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: 'shop-api', desiredCount: 0 });
    await account.clock.advance(300);
    expect((await read(account, images(LATEST)))?.images).toMatchObject({ kind: 'unknown' });
  });
});
