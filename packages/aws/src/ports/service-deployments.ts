import type { ServiceDeployment, ServiceDeploymentBrief, ServiceRevision } from '@aws-sdk/client-ecs';
import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';

/** ECS describes this many service deployments or revisions a call. */
const BATCH = 20;

/** ListServiceDeployments gives at most so many a page. Source: reference/ecs-facts.md, "Service deployments". */
const LONGEST_PAGE = 100;

/** ECS service deployments and the service revisions they lead to. */
export function serviceDeployments(wire: Wire, clock: Clock) {
  const describe = batched<ServiceDeployment>(BATCH, clock, async (serviceDeploymentArns) => {
    const answer = await wire.call('ecs:DescribeServiceDeployments', {
      serviceDeploymentArns: [...serviceDeploymentArns],
    });
    return new Map((answer.serviceDeployments ?? []).map((found) => [found.serviceDeploymentArn ?? '', found]));
  });
  const describeRevision = batched<ServiceRevision>(BATCH, clock, async (serviceRevisionArns) => {
    const answer = await wire.call('ecs:DescribeServiceRevisions', { serviceRevisionArns: [...serviceRevisionArns] });
    return new Map((answer.serviceRevisions ?? []).map((found) => [found.serviceRevisionArn ?? '', found]));
  });
  return {
    describe,
    describeRevision,
    /**
     * A service's deployments, newest first.
     *
     * @param options.newest so many are enough: a service may have had hundreds.
     */
    async list(
      cluster: string,
      service: string,
      { createdAfter, newest }: { createdAfter?: Date; newest?: number } = {},
    ): Promise<ServiceDeploymentBrief[]> {
      const found = await allPages(
        'ecs:ListServiceDeployments',
        async (nextToken) => {
          const answer = await wire.call('ecs:ListServiceDeployments', {
            cluster,
            service,
            ...(createdAfter && { createdAt: { after: createdAfter } }),
            ...(newest !== undefined && { maxResults: LONGEST_PAGE }),
            ...(nextToken && { nextToken }),
          });
          return { items: answer.serviceDeployments, next: answer.nextToken };
        },
        // ECS does so, and documents no order: where it does not, the newest are on a later page.
        (read) => newest !== undefined && read.length >= newest && areNewestFirst(read),
      );
      return found.sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
    },
    /** Ends a deployment and goes back to the revision before it. Source: reference/ecs-facts.md, "Service deployments". */
    async rollBack(serviceDeploymentArn: string): Promise<void> {
      await wire.call('ecs:StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
    },
  };
}

function areNewestFirst(read: readonly ServiceDeploymentBrief[]): boolean {
  const [first, last] = [read[0], read.at(-1)].map((one) => one?.createdAt?.getTime() ?? 0);
  return (first ?? 0) >= (last ?? 0);
}
