import { beforeEach, describe, expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { applyPlan, planAll } from '@fargate-actions/engine';
import { anAccount, applied, type Account, type Applied } from '../../test/an-account.ts';
import { aMonitoredService, aMonitoredStack, AT } from '../../test/a-stack.ts';
import { eventResources, type EventOptions } from './event-resources.ts';
import { planTopicPolicy } from './topic-policy.ts';
import { publishStatement } from './topic-policy-statement.ts';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:amply-alerts';
const RULE = 'fargate-actions-amply.amply-prod.deployment-failed';
const SERVICE = 'arn:aws:ecs:eu-central-1:123456789012:service/amply-prod/';

let account: Account;
beforeEach(() => {
  account = anAccount();
});

const tell = async (
  stack = aMonitoredStack(),
  { prune = false, repository, ...options }: Partial<EventOptions> & { prune?: boolean; repository?: string } = {},
): Promise<Applied> => {
  const diagnostics = new Diagnostics();
  const wanted = { manageTopicPolicy: true, at: AT, ...options };
  const settings = { prune, tags: { team: 'shop', ...(repository && { 'fargate-actions:repository': repository }) } };
  return applied(account, eventResources(stack, wanted, settings, account.aws, diagnostics), diagnostics);
};

const found = ({ diagnostics }: Applied): string[] =>
  diagnostics.all.map(({ severity, rule }) => `${severity} ${rule}`);
const rules = (): string[] => account.emulator.world.eventRules.map(({ name }) => name);
const policy = (): unknown => JSON.parse(account.emulator.world.topics[0]?.policy ?? '');

test('a rule tells the topic of failed deployments, and the second run writes nothing', async () => {
  const first = await tell();
  expect(first.changes).toEqual({
    'topic policy amply-alerts': ['policy.Statement'],
    [`event rule ${RULE}`]: expect.arrayContaining(['state', 'eventPattern.resources', 'topic', 'inputTemplate']),
  });
  expect(account.writes()).toEqual(['SetTopicAttributes', 'PutRule', 'PutTargets']);
  const [rule] = account.emulator.world.eventRules;
  expect(JSON.parse(rule?.eventPattern ?? '')).toEqual({
    source: ['aws.ecs'],
    'detail-type': ['ECS Deployment State Change'],
    resources: [`${SERVICE}amply-api`],
    detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
  });
  expect(rule).toMatchObject({ name: RULE, tags: { team: 'shop' }, targets: [{ Arn: TOPIC }] });
  const second = await tell();
  expect([second.changes, found(second)]).toEqual([{}, []]);
  expect(account.writes()).toHaveLength(3);
});

test('without a service there is no deployment to tell of, and a rule for it goes', async () => {
  const none = aMonitoredStack({ services: [] });
  expect(found(await tell(none))).toEqual([]);
  expect(account.writes()).toEqual([]);
  await tell();
  await tell(none, { prune: true });
  expect(rules()).toEqual([]);
});

test('a FIFO topic is told nothing by a rule, which is said', async () => {
  const result = await tell(aMonitoredStack({ notify: { topic: 'alerts.fifo', at: AT } }));
  expect(found(result)).toEqual(['warning monitoring/fifo-topic']);
  expect(account.writes()).toEqual([]);
});

test('where tagging is denied the rule has no tags, which is noted', async () => {
  account.emulator.changeScenario({ denied: ['events:TagResource'] });
  expect((await tell()).outcomes.map(({ result }) => result)).not.toContain('failed');
  expect(account.emulator.world.eventRules).toMatchObject([{ name: RULE, targets: [{ Arn: TOPIC }] }]);
  expect(account.aws.gaps.all).toMatchObject([{ permission: 'events:TagResource' }]);
});

test.each([
  { name: 'of the stack is told to the topic in one line', service: 'amply-api', isTold: true },
  { name: 'of another service is not', service: 'amply-other', isTold: false },
])('a failed deployment $name', async ({ service, isTold }) => {
  await tell();
  account.emulator.changeScenario({ images: { '*': { behaviour: 'crash', exitCode: 1 } } });
  deployBroken(account, service);
  account.emulator.advance(1800);
  const text = new RegExp(
    `^"?The deployment ecs-svc/\\d+ of ${SERVICE}amply-api failed at \\d{4}-[\\dT:-]+Z: .*tasks failed to start`,
  );
  expect(account.emulator.world.published).toEqual(
    isTold ? [expect.objectContaining({ topicArn: TOPIC, message: expect.stringMatching(text) })] : [],
  );
});

/** Starts a service whose circuit breaker ends its first deployment. */
function deployBroken({ emulator }: Account, serviceName: string): void {
  const { subnets, securityGroups } = emulator.world;
  emulator.call('ecs:RegisterTaskDefinition', {
    family: serviceName,
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'web', image: 'shop/web:broken' }],
  });
  emulator.call('ecs:CreateService', {
    cluster: 'amply-prod',
    serviceName,
    taskDefinition: serviceName,
    desiredCount: 1,
    launchType: 'FARGATE',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: subnets.slice(0, 1).map(({ id }) => id),
        securityGroups: securityGroups.slice(0, 1).map(({ id }) => id),
      },
    },
  });
}

describe('the policy of the topic', () => {
  test('is an error with the statement to paste, and nothing is written', async () => {
    const result = await tell(aMonitoredStack(), { manageTopicPolicy: false });
    expect(result.diagnostics.all).toMatchObject([
      {
        severity: 'error',
        rule: 'monitoring/topic-policy',
        at: AT,
        message: expect.stringContaining('AWS:SourceOwner'),
        hint: expect.stringContaining(JSON.stringify(publishStatement(TOPIC))),
      },
    ]);
    expect(account.writes()).toEqual([]);
  });

  test('keeps what others wrote meanwhile', async () => {
    const before = policy() as { Statement: object[] };
    const theirs = { ...before.Statement[0], Sid: 'theirs', Principal: { AWS: '111122223333' } };
    const settings = { prune: false, tags: {} };
    const options = { manageTopicPolicy: true, at: AT };
    const diagnostics = new Diagnostics();
    const resources = eventResources(aMonitoredStack(), options, settings, account.aws, diagnostics);
    const plan = await account.clock.run(planAll(resources, diagnostics));
    const text = JSON.stringify({ ...before, Statement: [...before.Statement, theirs] });
    account.emulator.call('sns:SetTopicAttributes', { TopicArn: TOPIC, AttributeName: 'Policy', AttributeValue: text });
    await account.clock.run(applyPlan(plan, account));
    expect(policy()).toEqual({
      ...before,
      Statement: [...before.Statement, theirs, publishStatement(TOPIC)],
    });
  });

  test.each(['before', 'after'] as const)(
    'is written once when the answer is lost %s it took effect',
    async (effect) => {
      account = anAccount({
        faults: [{ operation: 'SetTopicAttributes', error: 'ConnectionLost', effect, times: 1 }],
      });
      expect((await tell()).outcomes.map(({ result }) => result)).not.toContain('failed');
      expect(account.writes().filter((name) => name === 'SetTopicAttributes')).toHaveLength(
        effect === 'before' ? 2 : 1,
      );
      expect(policy()).toMatchObject({ Statement: [{}, publishStatement(TOPIC)] });
    },
  );

  test('is not asked for where that is denied: one notice', async () => {
    account = anAccount({ denied: ['sns:GetTopicAttributes'] });
    await tell();
    expect(account.writes()).toEqual(['PutRule', 'PutTargets']);
    expect(account.aws.gaps.all).toMatchObject([{ permission: 'sns:GetTopicAttributes' }]);
  });

  test('can deny what our statement would allow: then it is an error all the same', () => {
    const diagnostics = new Diagnostics();
    const text = JSON.stringify({ Statement: { ...publishStatement(TOPIC), Sid: 'no', Effect: 'Deny' } });
    planTopicPolicy({ policy: text, kmsKey: undefined }, { topic: TOPIC, isManaged: true, at: AT }, diagnostics);
    expect(diagnostics.all).toMatchObject([
      { severity: 'error', hint: expect.stringContaining('Change what denies it') },
    ]);
  });

  test.each([
    { key: 'alias/aws/sns', rules: ['monitoring/topic-key'] },
    { key: 'arn:aws:kms:eu-central-1:123456789012:alias/aws/sns', rules: ['monitoring/topic-key'] },
    { key: 'alias/shop', rules: [] },
  ])('is not all: the key $key', ({ key, rules }) => {
    const diagnostics = new Diagnostics();
    const text = JSON.stringify({ Statement: publishStatement(TOPIC) });
    planTopicPolicy({ policy: text, kmsKey: key }, { topic: TOPIC, isManaged: false, at: AT }, diagnostics);
    expect(diagnostics.all.map(({ rule }) => rule)).toEqual(rules);
  });
});

test.each([
  { name: 'was turned off', change: { State: 'DISABLED' }, path: 'state' },
  { name: 'has another pattern', change: { EventPattern: '{"source":["aws.ecs"]}' }, path: 'eventPattern.resources' },
])('a rule that somebody changed is put right: it $name', async ({ change, path }) => {
  await tell();
  const { eventPattern: EventPattern, description: Description } = account.emulator.world.eventRules[0] ?? {};
  account.emulator.call('events:PutRule', { Name: RULE, EventPattern, Description, ...change });
  const { changes } = await tell();
  expect(changes[`event rule ${RULE}`]).toContain(path);
  expect((await tell()).changes).toEqual({});
});

test('a new service is one difference, and targets of others stay', async () => {
  await tell();
  account.emulator.call('events:PutTargets', { Rule: RULE, Targets: [{ Id: 'theirs', Arn: TOPIC }] });
  const services = ['amply-worker', 'amply-api'].map((name) => aMonitoredService({ name }));
  const { changes } = await tell(aMonitoredStack({ services }));
  expect(changes).toEqual({ [`event rule ${RULE}`]: ['eventPattern.resources'] });
  expect(account.emulator.world.eventRules[0]?.targets).toHaveLength(2);
});

test('so many services that no pattern holds them are told of by their cluster', async () => {
  const services = Array.from({ length: 100 }, (_, index) => aMonitoredService({ name: `amply-${index}` }));
  await tell(aMonitoredStack({ services }));
  expect(JSON.parse(account.emulator.world.eventRules[0]?.eventPattern ?? '')).toMatchObject({
    resources: [{ prefix: SERVICE }],
  });
});

describe('what is no longer wanted', () => {
  const OTHER = 'fargate-actions-amply.amply-staging.deployment-failed';
  const OLD = 'fargate-actions-amply.amply-prod.old';
  beforeEach(async () => {
    await tell();
    for (const Name of [OTHER, OLD, 'theirs']) {
      account.emulator.call('events:PutRule', { Name, EventPattern: '{"source":["aws.ecs"]}' });
    }
  });

  test("is named, and with prune deleted; what is others' is left alone", async () => {
    expect(found(await tell())).toEqual(['notice monitoring/no-longer-wanted']);
    await tell(aMonitoredStack(), { prune: true });
    expect(rules().toSorted()).toEqual([RULE, OTHER, 'theirs'].toSorted());
  });

  test('is left where rules may not be listed: one notice', async () => {
    account.emulator.changeScenario({ denied: ['events:ListRules'] });
    expect(found(await tell(aMonitoredStack(), { prune: true }))).toEqual([]);
    expect(account.aws.gaps.all).toMatchObject([{ permission: 'events:ListRules' }]);
    expect(rules()).toContain(OLD);
  });

  test('goes with its targets when nobody is to be told any more', async () => {
    const result = await tell(aMonitoredStack(), { prune: true, isWanted: false });
    expect(found(result)).toEqual([]);
    expect(rules().toSorted()).toEqual([OTHER, 'theirs'].toSorted());
  });

  const goes = { prune: true, isWanted: false, repository: 'amply/shop' };

  test('is left where another repository made it, by its tags', async () => {
    const cluster = 'amply-two';
    const theirs = 'fargate-actions-amply.amply-two.deployment-failed';
    await tell(aMonitoredStack({ cluster }), { repository: 'amply/back-office' });
    const result = await tell(aMonitoredStack({ cluster }), goes);
    expect(result.diagnostics.all).toMatchObject([
      {
        rule: 'monitoring/of-another-repository',
        message: `Rules of a stack amply in another repository are left alone: ${theirs} (amply/back-office).`,
      },
    ]);
    expect(rules()).toContain(theirs);
    await tell(aMonitoredStack({ cluster }), { ...goes, repository: 'Amply/Back-Office' });
    expect(rules()).not.toContain(theirs);
  });

  test('goes as before where no tag says of whom it is', async () => {
    await tell(aMonitoredStack(), goes);
    expect(rules().toSorted()).toEqual([OTHER, 'theirs'].toSorted());
  });

  test('goes as before where its tags may not be read: one notice', async () => {
    account.emulator.changeScenario({ denied: ['events:ListTagsForResource'] });
    await tell(aMonitoredStack(), goes);
    expect(account.aws.gaps.all).toMatchObject([{ permission: 'events:ListTagsForResource' }]);
    expect(rules().toSorted()).toEqual([OTHER, 'theirs'].toSorted());
  });

  test('goes when there is no topic, which is said', async () => {
    expect(found(await tell(aMonitoredStack({ notify: undefined }), { prune: true }))).toEqual([
      'notice monitoring/nobody-notified',
    ]);
    expect(rules().toSorted()).toEqual([OTHER, 'theirs'].toSorted());
  });
});

describe('a name that is too long', () => {
  const stackOf = (name: string) => aMonitoredStack({ name, cluster: 'c'.repeat(20) });
  const long = stackOf('a'.repeat(60));

  test('is shortened, differs from that of another stack, and is found again', async () => {
    await tell(long);
    await tell(stackOf(`${'a'.repeat(60)}b`));
    expect(rules().map(({ length }) => length)).toEqual([64, 64]);
    expect((await tell(long)).changes).toEqual({});
    await tell({ ...long, notify: undefined }, { prune: true });
    expect(rules()).toHaveLength(1);
  });
});

test.each([
  { name: 'a name that nobody has', topic: 'amply-alert', rule: 'monitoring/topic-unknown' },
  { name: 'an ARN that nobody has', topic: TOPIC.replace('alerts', 'alert'), rule: 'monitoring/topic-unknown' },
  {
    name: 'the ARN of something else',
    topic: 'arn:aws:sqs:eu-central-1:123456789012:amply-alerts',
    rule: 'monitoring/topic-unknown',
  },
  {
    name: 'a topic of another region',
    topic: 'arn:aws:sns:eu-west-1:123456789012:amply-alerts',
    rule: 'monitoring/topic-region',
  },
])('$name is an error at its place, and nothing is written', async ({ topic, rule }) => {
  const result = await tell(aMonitoredStack({ notify: { topic, at: AT } }));
  expect(result.diagnostics.all).toMatchObject([{ severity: 'error', rule, at: AT }]);
  expect(account.writes()).toEqual([]);
});

test('a topic of another account in the region is told, with a notice about its policy', async () => {
  const topic = 'arn:aws:sns:eu-central-1:999999999999:central-alerts';
  const result = await tell(aMonitoredStack({ notify: { topic, at: AT } }));
  expect(result.diagnostics.all).toMatchObject([{ severity: 'notice', rule: 'monitoring/foreign-topic', at: AT }]);
  expect(account.emulator.world.eventRules).toMatchObject([{ targets: [{ Arn: topic }] }]);
});

test('an ARN that nobody has is told with the topics that there are', async () => {
  const result = await tell(aMonitoredStack({ notify: { topic: TOPIC.replace('alerts', 'alert'), at: AT } }));
  expect(result.diagnostics.all[0]?.message).toBe(
    'There is no topic amply-alert in eu-central-1. The account has amply-alerts.',
  );
});

test.each([TOPIC, 'arn:aws:sns:...:amply-alerts'])('%s is the topic of that name', async (topic) => {
  expect((await tell(aMonitoredStack({ notify: { topic, at: AT } }))).diagnostics.all).toEqual([]);
  expect(account.emulator.world.eventRules).toMatchObject([{ targets: [{ Arn: TOPIC }] }]);
});

describe('where topics may not be listed', () => {
  beforeEach(() => {
    account = anAccount({ denied: ['sns:ListTopics'] });
  });

  test('an ARN is believed: one notice', async () => {
    expect(found(await tell(aMonitoredStack({ notify: { topic: TOPIC, at: AT } })))).toEqual([]);
    expect(account.emulator.world.eventRules).toMatchObject([{ targets: [{ Arn: TOPIC }] }]);
    expect(account.aws.gaps.all).toMatchObject([{ permission: 'sns:ListTopics' }]);
  });

  test('an ARN that nobody has is found by its policy, which is not there', async () => {
    const result = await tell(aMonitoredStack({ notify: { topic: TOPIC.replace('alerts', 'alert'), at: AT } }));
    expect(result.diagnostics.all).toMatchObject([{ severity: 'error', rule: 'monitoring/topic-unknown', at: AT }]);
    expect(account.writes()).toEqual([]);
  });
});
