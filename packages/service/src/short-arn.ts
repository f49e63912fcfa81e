import type { Service } from '@aws-sdk/client-ecs';

/**
 * Whether a service has an ARN of before 2021, `arn:aws:ecs:REGION:ACCOUNT:service/NAME`, without its cluster: ECS refuses
 * to tag it, and everything else works.
 *
 * Source: docs/reference/ecs.md, "Short ARNs of services".
 */
export function hasShortArn({ serviceArn }: Pick<Service, 'serviceArn'>): boolean {
  return /:service\/[^/]+$/.test(serviceArn ?? '');
}

/** How a service with a short ARN gets one that ECS tags. */
export function migrateShortArn({ serviceArn = '', clusterArn = '' }: Service): string {
  const cluster = clusterArn.split('/').at(-1) ?? '';
  const long = serviceArn.replace(':service/', `:service/${cluster}/`);
  return `Choose "Migrate to long ARN" on its page in the ECS console, or enable the account settings serviceLongArnFormat and taskLongArnFormat and tag its long ARN once: \`aws ecs tag-resource --resource-arn ${long} --tags key=team,value=backend\`. Its tasks keep running. It can't be undone.`;
}
