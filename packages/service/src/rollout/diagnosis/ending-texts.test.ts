import { describe } from '@jest/globals';
import { aGroup } from '../../../test/diagnosis/a-stop.ts';
import { explains } from '../../../test/diagnosis/explains.ts';

describe('a task that somebody or AWS stopped', () => {
  explains([
    {
      name: 'by hand',
      stopped: aGroup({ reason: 'Task stopped by user', stopCode: 'UserInitiated' }),
      kind: 'stopped-by-user',
      summary: 'somebody stopped the task by hand',
      hint: /CloudTrail/,
    },
    {
      name: 'by hand, with a reason',
      stopped: aGroup({ reason: 'leaks memory', stopCode: 'UserInitiated' }),
      kind: 'stopped-by-user',
      summary: 'somebody stopped the task by hand: leaks memory',
      hint: /CloudTrail/,
    },
    {
      name: 'by hand, with a reason that reads like another cause',
      stopped: aGroup({ reason: 'OutOfMemoryError, see ticket', stopCode: 'UserInitiated' }),
      kind: 'stopped-by-user',
      summary: 'somebody stopped the task by hand: OutOfMemoryError, see ticket',
      hint: /CloudTrail/,
    },
    {
      name: 'by hand, with a reason that reads like what AWS does',
      stopped: aGroup({ reason: 'Spot interruption drill', stopCode: 'UserInitiated' }),
      kind: 'stopped-by-user',
      summary: 'somebody stopped the task by hand: Spot interruption drill',
      hint: /CloudTrail/,
    },
    {
      name: 'for Spot',
      stopped: aGroup({ reason: 'Your Spot Task was interrupted.', stopCode: 'SpotInterruption' }),
      kind: 'spot-interrupted',
      summary: 'AWS took Spot capacity back',
      hint: /FARGATE/,
    },
    {
      name: 'for maintenance',
      stopped: aGroup({
        reason: 'ECS is performing maintenance on the underlying infrastructure hosting the task.',
        stopCode: 'TerminationNotice',
      }),
      kind: 'infrastructure',
      summary: 'AWS took the host of a task out of service',
      hint: /nothing is wrong with the revision/,
    },
    {
      name: 'for a host that failed',
      stopped: aGroup({ reason: 'Fault detected', stopCode: 'InfrastructureHealth' }),
      kind: 'infrastructure',
      summary: 'AWS took the host of a task out of service',
      hint: /nothing is wrong/,
    },
    {
      name: 'in words that nobody knows',
      stopped: aGroup({ reason: 'The moon is full' }),
      kind: 'stopped',
      summary: 'The moon is full',
      hint: /ECS console/,
    },
  ]);
});
