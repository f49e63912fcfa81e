import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListTopicsCommand, paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from '@jest/globals';

import { newTopic } from '../services/sns/behaviour/new-topic.ts';
import { anEmulatorOverHttp } from '../../test/http/started-emulator.ts';

const started = anEmulatorOverHttp();

test('the caller learns its account', async () => {
  expect(await new STSClient(started.client).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '123456789012',
    Arn: 'arn:aws:sts::123456789012:assumed-role/deploy/run',
  });
});

test('a role is found by its name', async () => {
  const { Role } = await new IAMClient(started.client).send(new GetRoleCommand({ RoleName: 'amply-task-execution' }));
  expect(Role?.Arn).toBe('arn:aws:iam::123456789012:role/amply-task-execution');
  expect(JSON.parse(decodeURIComponent(String(Role?.AssumeRolePolicyDocument)))).toMatchObject({
    Version: '2012-10-17',
  });
});

test.each([
  { name: 'unknown', role: 'nope', error: { name: 'NoSuchEntityException', $metadata: { httpStatusCode: 404 } } },
  { name: 'no role name', role: 'role/nope', error: { name: 'ValidationError', $metadata: { httpStatusCode: 400 } } },
])('a role is refused: $name', async ({ role, error }) => {
  await expect(new IAMClient(started.client).send(new GetRoleCommand({ RoleName: role }))).rejects.toMatchObject(error);
});

test('topics come in pages', async () => {
  const { world } = started.emulator;
  for (let i = 0; i < 25; i++) world.topics.push(newTopic(world, `topic-${String(i)}`));
  const sns = new SNSClient(started.client);
  const first = await sns.send(new ListTopicsCommand({}));
  const all = [];
  for await (const { Topics = [] } of paginateListTopics({ client: sns }, {})) all.push(...Topics);
  expect(first.Topics).toHaveLength(10);
  expect(all.map(({ TopicArn }) => TopicArn)).toEqual(world.topics.map(({ arn }) => arn));
});
