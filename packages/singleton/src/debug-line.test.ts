import { expect, test } from '@jest/globals';
import { aLook, aMemory, aTask, beatRevision } from '../test/observations.ts';
import { debugLine } from './debug-line.ts';

test('a look in the debug log: the step, and the tasks, the lock and the mark that it rests on', () => {
  const seen = {
    ...aLook(),
    at: 61_500,
    memory: aMemory({ phase: 'draining', begunAt: 60_000 }),
    tasks: [
      aTask({ arn: 'arn/new', lastStatus: 'RUNNING', taskDefinition: beatRevision(7) }),
      aTask({ arn: 'arn/old', lastStatus: 'STOPPED' }),
    ],
    lock: { kind: 'held', owner: 'run-1', writtenAt: 0, generation: 1 },
  } as const;
  expect(debugLine('amply-beat', seen, { kind: 'wait', seconds: 1, for: 'the old task to be gone' })).toMatch(
    /^amply-beat {2}1\.5 s {2}draining: wait for the old task to be gone {2}desired \d {2}tasks: new RUNNING \(amply-beat:7\) {2}lock held by run-1/,
  );
});
