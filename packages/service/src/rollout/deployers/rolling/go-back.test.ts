import type { Service } from '@aws-sdk/client-ecs';
import { AwsError, awsPorts } from '@fargate-actions/aws';
import { virtualAws } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { goBack } from './go-back.ts';
import { aDeploymentAt, aServiceWith, at, revision } from '../../../../test/rollout/a-service.ts';

const OLD = aDeploymentAt(1, revision(6), { rolloutState: 'COMPLETED' });
const OURS = aDeploymentAt(60, revision(7));
const THEIRS = aDeploymentAt(90, revision(8));
const BACK = aServiceWith([aDeploymentAt(100, revision(6)), OURS, OLD]);
const BEGUN = {
  cluster: 'shop-prod',
  service: 'shop-api',
  deploymentId: OURS.id ?? '',
  createdAt: at(60),
  taskDefinition: revision(7),
  from: revision(6),
  desiredCount: 2,
  olderIds: [OLD.id ?? ''],
  serviceCreatedAt: at(-1000),
};

/** Goes back by UpdateService, where the looks before it show these, one after the other; the last one stays. */
async function wentBack(
  looks: readonly Service[],
  { pauses = [], errors = [] }: { pauses?: readonly number[]; errors?: readonly Error[] } = {},
) {
  const { clock, wire } = virtualAws();
  const aws = awsPorts(wire, clock);
  let looked = 0;
  const sent: unknown[] = [];
  const services: typeof aws.services = {
    ...aws.services,
    find: () => Promise.resolve(looks[Math.min(looked++, looks.length - 1)]),
    update: async (input, options) => {
      // A machine that stands still between its last look and what it sends.
      await clock.sleep(pauses[looked - 1] ?? 0);
      options?.confirm?.();
      sent.push(input);
      const error = errors[sent.length - 1];
      if (error) throw error;
      return BACK;
    },
  };
  const before = { service: aServiceWith([OLD]), sent: {} };
  const how = await clock.run(goBack(BEGUN, before, undefined, { aws: { ...aws, services }, clock }));
  return { how, sent };
}

describe('going back by an update, right before which it is looked once more', () => {
  test('is sent while ours is what ECS works towards', async () => {
    const { how, sent } = await wentBack([aServiceWith([OURS, OLD])]);
    expect(how).toMatchObject({ kind: 'updated', begun: { deploymentId: 'ecs-svc/100' } });
    expect(sent).toEqual([{ cluster: 'shop-prod', service: 'shop-api', taskDefinition: revision(6) }]);
  });

  test('never undoes a run that has replaced ours', async () => {
    const { how, sent } = await wentBack([aServiceWith([THEIRS, OURS, OLD])]);
    expect(how).toMatchObject({ kind: 'replaced', because: expect.stringContaining('shop-api:8') });
    expect(sent).toEqual([]);
  });

  test('never undoes a run that replaces ours while this one stands still', async () => {
    const { how, sent } = await wentBack([aServiceWith([OURS, OLD]), aServiceWith([THEIRS, OURS, OLD])], {
      pauses: [600],
    });
    expect(how).toMatchObject({ kind: 'replaced' });
    expect(sent).toEqual([]);
  });

  test('whose answer was lost is not sent again before another look', async () => {
    const lost = new AwsError(
      { kind: 'lost', operation: 'ecs:UpdateService', code: 'TimeoutError', message: 'socket hang up' },
      undefined,
    );
    // Lost, and nowhere to be seen: by then another run has replaced ours.
    const gone = [aServiceWith([OURS, OLD]), ...Array<Service>(61).fill(aServiceWith([OURS, OLD]))];
    const { how, sent } = await wentBack([...gone, aServiceWith([THEIRS, OURS, OLD])], { errors: [lost, lost] });
    expect(how).toMatchObject({ kind: 'replaced' });
    expect(sent).toHaveLength(1);
  });

  test('waits where a stale read shows only what was before', async () => {
    const { how } = await wentBack([aServiceWith([OLD]), aServiceWith([OLD]), aServiceWith([OURS, OLD])]);
    expect(how).toMatchObject({ kind: 'updated' });
  });

  test('is not sent where no read shows ours', async () => {
    const { how, sent } = await wentBack([aServiceWith([OLD])]);
    expect(how).toMatchObject({ kind: 'impossible', because: expect.stringContaining('does not show') });
    expect(sent).toEqual([]);
  });

  test.each([
    [
      'its event',
      aServiceWith([OLD], {
        events: [{ id: 'e', createdAt: at(70), message: '(service shop-api) rolling back to deployment ecs-svc/1.' }],
      }),
    ],
    ['the old deployment that began anew', aServiceWith([{ ...OLD, createdAt: at(80) }])],
  ])('is not sent where ECS goes back by itself, as %s says', async (_, service) => {
    const { how, sent } = await wentBack([service]);
    expect(how).toEqual({ kind: 'stopped', isHeard: true });
    expect(sent).toEqual([]);
  });

  test('that is always too late is given up, and said', async () => {
    const { how, sent } = await wentBack([aServiceWith([OURS, OLD])], { pauses: Array<number>(99).fill(60) });
    expect(how).toMatchObject({ kind: 'impossible', because: expect.stringContaining('was seen 60 s ago') });
    expect(sent).toEqual([]);
  });
});
