import { expect, test } from '@jest/globals';
import { wholeAnswer } from './always-answered.ts';
import { sdkWire } from './sdk-wire.ts';
import { systemClock } from './clock.ts';
import { anHttpAws } from '../test/http-aws.ts';

const aws = anHttpAws();

test.each(['ecs:ListTasks', 'application-autoscaling:PutScalingPolicy'] as const)(
  'an empty answer to %s is a lost one',
  async (operation) => {
    aws.answerJson({});
    const wire = sdkWire({ region: 'eu-central-1', product: ['fargate-actions', 'test'], clock: systemClock });
    await expect(wire.call(operation, {})).rejects.toMatchObject({ kind: 'lost', code: 'IncompleteAnswer' });
  },
);

test('an empty list is an answer, and so is nothing where AWS sends nothing', () => {
  expect(wholeAnswer('ecs:ListTasks', { taskArns: [] })).toEqual({ taskArns: [] });
  expect(wholeAnswer('ecs:DescribeServices', { failures: [] })).toEqual({ failures: [] });
  expect(wholeAnswer('ecs:TagResource', {})).toEqual({});
});
