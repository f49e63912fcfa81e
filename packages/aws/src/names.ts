import { isAwsError } from './errors.ts';
import { allPages } from './paging.ts';
import type { Identity } from './ports/identity.ts';
import type { TargetGroups } from './ports/target-groups.ts';
import type { Wire } from './wire.ts';

/** What looking a name up gave: its id or ARN, or the names that could have been meant. */
export type Lookup =
  | { readonly kind: 'found'; readonly value: string }
  | { readonly kind: 'unknown'; readonly candidates: readonly string[] }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] };

export type Names = ReturnType<typeof names>;

const found = (value: string): Lookup => ({ kind: 'found', value });
const unknown = (candidates: readonly string[] = []): Lookup => ({ kind: 'unknown', candidates });

/**
 * Looks names up in the account: wherever AWS wants an id or an ARN, a name works.
 *
 * Each name is asked for once a run, and by the service's own Describe call, because the tagging API knows only what is
 * or was tagged. Source: reference/ecs-facts.md, "Wire protocols of the SDK clients".
 */
export function names(wire: Wire, targetGroups: TargetGroups, identity: () => Promise<Identity>) {
  const cache = new Map<string, Promise<Lookup>>();

  function once(key: string, look: () => Promise<Lookup>): Promise<Lookup> {
    const known = cache.get(key);
    if (known) return known;
    const looking = look().catch((error: unknown) => {
      if (isAwsError(error, 'missing')) return unknown();
      throw error;
    });
    cache.set(key, looking);
    return looking;
  }

  function oneOf(ids: readonly (string | undefined)[], candidates: () => Promise<string[]>): Lookup | Promise<Lookup> {
    const present = ids.filter((id) => id !== undefined);
    const [first, second] = present;
    if (first === undefined) return candidates().then(unknown);
    return second === undefined ? found(first) : { kind: 'ambiguous', candidates: present };
  }

  return {
    /** The ARN of an IAM role, by name. */
    role: (name: string) =>
      once(`role ${name}`, async () => {
        const { Role } = await wire.call('iam:GetRole', { RoleName: name });
        return Role?.Arn ? found(Role.Arn) : unknown();
      }),

    /** The full ARN, with its random suffix, of a secret, by name. */
    secret: (name: string) =>
      once(`secret ${name}`, async () => {
        const { ARN } = await wire.call('secretsmanager:DescribeSecret', { SecretId: name });
        return ARN ? found(ARN) : unknown();
      }),

    /** The ARN of a Systems Manager parameter, by name. Its value is never asked for. */
    parameter: (name: string) =>
      once(`parameter ${name}`, async () => {
        const parameters = await allPages('ssm:DescribeParameters', async (NextToken) => {
          const answer = await wire.call('ssm:DescribeParameters', {
            ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: [name] }],
            ...(NextToken && { NextToken }),
          });
          return { items: answer.Parameters, next: answer.NextToken };
        });
        const parameter = parameters.find(({ Name }) => Name === name);
        return parameter ? found(parameter.ARN ?? name) : unknown();
      }),

    /** The ARN of an SNS topic, by name. */
    topic: (name: string) =>
      once(`topic ${name}`, async () => {
        const arns = (
          await allPages('sns:ListTopics', async (NextToken) => {
            const answer = await wire.call('sns:ListTopics', { ...(NextToken && { NextToken }) });
            return { items: answer.Topics, next: answer.NextToken };
          })
        ).flatMap(({ TopicArn }) => (TopicArn ? [TopicArn] : []));
        const lastPart = (arn: string) => arn.split(':').at(-1) ?? arn;
        return oneOf(
          arns.filter((arn) => lastPart(arn) === name),
          () => Promise.resolve(arns.map(lastPart)),
        );
      }),

    /** The ARN of a target group, by name. */
    targetGroup: (name: string) =>
      once(`target group ${name}`, async () => {
        const group = await targetGroups.byName(name);
        if (group?.TargetGroupArn) return found(group.TargetGroupArn);
        return unknown((await targetGroups.list()).flatMap(({ TargetGroupName }) => TargetGroupName ?? []));
      }),

    /** The id of a VPC, by its `Name` tag. */
    vpc: (name: string) =>
      once(`vpc ${name}`, async () => {
        const vpcs = await allPages('ec2:DescribeVpcs', async (NextToken) => {
          const answer = await wire.call('ec2:DescribeVpcs', { ...(NextToken && { NextToken }) });
          return { items: answer.Vpcs, next: answer.NextToken };
        });
        return oneOf(
          vpcs.filter(({ Tags }) => nameTag(Tags).includes(name)).map(({ VpcId }) => VpcId),
          () => Promise.resolve(vpcs.flatMap(({ Tags }) => nameTag(Tags))),
        );
      }),

    /** The id of a subnet, by its `Name` tag within the VPC, or within all of them. */
    subnet: (name: string, vpcId?: string) =>
      once(`subnet ${vpcId ?? ''} ${name}`, async () => {
        const Filters = vpcId ? [{ Name: 'vpc-id', Values: [vpcId] }] : [];
        const subnets = async (byName: { Name: string; Values: string[] }[]) =>
          allPages('ec2:DescribeSubnets', async (NextToken) => {
            const answer = await wire.call('ec2:DescribeSubnets', {
              ...(Filters.length + byName.length > 0 && { Filters: [...Filters, ...byName] }),
              ...(NextToken && { NextToken }),
            });
            return { items: answer.Subnets, next: answer.NextToken };
          });
        const named = await subnets([{ Name: 'tag:Name', Values: [name] }]);
        return oneOf(
          named.map(({ SubnetId }) => SubnetId),
          async () => (await subnets([])).flatMap(({ Tags }) => nameTag(Tags)),
        );
      }),

    /** The id of a security group, by its `Name` tag or group name within the VPC, or within all of them. */
    securityGroup: (name: string, vpcId?: string) =>
      once(`security group ${vpcId ?? ''} ${name}`, async () => {
        const groups = await allPages('ec2:DescribeSecurityGroups', async (NextToken) => {
          const answer = await wire.call('ec2:DescribeSecurityGroups', {
            ...(vpcId && { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
            ...(NextToken && { NextToken }),
          });
          return { items: answer.SecurityGroups, next: answer.NextToken };
        });
        const named = groups.filter(({ GroupName, Tags }) => GroupName === name || nameTag(Tags).includes(name));
        return oneOf(
          named.map(({ GroupId }) => GroupId),
          () =>
            Promise.resolve(
              groups.flatMap(({ GroupName, Tags }) => [GroupName ?? '', ...nameTag(Tags)]).filter(Boolean),
            ),
        );
      }),

    identity,
  };
}

function nameTag(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined): string[] {
  return (tags ?? []).flatMap(({ Key, Value }) => (Key === 'Name' && Value ? [Value] : []));
}
