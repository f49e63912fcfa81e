import type { Aws } from '@fargate-actions/aws';

/** What a generated dashboard shows by each call, as its body has it. */
const SHOWN_BY: Readonly<Record<string, RegExp>> = {
  'elasticloadbalancing:DescribeTargetGroups': /"AWS\/ApplicationELB"/,
  'ecs:ListServiceDeployments': /"vertical"\s*:/,
  // `amply-api:42`: without it there are the deployments' ids.
  'ecs:DescribeServiceRevisions': /"label"\s*:\s*"[\w-]+:\d+[ "]/,
  'ecs:DescribeClusters': /"DesiredTaskCount"/,
};

/**
 * Whether a dashboard shows something that this run could not look up: generated anew, it would lose it.
 *
 * So a plan by a role that may read less never takes anything out.
 */
export function showsWhatIsUnknown(body: string, { gaps }: Pick<Aws, 'gaps'>): boolean {
  return Object.entries(SHOWN_BY).some(([permission, shown]) => gaps.has(permission) && shown.test(body));
}
