import type { Aws } from '@fargate-actions/aws';

/** A target group as metrics name it, with its load balancer. */
export type LocatedTargetGroup =
  | {
      readonly kind: 'found';
      /** `targetgroup/NAME/ID` */
      readonly targetGroup: string;
      /** `app/NAME/ID`; undefined where no listener has the group. */
      readonly loadBalancer: string | undefined;
    }
  | { readonly kind: 'unknown'; readonly candidates: readonly string[] };

export type TargetGroupLookup = (nameOrArn: string) => Promise<LocatedTargetGroup>;

const ARN = /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d{12}:(?<path>targetgroup\/[^/]+\/\w+)$/;
const PATH = /^targetgroup\/[^/]+\/\w+$/;

/** Looks target groups up, by name, ARN or what metrics call them: each once a run, however many alarms name it. */
export function targetGroupLookup(aws: Aws, region: string): TargetGroupLookup {
  const asked = new Map<string, Promise<LocatedTargetGroup>>();
  return (nameOrArn) => {
    const known = asked.get(nameOrArn);
    if (known) return known;
    const asking = located(nameOrArn, region, aws);
    asked.set(nameOrArn, asking);
    return asking;
  };
}

async function located(nameOrArn: string, region: string, aws: Aws): Promise<LocatedTargetGroup> {
  const found = await arnOf(nameOrArn, region, aws);
  if (found.kind !== 'found') return { kind: 'unknown', candidates: found.candidates };
  const targetGroup = ARN.exec(found.value)?.groups?.['path'] ?? nameOrArn;
  const [balancer] = (await aws.targetGroups.byArn(found.value))?.LoadBalancerArns ?? [];
  return { kind: 'found', targetGroup, loadBalancer: balancer === undefined ? undefined : loadBalancerPath(balancer) };
}

async function arnOf(nameOrArn: string, region: string, aws: Aws) {
  if (ARN.test(nameOrArn)) return { kind: 'found', value: nameOrArn } as const;
  if (PATH.test(nameOrArn)) {
    const { partition, account } = await aws.identity();
    return { kind: 'found', value: `arn:${partition}:elasticloadbalancing:${region}:${account}:${nameOrArn}` } as const;
  }
  // `arn:aws:elasticloadbalancing:...:NAME`, as the seed has it, is a name.
  return aws.names.targetGroup(nameOrArn.split(/[:/]/).at(-1) ?? nameOrArn);
}

/** A load balancer as metrics name it, `app/NAME/ID`, of its ARN or of that itself. */
export function loadBalancerPath(arnOrPath: string): string {
  return arnOrPath.split(':loadbalancer/').at(-1) ?? arnOrPath;
}
