import type {
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  DescribeSubnetsRequest,
  DescribeSubnetsResult,
  DescribeVpcsRequest,
  DescribeVpcsResult,
  Filter,
} from '@aws-sdk/client-ec2';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Tags } from '../../../world/tags.ts';
import { arn, type World } from '../../../world/world.ts';
import { page, type Page } from '../../paging.ts';

/** EC2's look-ups of networks. */
export const networkOperations: OperationTable = {
  'ec2:DescribeSubnets': describeSubnets,
  'ec2:DescribeSecurityGroups': describeSecurityGroups,
  'ec2:DescribeVpcs': describeVpcs,
};

function describeSubnets(world: World, input: DescribeSubnetsRequest): DescribeSubnetsResult {
  const { items, nextToken } = find(world, world.subnets, input, {
    ids: input.SubnetIds,
    notFound: (id) => new Fault('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`),
    values: (subnet) => ({
      'subnet-id': subnet.id,
      'vpc-id': subnet.vpcId,
      'availability-zone': subnet.availabilityZone,
      'cidr-block': subnet.cidrBlock,
      'owner-id': world.account,
      state: 'available',
    }),
  });
  return {
    Subnets: items.map((subnet) => ({
      SubnetId: subnet.id,
      SubnetArn: subnet.arn,
      VpcId: subnet.vpcId,
      OwnerId: world.account,
      State: 'available',
      CidrBlock: subnet.cidrBlock,
      AvailabilityZone: subnet.availabilityZone,
      AvailableIpAddressCount: 251,
      DefaultForAz: false,
      MapPublicIpOnLaunch: false,
      Tags: tagList(subnet.tags),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

function describeSecurityGroups(world: World, input: DescribeSecurityGroupsRequest): DescribeSecurityGroupsResult {
  const names = input.GroupNames ?? [];
  const named =
    names.length > 0 ? world.securityGroups.filter(({ name }) => names.includes(name)) : world.securityGroups;
  const missing = names.find((name) => !named.some((group) => group.name === name));
  if (missing !== undefined)
    throw new Fault('InvalidGroup.NotFound', `The security group '${missing}' does not exist in default VPC`);
  const { items, nextToken } = find(world, named, input, {
    ids: input.GroupIds,
    notFound: (id) => new Fault('InvalidGroup.NotFound', `The security group '${id}' does not exist`),
    values: (group) => ({
      'group-id': group.id,
      'group-name': group.name,
      'vpc-id': group.vpcId,
      description: group.description,
      'owner-id': world.account,
    }),
  });
  return {
    SecurityGroups: items.map((group) => ({
      GroupId: group.id,
      GroupName: group.name,
      Description: group.description,
      VpcId: group.vpcId,
      OwnerId: world.account,
      SecurityGroupArn: arn(world, 'ec2', `security-group/${group.id}`),
      IpPermissions: [],
      IpPermissionsEgress: [],
      Tags: tagList(group.tags),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

function describeVpcs(world: World, input: DescribeVpcsRequest): DescribeVpcsResult {
  const { items, nextToken } = find(world, world.vpcs, input, {
    ids: input.VpcIds,
    notFound: (id) => new Fault('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`),
    values: (vpc) => ({
      'vpc-id': vpc.id,
      cidr: vpc.cidrBlock,
      'is-default': String(vpc.isDefault),
      'owner-id': world.account,
      state: 'available',
    }),
  });
  return {
    Vpcs: items.map((vpc) => ({
      VpcId: vpc.id,
      OwnerId: world.account,
      State: 'available',
      CidrBlock: vpc.cidrBlock,
      IsDefault: vpc.isDefault,
      InstanceTenancy: 'default',
      Tags: tagList(vpc.tags),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

interface Search<Item> {
  readonly ids: readonly string[] | undefined;
  readonly notFound: (id: string) => Fault;
  /** The item's values by the names of the filters that there are for it, tags aside. */
  readonly values: (item: Item) => Readonly<Record<string, string>>;
}

interface Question {
  readonly Filters?: readonly Filter[] | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

function find<Item extends { readonly id: string; readonly tags: Tags }>(
  world: World,
  all: readonly Item[],
  { Filters = [], MaxResults, NextToken }: Question,
  { ids = [], notFound, values }: Search<Item>,
): Page<Item> {
  const missing = ids.find((id) => !all.some((item) => item.id === id));
  if (missing !== undefined) throw notFound(missing);
  if (ids.length > 0 && MaxResults !== undefined) {
    throw new Fault(
      'InvalidParameterCombination',
      'The parameter MaxResults cannot be used with the parameter that lists ids',
    );
  }
  if (MaxResults !== undefined && (MaxResults < 5 || MaxResults > 1000)) {
    throw new Fault(
      'InvalidParameterValue',
      `Value ( ${String(MaxResults)} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    );
  }
  const found = all
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter((item) => Filters.every((filter) => passes(filter, values(item), item.tags)));
  return page(found, {
    token: NextToken,
    size: MaxResults ?? world.scenario.pageSize,
    badToken: () => new Fault('InvalidParameterValue', 'Invalid value for nextToken'),
  });
}

function passes({ Name = '', Values = [] }: Filter, values: Readonly<Record<string, string>>, tags: Tags): boolean {
  if (Name === 'tag-key') return Object.keys(tags).some((key) => Values.some((pattern) => matches(pattern, key)));
  const isTag = Name.startsWith('tag:');
  const value = isTag ? tags[Name.slice('tag:'.length)] : values[Name];
  if (value === undefined && !isTag) throw new Fault('InvalidParameterValue', `The filter '${Name}' is invalid`);
  return value !== undefined && Values.some((pattern) => matches(pattern, value));
}

/** EC2's filters take `*` for any text and `?` for any character. */
function matches(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
}

const tagList = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
