import { Diagnostics, type Json } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { resolveServiceNames } from './service-names.ts';
import { anAccount, type Account } from '../test/an-account.ts';
import { aDocument, placed } from '../test/services.ts';

const TG =
  'loadBalancers: [{ targetGroupArn: arn:aws:elasticloadbalancing:...:amply-api-tg, containerName: c, containerPort: 1 }]';

const network = (subnets: string, securityGroups = ''): string =>
  `networkConfiguration:\n  awsvpcConfiguration:\n    subnets: [${subnets}]\n${securityGroups && `    securityGroups: [${securityGroups}]\n`}`;

async function resolved(text: string, vpc?: string, account: Account = anAccount()) {
  const diagnostics = new Diagnostics();
  const at = { file: 'stack.yml', line: 3, column: 6 };
  const document = await account.clock.run(
    resolveServiceNames(aDocument(text), vpc === undefined ? undefined : { name: vpc, at }, account.aws, diagnostics),
  );
  const { subnets, securityGroups, targetGroups, vpcs } = account.emulator.world;
  return {
    value: document.value,
    found: placed(diagnostics),
    messages: diagnostics.all.map(({ message, hint }) => [message, hint ?? ''].join(' ')),
    denials: account.denials(),
    asked: account.emulator.requests.map(({ operation }) => operation),
    subnetId: (name: string) => subnets.find(({ tags }) => tags['Name'] === name)?.id ?? '',
    groupIn: (vpcName: string) => {
      const owner = vpcs.find(({ tags }) => tags['Name'] === vpcName)?.id;
      return securityGroups.find(({ vpcId }) => vpcId === owner)?.id ?? '';
    },
    targetGroupArn: targetGroups[0]?.arn ?? '',
  };
}

const networkOf = (subnets: Json[], securityGroups?: Json[]): object => ({
  networkConfiguration: { awsvpcConfiguration: { subnets, ...(securityGroups && { securityGroups }) } },
});

describe('names in a service file', () => {
  test('are looked up in the VPC of the target group, where names repeat in others', async () => {
    const result = await resolved(`${TG}\n${network('subnet-private-1a, subnet-private-1b', 'sg-ecs')}`);
    expect(result.found).toEqual([]);
    expect(result.value).toEqual({
      loadBalancers: [{ targetGroupArn: result.targetGroupArn, containerName: 'c', containerPort: 1 }],
      ...networkOf(
        [result.subnetId('subnet-private-1a'), result.subnetId('subnet-private-1b')],
        [result.groupIn('amply')],
      ),
    });
  });

  test('are looked up in the VPC of stack.yml, by its name', async () => {
    const result = await resolved(network('subnet-private-1a', 'sg-ecs'), 'amply');
    expect(result.value).toEqual(networkOf([result.subnetId('subnet-private-1a')], [result.groupIn('amply')]));
  });

  test('are looked up in the VPC of stack.yml, by its id', async () => {
    const account = anAccount();
    const id = account.emulator.world.vpcs.find(({ tags }) => tags['Name'] === 'legacy')?.id ?? '';
    const result = await resolved(network('subnet-0123456789abcdef0', 'sg-ecs'), id, account);
    expect(result.found).toEqual([]);
    expect(result.value).toEqual(networkOf(['subnet-0123456789abcdef0'], [result.groupIn('legacy')]));
    expect(result.asked).toEqual(['DescribeSecurityGroups']);
  });

  test('are looked up in a VPC whose name begins as an id does', async () => {
    const account = anAccount();
    const [vpc] = account.emulator.world.vpcs;
    if (!vpc) throw new Error('There is one.');
    vpc.tags['Name'] = 'vpc-main';
    const result = await resolved(network('subnet-private-1a'), 'vpc-main', account);
    expect({ found: result.found, value: result.value }).toEqual({
      found: [],
      value: networkOf([result.subnetId('subnet-private-1a')]),
    });
  });

  test.each([
    { name: 'ids', text: network('subnet-0123456789abcdef0, subnet-01234567', 'sg-0123456789abcdef0') },
    {
      name: 'the ARN of a target group',
      text: 'loadBalancers: [{ targetGroupArn: "arn:aws-cn:elasticloadbalancing:cn-north-1:123456789012:targetgroup/a/0123456789abcdef" }]',
    },
    { name: 'nothing', text: '{}' },
  ])('that are none are not looked up: $name', async ({ text }) => {
    const result = await resolved(text);
    expect({ value: result.value, asked: result.asked, found: result.found }).toEqual({
      value: aDocument(text).value,
      asked: [],
      found: [],
    });
  });

  test('are asked for once, also of several services', async () => {
    const account = anAccount();
    await resolved(`${TG}\n${network('subnet-private-1a')}`, undefined, account);
    const { asked } = await resolved(`${TG}\n${network('subnet-private-1a')}`, undefined, account);
    expect(asked.filter((operation) => operation === 'DescribeSubnets')).toHaveLength(1);
  });
});

describe('a name that stands for nothing is an error at its place', () => {
  test.each([
    {
      name: 'a target group',
      text: 'loadBalancers:\n  - targetGroupArn: amply-tg',
      found: ['error names/target-group 2:21'],
      says: 'There is no target group amply-tg. There are: amply-api-tg.',
    },
    {
      name: 'a subnet',
      text: network('subnet-private-1a, subnet-private-1z'),
      vpc: 'amply',
      found: ['error names/subnet 3:34'],
      says: 'There are: subnet-private-1a, subnet-private-1b.',
    },
    {
      name: 'a security group',
      text: network('subnet-private-1a', 'sg-esc'),
      vpc: 'amply',
      found: ['error names/security-group 4:22'],
      says: 'There are: sg-ecs.',
    },
    {
      name: 'a security group that is in several VPCs',
      text: network('subnet-private-1a', 'sg-ecs'),
      found: ['error names/security-group 4:22'],
      says: /is ambiguous: sg-\w+, sg-\w+\. Write the id of the one that is meant, or name the VPC with `vpc:` in stack\.yml\./,
    },
    {
      name: 'a VPC, where stack.yml names it',
      text: network('subnet-private-1a'),
      vpc: 'amply-vpc',
      found: ['error names/vpc 3:6'],
      says: 'There is no VPC amply-vpc. There are: amply, legacy.',
    },
  ])('$name', async ({ text, vpc, found, says }) => {
    const result = await resolved(text, vpc);
    expect(result.found).toEqual(found);
    expect(result.messages[0]).toEqual(
      typeof says === 'string' ? expect.stringContaining(says) : expect.stringMatching(says),
    );
  });

  test('all of them', async () => {
    const result = await resolved(network('a, b', 'c'), 'amply');
    expect(result.found.toSorted()).toEqual([
      'error names/security-group 4:22',
      'error names/subnet 3:15',
      'error names/subnet 3:18',
    ]);
  });
});

describe('a name that may not be looked up is an error that says what to do', () => {
  test.each([
    { denied: 'ec2:DescribeSubnets', text: network('subnet-private-1a'), found: ['error names/denied 3:15'] },
    {
      denied: 'ec2:DescribeSecurityGroups',
      text: network('subnet-0123456789abcdef0', 'sg-ecs'),
      found: ['error names/denied 4:22'],
    },
    {
      denied: 'elasticloadbalancing:DescribeTargetGroups',
      text: 'loadBalancers:\n  - targetGroupArn: amply-api-tg',
      found: ['error names/denied 2:21'],
    },
  ])('$denied', async ({ denied, text, found }) => {
    const result = await resolved(text, 'amply', anAccount({ denied: [denied] }));
    expect(result.found).toEqual(found);
    expect(result.messages[0]).toContain(`allow ${denied}.`);
  });

  test('but the target group’s VPC gives way to the one of stack.yml, with a notice', async () => {
    const account = anAccount({ denied: ['elasticloadbalancing:DescribeTargetGroups'] });
    const arn = account.emulator.world.targetGroups[0]?.arn ?? '';
    const text = `loadBalancers: [{ targetGroupArn: "${arn}" }]\n${network('subnet-private-1a', 'sg-ecs')}`;
    const result = await resolved(text, 'amply', account);
    expect({ found: result.found, denials: result.denials }).toEqual({
      found: [],
      denials: ['elasticloadbalancing:DescribeTargetGroups'],
    });
    expect(result.value).toMatchObject(networkOf([result.subnetId('subnet-private-1a')], [result.groupIn('amply')]));
  });
});
