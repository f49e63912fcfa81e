import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
  type DescribeSecurityGroupsCommandInput,
  type DescribeSubnetsCommandInput,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { anEmulatorOverHttp } from '../../test/http/started-emulator.ts';

const started = anEmulatorOverHttp();
const ec2 = () => new EC2Client(started.client);

const subnets = (input: DescribeSubnetsCommandInput) => ec2().send(new DescribeSubnetsCommand(input));
const groups = (input: DescribeSecurityGroupsCommandInput) => ec2().send(new DescribeSecurityGroupsCommand(input));

const vpcNamed = async (name: string): Promise<string> => {
  const { Vpcs = [] } = await ec2().send(new DescribeVpcsCommand({ Filters: [{ Name: 'tag:Name', Values: [name] }] }));
  return String(Vpcs[0]?.VpcId);
};

test('subnets are found by their Name tags, in different zones of one VPC', async () => {
  const { Subnets = [] } = await ec2().send(
    new DescribeSubnetsCommand({
      Filters: [{ Name: 'tag:Name', Values: ['subnet-private-1a', 'subnet-private-1b'] }],
    }),
  );
  expect(Subnets.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(['eu-central-1a', 'eu-central-1b']);
  expect(new Set(Subnets.map(({ VpcId }) => VpcId))).toEqual(new Set([await vpcNamed('amply')]));
});

test('the name of a security group is ambiguous until the VPC is given', async () => {
  const byName = { Name: 'group-name', Values: ['sg-ecs'] };
  const anywhere = await ec2().send(new DescribeSecurityGroupsCommand({ Filters: [byName] }));
  const inVpc = await ec2().send(
    new DescribeSecurityGroupsCommand({ Filters: [byName, { Name: 'vpc-id', Values: [await vpcNamed('amply')] }] }),
  );
  expect(anywhere.SecurityGroups).toHaveLength(2);
  expect(inVpc.SecurityGroups).toHaveLength(1);
});

test.each([
  { name: 'id', filter: (id: string) => ({ Name: 'group-id', Values: [id] }), found: 1 },
  { name: 'pattern', filter: () => ({ Name: 'group-name', Values: ['sg-*'] }), found: 2 },
  { name: 'pattern of one character', filter: () => ({ Name: 'group-name', Values: ['sg?ecs'] }), found: 2 },
  { name: 'a dot that is no pattern', filter: () => ({ Name: 'group-name', Values: ['sg.ecs'] }), found: 0 },
  { name: 'absent tag', filter: () => ({ Name: 'tag:Name', Values: ['*'] }), found: 0 },
])('security groups are filtered by $name', async ({ filter, found }) => {
  const all = await ec2().send(new DescribeSecurityGroupsCommand({}));
  const { SecurityGroups } = await ec2().send(
    new DescribeSecurityGroupsCommand({ Filters: [filter(String(all.SecurityGroups?.[0]?.GroupId))] }),
  );
  expect(SecurityGroups).toHaveLength(found);
});

test.each([
  { name: 'subnet', send: () => subnets({ SubnetIds: ['subnet-0'] }), error: 'InvalidSubnetID.NotFound' },
  { name: 'group', send: () => groups({ GroupIds: ['sg-0'] }), error: 'InvalidGroup.NotFound' },
  { name: 'group name', send: () => groups({ GroupNames: ['nope'] }), error: 'InvalidGroup.NotFound' },
  {
    name: 'VPC',
    send: () => ec2().send(new DescribeVpcsCommand({ VpcIds: ['vpc-0'] })),
    error: 'InvalidVpcID.NotFound',
  },
  {
    name: 'filter',
    send: () => subnets({ Filters: [{ Name: 'vpc', Values: ['x'] }] }),
    error: 'InvalidParameterValue',
  },
  { name: 'page', send: () => subnets({ NextToken: 'x' }), error: 'InvalidParameterValue' },
  { name: 'page size', send: () => subnets({ MaxResults: 4 }), error: 'InvalidParameterValue' },
])('an unknown $name is refused', async ({ send, error }) => {
  await expect(send()).rejects.toMatchObject({ name: error });
});

test('any text comes through the form, the filter and the XML as it was', () =>
  fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }).filter(isCarriedByXml), async (text) => {
      const [subnet] = started.emulator.world.subnets;
      if (subnet) subnet.tags = { Name: text, Other: 'x' };
      const { Subnets } = await ec2().send(
        new DescribeSubnetsCommand({ Filters: [{ Name: 'tag:Name', Values: [text] }] }),
      );
      expect(Subnets?.[0]?.Tags).toContainEqual({ Key: 'Name', Value: text });
    }),
    { numRuns: 50, examples: [['<a href="x"> & \'b\' ]]> &amp; + %20 '], ['ä€😀'], [' ']] },
  ));

/** XML has no way to write most control characters and two others; EC2 takes * and ? for patterns. */
const isCarriedByXml = (text: string): boolean => !/[\p{Cc}\p{Cs}\ufffe\uffff*?]/u.test(text);
