import { expect, test } from '@jest/globals';
import { run } from '../../../test/alarm-runs.ts';
import { anAccount, type Account } from '../../../test/an-account.ts';

const alarm = (...lines: readonly string[]) =>
  ['- alarmName: amply-api-cpu', '  metricName: CPUUtilization', '  threshold: 90', ...lines.map((l) => `  ${l}`)].join(
    '\n',
  );

async function tagsOf({ aws, clock }: Account) {
  const arn = (await clock.run(aws.alarms.find('amply-api-cpu')))?.alarm.AlarmArn ?? '';
  return clock.run(aws.alarms.tags(arn));
}

test.each([
  { name: 'another value', tags: '{ owner: bob }', changed: ['tags[owner]'], owner: 'bob' },
  { name: 'one more', tags: '{ owner: alice, tier: 1 }', changed: ['tags[tier]'], owner: 'alice' },
  { name: 'the same in another form', tags: '[{ Key: owner, Value: alice }]', changed: [], owner: 'alice' },
  // What nobody asks for any more may be somebody's all the same.
  { name: 'one less', tags: '{}', changed: [], owner: 'alice' },
])('of tags, $name is planned and set, once', async ({ tags, changed, owner }) => {
  const account = anAccount();
  expect((await run(account, alarm('tags: { owner: alice }'))).changes['alarm amply-api-cpu']).toContain('tags[owner]');
  const edited = await run(account, alarm(`tags: ${tags}`));
  expect(Object.values(edited.changes).flat()).toEqual(changed);
  expect(account.writes().slice(1)).toEqual(changed.map(() => 'TagResource'));
  expect(await tagsOf(account)).toMatchObject({ owner, team: 'shop', 'fargate-actions:stack': 'amply' });
  expect((await run(account, alarm(`tags: ${tags}`))).changes).toEqual({});
});

test('tags that AWS has not put into its index yet are no difference', async () => {
  const account = anAccount({ staleReadsSeconds: 60 });
  account.emulator.advance(600);
  const text = alarm('tags: { owner: alice }');
  await run(account, text);
  expect((await run(account, text)).changes).toEqual({});
});

test('tags of many alarms are read by one call', async () => {
  const account = anAccount({ limits: false });
  const text = Array.from({ length: 20 }, (_, n) => alarm('tags: { owner: alice }').replace('cpu', `cpu-${n}`)).join(
    '\n',
  );
  await run(account, text);
  const before = account.emulator.requests.length;
  expect((await run(account, text)).changes).toEqual({});
  const asked = account.emulator.requests.slice(before).map(({ operation }) => operation);
  expect(asked.filter((operation) => !operation.startsWith('DescribeAlarms'))).toEqual(['GetResources']);
});

test('an alarm that somebody else made gets the tags by which it is known, when it is changed', async () => {
  const account = anAccount();
  await run(account, alarm());
  const { AlarmArn = '' } = (await account.clock.run(account.aws.alarms.find('amply-api-cpu')))?.alarm ?? {};
  account.emulator.call('cloudwatch:UntagResource', {
    ResourceARN: AlarmArn,
    TagKeys: ['fargate-actions:stack', 'fargate-actions:cluster'],
  });
  expect((await run(account, alarm())).changes).toEqual({});
  expect((await run(account, alarm('evaluationPeriods: 7'))).changes).toEqual({
    'alarm amply-api-cpu': ['evaluationPeriods', 'tags[fargate-actions:stack]', 'tags[fargate-actions:cluster]'],
  });
  expect((await run(account, '[]', { prune: true })).changes).toEqual({
    'other alarms of amply': ['alarm amply-api-cpu'],
  });
});

test.each([
  { permission: 'cloudwatch:TagResource', changes: { 'alarm amply-api-cpu': ['tags[owner]'] } },
  { permission: 'cloudwatch:ListTagsForResource', changes: {} },
])(
  'without $permission an alarm is left with the tags that it has, and that is said',
  async ({ permission, changes }) => {
    const account = anAccount();
    await run(account, alarm('tags: { owner: alice }'));
    account.emulator.changeScenario({ denied: [permission] });
    const edited = await run(account, alarm('tags: { owner: bob }'));
    expect(edited.changes).toEqual(changes);
    expect(edited.outcomes.map(({ result }) => result)).not.toContain('failed');
    expect(account.aws.gaps.all.map((denial) => denial.permission)).toEqual([permission]);
    expect(await run(account, alarm('tags: { owner: alice }'))).toMatchObject({ changes: {} });
  },
);
