import type { ServiceDeployment, ServiceDeploymentBrief, ServiceRevision } from '@aws-sdk/client-ecs';
import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';

/** ECS describes this many service deployments or revisions a call. */
const BATCH = 20;

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
    /** A service's deployments, newest first. */
    async list(
      cluster: string,
      service: string,
      options: { createdAfter?: Date } = {},
    ): Promise<ServiceDeploymentBrief[]> {
      const found = await allPages(async (nextToken) => {
        const answer = await wire.call('ecs:ListServiceDeployments', {
          cluster,
          service,
          ...(options.createdAfter && { createdAt: { after: options.createdAfter } }),
          ...(nextToken && { nextToken }),
        });
        return { items: answer.serviceDeployments, next: answer.nextToken };
      });
      return found.sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
    },
    /** Ends a deployment and goes back to the revision before it. Source: reference/ecs-facts.md, "Service deployments". */
    async rollBack(serviceDeploymentArn: string): Promise<void> {
      await wire.call('ecs:StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
    },
  };
}
