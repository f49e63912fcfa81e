import { expect, test } from '@jest/globals';
import type { Begun } from '../rollout/begun.ts';
import { NO_EVIDENCE } from '../rollout/evidence.ts';
import { aDeployment, aLook } from '../../test/rollout/a-look.ts';
import { anExit } from '../../test/diagnosis/a-stop.ts';
import { decideSettling, type Settling } from './decide-settling.ts';

const BEGUN: Begun = {
  cluster: 'amply-prod',
  service: 'amply-api',
  deploymentId: 'ecs-svc/2',
  createdAt: new Date(1000),
  taskDefinition: 'task-definition/amply-api:2',
  from: undefined,
  desiredCount: 2,
  olderIds: [],
  serviceCreatedAt: undefined,
};
const NONE = { now: 0, ever: 0 };

function aSettling(changes: Partial<Settling> = {}): Settling {
  return {
    seen: aLook(),
    missing: '0 of 2 tasks run',
    steadyForSeconds: 0,
    failed: NONE,
    isBackingOff: false,
    ...changes,
  };
}

const at = (elapsedSeconds: number) => aLook({ elapsedSeconds });

test.each<[string, Partial<Settling>, string | undefined]>([
  ['a task is missing', {}, undefined],
  ['one failed before', { failed: { now: 0, ever: 5 } }, undefined],
  ['one failed under our eyes', { failed: { now: 1, ever: 5 } }, undefined],
  ['two did', { failed: { now: 2, ever: 2 } }, 'failed'],
  ['two did, and yet it runs', { failed: { now: 2, ever: 2 }, missing: undefined }, undefined],
  ['ECS has backed off', { failed: { now: 0, ever: 2 }, isBackingOff: true }, 'failed'],
  ['it has been steady for a moment', { missing: undefined, steadyForSeconds: 39 }, undefined],
  ['it has been steady for long enough', { missing: undefined, steadyForSeconds: 40 }, 'deployed'],
  ['the time is over', { seen: at(600) }, 'timed-out'],
  ['the time is over, and tasks had failed', { seen: at(600), failed: { now: 0, ever: 1 } }, 'failed'],
  ['it is gone', { seen: aLook({ serviceStatus: undefined }) }, 'failed'],
  ['somebody else deploys', { seen: aLook({ primary: aDeployment({ id: 'ecs-svc/3' }) }) }, 'superseded'],
])('%s', (_, changes, status) => {
  expect(decideSettling(aSettling(changes), BEGUN, 600)?.status).toBe(status);
});

test('the cause is what the tasks say, and that nothing was deployed', () => {
  const seen = aLook({ evidence: { ...NO_EVIDENCE, stopped: [anExit(3)] } });
  const { cause } = decideSettling(aSettling({ seen, failed: { now: 2, ever: 2 } }), BEGUN, 600) ?? {};
  expect(cause?.kind).toBe('container-exited');
  expect(cause?.summary).toMatch(
    /^tasks of amply-api:2 keep failing \(0 of 2 tasks run\): container api exited with code 3/,
  );
  expect(cause?.hint).toContain('deployed nothing');
});

test('what keeps ECS from starting a task counts more than what made one go', () => {
  const events = ['(service amply-api) was unable to place a task. Reason: Capacity is unavailable at this time.'];
  const stopped = [anExit(137, { stopCode: 'SpotInterruption' })];
  const seen = aLook({ elapsedSeconds: 600, evidence: { ...NO_EVIDENCE, events, stopped } });
  expect(decideSettling(aSettling({ seen }), BEGUN, 600)?.cause?.summary).toBe(
    'the service was not steady after 10 minutes: 0 of 2 tasks run: AWS has no capacity for the tasks',
  );
});
