import type { Service } from '@aws-sdk/client-ecs';
import { AwsError, awsPorts } from '@fargate-actions/aws';
import { virtualAws } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { aDeploymentAt, aServiceWith, at, revision } from '../../test/rollout/a-service.ts';
import { isReplaced, isRolledBack, writeOnce, type ServiceWrite } from './write-once.ts';

const BEFORE = aServiceWith([aDeploymentAt(1, revision(6), { rolloutState: 'COMPLETED' })]);
const OURS = aServiceWith([aDeploymentAt(60, revision(7)), aDeploymentAt(1, revision(6))]);
const WRITE: ServiceWrite = {
  cluster: 'shop-prod',
  service: 'shop-api',
  before: BEFORE,
  taskDefinition: revision(7),
  begins: 'a deployment',
};

const rollingBack = (id: string) => ({
  id,
  createdAt: at(30),
  message: '(service shop-api) rolling back to deployment ecs-svc/1.',
});

const LOST = new AwsError(
  { kind: 'lost', operation: 'ecs:UpdateService', code: 'TimeoutError', message: 'socket hang up' },
  undefined,
);

/** Writes, where each sending is answered by the next of these, and each look by the next of those; the last one stays. */
async function written(answers: readonly (Service | Error)[], looks: readonly (Service | undefined)[], change = {}) {
  const { clock, wire } = virtualAws();
  const aws = awsPorts(wire, clock);
  let [sent, looked] = [0, 0];
  const begun = clock.now();
  const send = () => {
    const answer = answers[Math.min(sent++, answers.length - 1)];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? BEFORE);
  };
  const services = { ...aws.services, find: () => Promise.resolve(looks[Math.min(looked++, looks.length - 1)]) };
  const writing = writeOnce({ ...WRITE, ...change }, send, { aws: { ...aws, services }, clock });
  const ended = await clock.run(
    writing.then(
      (service) => ({ service, error: undefined }),
      (error: unknown) => ({ service: undefined, error }),
    ),
  );
  return {
    ...ended,
    primary: ended.service?.deployments?.find(({ status }) => status === 'PRIMARY')?.id,
    message: ended.error instanceof Error ? ended.error.message : undefined,
    sent,
    looked,
    seconds: (clock.now() - begun) / 1000,
  };
}

test('an answer that shows the new deployment is taken as it is', async () => {
  expect(await written([OURS], [])).toMatchObject({ primary: 'ecs-svc/60', sent: 1, looked: 0 });
});

describe('an answer that was lost', () => {
  test('is looked for, and not sent again where it happened', async () => {
    expect(await written([LOST], [BEFORE, undefined, OURS])).toMatchObject({ primary: 'ecs-svc/60', sent: 1 });
  });

  test('shows as it began, though another deployment has replaced it by now', async () => {
    const replaced = aServiceWith([aDeploymentAt(70, revision(8)), ...(OURS.deployments ?? [])]);
    const { primary, service, sent } = await written([LOST], [replaced]);
    expect([primary, sent]).toEqual(['ecs-svc/60', 1]);
    expect(service?.deployments?.filter(({ status }) => status === 'PRIMARY')).toHaveLength(1);
  });

  test('is not taken for the deployment of the same revision that there was before', async () => {
    const before = aServiceWith([aDeploymentAt(1, revision(7))]);
    const { sent, primary } = await written([LOST, OURS], [before], { before });
    expect([primary, sent]).toEqual(['ecs-svc/60', 2]);
  });

  test("is not sent again over somebody else's deployment", async () => {
    const others = aServiceWith([aDeploymentAt(55, revision(8)), ...(BEFORE.deployments ?? [])]);
    const { error, message, sent } = await written([LOST, OURS], [others]);
    expect(isReplaced(error)).toBe(true);
    expect(message).toContain('somebody else has deployed shop-api:8 to shop-api since then');
    expect(sent).toBe(1);
  });

  test('is found under the id of a deployment that was left before', async () => {
    const [left, primary] = [aDeploymentAt(1, revision(7)), aDeploymentAt(20, revision(6))];
    const before = aServiceWith([primary, { ...left, status: 'ACTIVE' }]);
    const again = aServiceWith([
      { ...left, createdAt: at(60) },
      { ...primary, status: 'ACTIVE' },
    ]);
    expect(await written([LOST], [again], { before })).toMatchObject({ primary: 'ecs-svc/1', sent: 1 });
  });

  test('is not looked for in a service of that name that is gone', async () => {
    expect(await written([LOST, OURS], [{ ...OURS, status: 'INACTIVE' }])).toMatchObject({ sent: 2 });
  });

  test('may have been gone back from already: that is said, and it is not sent again', async () => {
    const { error, message, sent } = await written([LOST], [{ ...BEFORE, events: [rollingBack('e2')] }]);
    expect(isRolledBack(error)).toBe(true);
    expect(message).toContain('ECS has rolled back a deployment of shop-api');
    expect(sent).toBe(1);
  });

  test('was not gone back from because of a rollback before it', async () => {
    const before = { ...BEFORE, events: [rollingBack('e1')] };
    const { sent, primary } = await written([LOST, OURS], [before], { before });
    expect([primary, sent]).toEqual(['ecs-svc/60', 2]);
  });

  test('three times is the end', async () => {
    const { error, sent, seconds } = await written([LOST], [BEFORE]);
    expect([error, sent]).toEqual([LOST, 3]);
    expect(seconds).toBeLessThan(200);
  });
});

describe('an answer that shows the service as it was before', () => {
  test('is looked behind, and the write is not sent again', async () => {
    expect(await written([BEFORE], [BEFORE, OURS])).toMatchObject({ primary: 'ecs-svc/60', sent: 1 });
  });

  test.each<[string, Service]>([
    ['the old deployment', BEFORE],
    ['a new deployment of another revision', aServiceWith([aDeploymentAt(55, revision(8))])],
  ])('with %s, is no deployment of ours where no look shows another', async (_, answer) => {
    const { message, sent, seconds } = await written([answer], [answer]);
    expect(message).toContain('does not show the deployment that it began');
    expect(sent).toBe(1);
    expect(seconds).toBeGreaterThan(55);
  });

  test('is right where the write begins no deployment', async () => {
    expect(await written([BEFORE], [], { begins: 'none' })).toMatchObject({ primary: 'ecs-svc/1', looked: 0 });
  });

  test('is right where it may have begun none, and no look shows one', async () => {
    expect(await written([BEFORE], [BEFORE], { begins: 'perhaps one' })).toMatchObject({ primary: 'ecs-svc/1' });
  });
});
