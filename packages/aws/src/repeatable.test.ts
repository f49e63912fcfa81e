import { expect, test } from '@jest/globals';
import type { Operation } from './operations.ts';
import { isRead, isRepeatable } from './repeatable.ts';

test.each<{ operation: Operation; input?: object; read: boolean; repeatable: boolean }>([
  { operation: 'ecs:DescribeServices', read: true, repeatable: true },
  { operation: 'ecs:ListTasks', read: true, repeatable: true },
  { operation: 'iam:GetRole', read: true, repeatable: true },
  { operation: 'ecr:BatchGetImage', read: true, repeatable: true },
  { operation: 'application-autoscaling:DescribeScalableTargets', read: true, repeatable: true },
  { operation: 'ecs:UpdateService', read: false, repeatable: false },
  { operation: 'ecs:RegisterTaskDefinition', read: false, repeatable: false },
  { operation: 'logs:CreateLogGroup', read: false, repeatable: false },
  { operation: 'ssm:GetParameter', read: true, repeatable: true },
  { operation: 'ecs:StopTask', read: false, repeatable: true },
  { operation: 'ecs:RunTask', read: false, repeatable: false },
  { operation: 'ecs:RunTask', input: { clientToken: 'once' }, read: false, repeatable: true },
  { operation: 'ecs:TagResource', read: false, repeatable: false },
  { operation: 'ecs:UntagResource', read: false, repeatable: false },
  { operation: 'ssm:PutParameter', read: false, repeatable: false },
  { operation: 'ssm:DeleteParameter', read: false, repeatable: false },
  { operation: 'application-autoscaling:RegisterScalableTarget', read: false, repeatable: false },
  { operation: 'application-autoscaling:DeregisterScalableTarget', read: false, repeatable: false },
  { operation: 'ecs:CreateService', input: { clientToken: 'once' }, read: false, repeatable: true },
  { operation: 'ecs:CreateService', input: { clientToken: undefined }, read: false, repeatable: false },
])('$operation with $input: read $read, repeatable $repeatable', ({ operation, input = {}, read, repeatable }) => {
  expect(isRead(operation)).toBe(read);
  expect(isRepeatable(operation, input)).toBe(repeatable);
});
