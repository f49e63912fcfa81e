import { describe, expect, test } from '@jest/globals';
import { explained } from './explained.ts';
import { names, type Lookup } from './names.ts';
import { identity } from './ports/identity.ts';
import { targetGroups } from './ports/target-groups.ts';
import { aWire, fails, sdkError } from '../test/a-wire.ts';

type Answers = Parameters<typeof aWire>[0];

/** Names in an account that answers so, and the calls it got. */
function namesOf(answers: Answers) {
  const bare = aWire(answers);
  const wire = explained(bare);
  const found = names(wire, targetGroups(wire), identity(wire));
  return { names: found, calls: bare.calls };
}

const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/db-AbCdEf';
const TG = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/api/0123456789abcdef';
const name = (value: string) => [
  { Key: 'Team', Value: 'x' },
  { Key: 'Name', Value: value },
];

/** An account with two VPCs, in both of which there is a `private-a` and an `ecs`. */
const NETWORK: Answers = {
  'ec2:DescribeVpcs': () => ({
    Vpcs: [{ VpcId: 'vpc-1', Tags: name('main') }, { VpcId: 'vpc-2', Tags: name('legacy') }, { VpcId: 'vpc-3' }],
  }),
  'ec2:DescribeSubnets': ({ Filters = [] }) => ({
    Subnets: [
      { SubnetId: 'subnet-1', VpcId: 'vpc-1', Tags: name('private-a') },
      { SubnetId: 'subnet-2', VpcId: 'vpc-1', Tags: name('private-b') },
      { SubnetId: 'subnet-3', VpcId: 'vpc-2', Tags: name('private-a') },
      { SubnetId: 'subnet-4', VpcId: 'vpc-2' },
    ].filter(({ VpcId, Tags = [] }) =>
      Filters.every(({ Name, Values = [] }) =>
        Name === 'vpc-id'
          ? Values.includes(VpcId)
          : Tags.some(({ Key, Value }) => `tag:${Key}` === Name && Values.includes(Value)),
      ),
    ),
  }),
  'ec2:DescribeSecurityGroups': ({ Filters = [] }) => ({
    SecurityGroups: [
      { GroupId: 'sg-1', GroupName: 'ecs', VpcId: 'vpc-1' },
      { GroupId: 'sg-2', GroupName: 'generated-by-terraform-1', VpcId: 'vpc-1', Tags: name('tagged') },
      { GroupId: 'sg-3', GroupName: 'ecs', VpcId: 'vpc-2', Tags: name('ecs') },
      { GroupId: 'sg-4', GroupName: 'other', VpcId: 'vpc-2', Tags: name('ecs') },
    ].filter(({ VpcId }) => Filters.every(({ Values = [] }) => Values.includes(VpcId))),
  }),
};

type Look = (all: ReturnType<typeof names>) => Promise<Lookup>;

describe('a name', () => {
  test.each<{ what: string; answers: Answers; look: Look; lookup: Lookup }>([
    {
      what: 'of a role',
      answers: { 'iam:GetRole': ({ RoleName }) => ({ Role: { Arn: `arn:aws:iam::1:role/${RoleName}` } as never }) },
      look: (all) => all.role('deploy'),
      lookup: { kind: 'found', value: 'arn:aws:iam::1:role/deploy' },
    },
    {
      what: 'of no role',
      answers: { 'iam:GetRole': fails(sdkError('NoSuchEntityException')) },
      look: (all) => all.role('deploy'),
      lookup: { kind: 'unknown', candidates: [] },
    },
    {
      what: 'of a secret',
      answers: { 'secretsmanager:DescribeSecret': () => ({ ARN: SECRET }) },
      look: (all) => all.secret('amply/db'),
      lookup: { kind: 'found', value: SECRET },
    },
    {
      what: 'of no secret',
      answers: { 'secretsmanager:DescribeSecret': fails(sdkError('ResourceNotFoundException')) },
      look: (all) => all.secret('amply/db'),
      lookup: { kind: 'unknown', candidates: [] },
    },
    {
      what: 'of a parameter behind an empty page',
      answers: {
        'ssm:DescribeParameters': ({ NextToken }) =>
          NextToken ? { Parameters: [{ Name: '/amply/db', ARN: 'arn:p' }] } : { Parameters: [], NextToken: '2' },
      },
      look: (all) => all.parameter('/amply/db'),
      lookup: { kind: 'found', value: 'arn:p' },
    },
    {
      what: 'of a parameter whose ARN is not told',
      answers: { 'ssm:DescribeParameters': () => ({ Parameters: [{ Name: 'db' }] }) },
      look: (all) => all.parameter('db'),
      lookup: { kind: 'found', value: 'db' },
    },
    {
      what: 'of no parameter',
      answers: { 'ssm:DescribeParameters': () => ({ Parameters: [{ Name: 'db2' }] }) },
      look: (all) => all.parameter('db'),
      lookup: { kind: 'unknown', candidates: [] },
    },
    {
      what: 'of a topic on the second page',
      answers: {
        'sns:ListTopics': ({ NextToken }) =>
          NextToken
            ? { Topics: [{ TopicArn: 'arn:aws:sns:r:1:b' }] }
            : { Topics: [{ TopicArn: 'arn:aws:sns:r:1:a' }], NextToken: '2' },
      },
      look: (all) => all.topic('b'),
      lookup: { kind: 'found', value: 'arn:aws:sns:r:1:b' },
    },
    {
      what: 'of no topic',
      answers: { 'sns:ListTopics': () => ({ Topics: [{ TopicArn: 'arn:aws:sns:r:1:alerts' }, {}] }) },
      look: (all) => all.topic('alert'),
      lookup: { kind: 'unknown', candidates: ['alerts'] },
    },
    {
      what: 'of a target group',
      answers: { 'elasticloadbalancing:DescribeTargetGroups': () => ({ TargetGroups: [{ TargetGroupArn: TG }] }) },
      look: (all) => all.targetGroup('api'),
      lookup: { kind: 'found', value: TG },
    },
    {
      what: 'of no target group',
      answers: {
        'elasticloadbalancing:DescribeTargetGroups': ({ Names, Marker }) => {
          if (Names) throw sdkError('TargetGroupNotFoundException');
          return Marker
            ? { TargetGroups: [{ TargetGroupName: 'b' }] }
            : { TargetGroups: [{ TargetGroupName: 'a' }], NextMarker: '2' };
        },
      },
      look: (all) => all.targetGroup('c'),
      lookup: { kind: 'unknown', candidates: ['a', 'b'] },
    },
    { what: 'of a VPC', answers: NETWORK, look: (all) => all.vpc('main'), lookup: { kind: 'found', value: 'vpc-1' } },
    {
      what: 'of no VPC',
      answers: NETWORK,
      look: (all) => all.vpc('mian'),
      lookup: { kind: 'unknown', candidates: ['main', 'legacy'] },
    },
    {
      what: 'of two VPCs',
      answers: {
        'ec2:DescribeVpcs': () => ({ Vpcs: ['vpc-1', 'vpc-2'].map((VpcId) => ({ VpcId, Tags: name('main') })) }),
      },
      look: (all) => all.vpc('main'),
      lookup: { kind: 'ambiguous', candidates: ['vpc-1', 'vpc-2'] },
    },
    {
      what: 'of a subnet, in its VPC',
      answers: NETWORK,
      look: (all) => all.subnet('private-a', 'vpc-2'),
      lookup: { kind: 'found', value: 'subnet-3' },
    },
    {
      what: 'of two subnets, in all VPCs',
      answers: NETWORK,
      look: (all) => all.subnet('private-a'),
      lookup: { kind: 'ambiguous', candidates: ['subnet-1', 'subnet-3'] },
    },
    {
      what: 'of no subnet, in its VPC',
      answers: NETWORK,
      look: (all) => all.subnet('private-c', 'vpc-1'),
      lookup: { kind: 'unknown', candidates: ['private-a', 'private-b'] },
    },
    {
      what: 'of a security group, by its group name',
      answers: NETWORK,
      look: (all) => all.securityGroup('ecs', 'vpc-1'),
      lookup: { kind: 'found', value: 'sg-1' },
    },
    {
      what: 'of a security group, by its tag',
      answers: NETWORK,
      look: (all) => all.securityGroup('tagged'),
      lookup: { kind: 'found', value: 'sg-2' },
    },
    {
      what: 'of security groups, one by name and tag, one by tag',
      answers: NETWORK,
      look: (all) => all.securityGroup('ecs', 'vpc-2'),
      lookup: { kind: 'ambiguous', candidates: ['sg-3', 'sg-4'] },
    },
    {
      what: 'of no security group',
      answers: NETWORK,
      look: (all) => all.securityGroup('none', 'vpc-1'),
      lookup: { kind: 'unknown', candidates: ['ecs', 'generated-by-terraform-1', 'tagged'] },
    },
  ])('$what', async ({ answers, look, lookup }) => {
    await expect(look(namesOf(answers).names)).resolves.toEqual(lookup);
  });

  test('of a security group on the second page', async () => {
    const { names } = namesOf({
      'ec2:DescribeSecurityGroups': ({ NextToken }) =>
        NextToken
          ? { SecurityGroups: [{ GroupId: 'sg-2', GroupName: 'b' }] }
          : { SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'a' }], NextToken: '2' },
    });
    await expect(names.securityGroup('b')).resolves.toEqual({ kind: 'found', value: 'sg-2' });
  });
});

describe('a look-up', () => {
  test('is asked for once a run, however many ask and when', async () => {
    const { names, calls } = namesOf({ 'secretsmanager:DescribeSecret': () => ({ ARN: SECRET }) });
    await Promise.all([names.secret('amply/db'), names.secret('amply/db')]);
    await names.secret('amply/db');
    expect(calls).toEqual([['secretsmanager:DescribeSecret', { SecretId: 'amply/db' }]]);
  });

  test('of one name in two VPCs is two', async () => {
    const { names } = namesOf(NETWORK);
    const lookups = await Promise.all([names.subnet('private-a', 'vpc-1'), names.subnet('private-a', 'vpc-2')]);
    expect(lookups).toEqual([
      { kind: 'found', value: 'subnet-1' },
      { kind: 'found', value: 'subnet-3' },
    ]);
  });

  test('that is denied or fails is no unknown name', async () => {
    const { names } = namesOf({
      'iam:GetRole': fails(sdkError('AccessDenied')),
      'ec2:DescribeVpcs': fails(sdkError('InternalError', 'no', 500)),
    });
    await expect(names.role('deploy')).rejects.toMatchObject({ kind: 'denied', permission: 'iam:GetRole' });
    await expect(names.vpc('main')).rejects.toMatchObject({ kind: 'lost' });
  });

  test('never asks for the value of a secret or a parameter', async () => {
    const { names, calls } = namesOf({
      'secretsmanager:DescribeSecret': () => ({ ARN: SECRET }),
      'ssm:DescribeParameters': () => ({ Parameters: [{ Name: 'p', ARN: 'arn:p' }] }),
    });
    await Promise.all([names.secret('s'), names.parameter('p')]);
    expect(calls.map(([operation]) => operation)).toEqual(['secretsmanager:DescribeSecret', 'ssm:DescribeParameters']);
  });
});

describe('identity', () => {
  test.each([
    ['arn:aws:sts::123456789012:assumed-role/deploy/run', 'aws'],
    ['arn:aws-cn:iam::123456789012:user/deploy', 'aws-cn'],
    [undefined, 'aws'],
  ])('of %s is in the partition %s, and is asked for once', async (Arn, partition) => {
    const { names, calls } = namesOf({ 'sts:GetCallerIdentity': () => ({ Account: '123456789012', Arn }) });
    await expect(Promise.all([names.identity(), names.identity()])).resolves.toEqual([
      { account: '123456789012', partition },
      { account: '123456789012', partition },
    ]);
    expect(calls).toHaveLength(1);
  });
});
