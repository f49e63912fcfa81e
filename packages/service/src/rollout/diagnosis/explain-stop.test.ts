import { expect, test } from '@jest/globals';
import { explainStop } from './explain-stop.ts';
import { aGroup, anExit, context } from '../../../test/diagnosis/a-stop.ts';

test('how many of the new tasks it were is said with every cause', () => {
  const one = aGroup({ reason: 'RESOURCE:ENI', tasks: ['a'] });
  expect(explainStop(one, context({ newTasks: 1 })).summary).toBe('no free address for a task (1 of 1 new task)');
  expect(explainStop(anExit(9, { tasks: ['a'] }), context({ newTasks: 3 })).summary).toBe(
    'container api exited with code 9 in 1 of 3 new tasks',
  );
});
