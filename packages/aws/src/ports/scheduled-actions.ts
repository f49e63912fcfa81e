import type { PutScheduledActionCommandInput, ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import { afterOthers } from '../contention.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';
import { DESIRED_COUNT, isBusy, resourceId, unlessGone } from './scaled-resource.ts';

/** Scheduled actions of ECS services. */
export function scheduledActions(wire: Wire, clock: Clock) {
  // One resource a call; what asks for the same one at the same time shares the answer.
  const describe = batched<readonly ScheduledAction[]>(
    1,
    clock,
    async ([ResourceId = '']) => {
      const actions = await allPages(async (NextToken) => {
        const answer = await wire.call('application-autoscaling:DescribeScheduledActions', {
          ...DESIRED_COUNT,
          ResourceId,
          ...(NextToken && { NextToken }),
        });
        return { items: answer.ScheduledActions, next: answer.NextToken };
      });
      return new Map([[ResourceId, actions]]);
    },
    () => wire.prepare?.('application-autoscaling:DescribeScheduledActions'),
  );
  return {
    /** All scheduled actions of a service. */
    async of(cluster: string, service: string): Promise<readonly ScheduledAction[]> {
      return (await describe(resourceId(cluster, service))) ?? [];
    },
    /** Creates a scheduled action, or changes the one of that name. */
    async put(
      cluster: string,
      service: string,
      action: Omit<PutScheduledActionCommandInput, 'ServiceNamespace' | 'ScalableDimension' | 'ResourceId'>,
    ): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service), ...action };
      await afterOthers(clock, isBusy, () => wire.call('application-autoscaling:PutScheduledAction', input));
    },
    /** Deletes a scheduled action; none there is as good. */
    async remove(cluster: string, service: string, ScheduledActionName: string): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service), ScheduledActionName };
      await unlessGone(() =>
        afterOthers(clock, isBusy, () => wire.call('application-autoscaling:DeleteScheduledAction', input)),
      );
    },
  };
}
