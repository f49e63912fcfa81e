import { expect, test } from '@jest/globals';
import { aDeployment, aLook, aServiceDeployment, theOldDeployment } from '../../test/rollout/a-look.ts';
import { debugLine } from './debug-line.ts';

test('a look in the debug log: the decision, and the states and counts that it rests on', () => {
  const ours = aDeployment({ running: 1, pending: 1, failed: 1, rolloutStateReason: 'text of AWS' });
  const seen = aLook({
    serviceStatus: 'ACTIVE',
    desiredCount: 2,
    runningCount: 3,
    oldRunning: 2,
    ours,
    primary: ours,
    serviceDeployment: aServiceDeployment(),
    elapsedSeconds: 12.34,
  });
  expect(debugLine('amply-api', seen, { kind: 'wait' })).toBe(
    'amply-api  12.3 s  wait  service ACTIVE, 3 of 2 running, 2 old  ecs-svc/2 IN_PROGRESS: 1 running, 1 pending, 1 failed  service deployment IN_PROGRESS',
  );
});

test('a deployment that another one has replaced, or that does not show', () => {
  const seen = aLook({ ours: undefined, primary: theOldDeployment(), notShownForSeconds: 3, elapsedSeconds: 1 });
  const why = { cause: { kind: 'alarm', summary: 'text of AWS' }, seen, isOver: false };
  expect(debugLine('amply-api', seen, { kind: 'go back', seen, why })).toMatch(
    /^amply-api {2}1\.0 s {2}go back: alarm {2}service \w+, .* {2}ours not shown for 3\.0 s {2}primary ecs-svc\/1 COMPLETED/,
  );
});
