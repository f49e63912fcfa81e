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
  | {
      readonly kind: 'unknown';
      readonly candidates: readonly string[];
      /** The service that names it reports it. */
      readonly isReported: boolean;
    };

/** A load balancer as metrics name it, or the names of those that there are. */
export type LocatedLoadBalancer =
  | { readonly kind: 'found'; readonly loadBalancer: string }
  | { readonly kind: 'unknown'; readonly candidates: readonly string[] };

/** Where alarms look up what they name: each once a run, however many alarms name it. */
export interface TargetGroupLookup {
  /** A target group, by name, ARN or what metrics call it. */
  (nameOrArn: string): Promise<LocatedTargetGroup>;
  /** A load balancer that has a target group, by name. */
  readonly loadBalancer: (name: string) => Promise<LocatedLoadBalancer>;
}

const ARN = /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d{12}:(?<path>targetgroup\/[^/]+\/\w+)$/;
const PATH = /^targetgroup\/[^/]+\/\w+$/;

/**
 * Looks target groups and their load balancers up.
 *
 * @param reported those that services of this run name, as they name them.
 */
export function targetGroupLookup(
  aws: Aws,
  region: string,
  reported: ReadonlySet<string> = new Set(),
): TargetGroupLookup {
  const asked = new Map<string, Promise<LocatedTargetGroup>>();
  let all: Promise<readonly string[]> | undefined;
  const lookup = (nameOrArn: string): Promise<LocatedTargetGroup> => {
    const known = asked.get(nameOrArn);
    if (known) return known;
    const asking = located(nameOrArn, region, reported, aws);
    asked.set(nameOrArn, asking);
    return asking;
  };
  return Object.assign(lookup, {
    loadBalancer: async (name: string): Promise<LocatedLoadBalancer> => {
      const paths = await (all ??= loadBalancersOf(aws));
      const loadBalancer = paths.find((path) => path.split('/')[1] === name);
      return loadBalancer === undefined
        ? { kind: 'unknown', candidates: paths.map((path) => path.split('/')[1] ?? path) }
        : { kind: 'found', loadBalancer };
    },
  });
}

/** Target groups name their load balancers: no other call, and no other permission, is needed. */
async function loadBalancersOf(aws: Aws): Promise<readonly string[]> {
  const groups = await aws.targetGroups.list();
  return [...new Set(groups.flatMap(({ LoadBalancerArns = [] }) => LoadBalancerArns.map(loadBalancerPath)))].toSorted();
}

async function located(
  nameOrArn: string,
  region: string,
  reported: ReadonlySet<string>,
  aws: Aws,
): Promise<LocatedTargetGroup> {
  // `arn:aws:elasticloadbalancing:...:NAME`, as the seed has it, is a name.
  const name = nameOrArn.split(/[:/]/).at(-1) ?? nameOrArn;
  const arn = await arnOf(nameOrArn, region, aws);
  const group = await (arn === undefined ? aws.targetGroups.byName(name) : aws.targetGroups.byArn(arn));
  const path = ARN.exec(group?.TargetGroupArn ?? '')?.groups?.['path'];
  if (path === undefined) {
    const lookup = await aws.names.targetGroup(name);
    return {
      kind: 'unknown',
      candidates: lookup.kind === 'found' ? [] : lookup.candidates,
      isReported: reported.has(nameOrArn),
    };
  }
  const [balancer] = group?.LoadBalancerArns ?? [];
  return {
    kind: 'found',
    targetGroup: path,
    loadBalancer: balancer === undefined ? undefined : loadBalancerPath(balancer),
  };
}

/** The ARN of what is one, or its end; undefined of a name. */
async function arnOf(nameOrArn: string, region: string, aws: Aws): Promise<string | undefined> {
  if (ARN.test(nameOrArn)) return nameOrArn;
  if (!PATH.test(nameOrArn)) return undefined;
  const { partition, account } = await aws.identity();
  return `arn:${partition}:elasticloadbalancing:${region}:${account}:${nameOrArn}`;
}

/** A load balancer as metrics name it, `app/NAME/ID`, of its ARN, the end of it, or of that itself. */
export function loadBalancerPath(arnOrPath: string): string {
  return arnOrPath.replace(/^(?:arn:.*:)?loadbalancer\//, '');
}
