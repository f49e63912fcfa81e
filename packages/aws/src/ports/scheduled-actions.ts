import type { PutScheduledActionCommandInput, ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import type { Clock } from '../clock.ts';
import type { Wire } from '../wire.ts';
import { describedByResource } from './described-by-resource.ts';
import { DESIRED_COUNT, resourceId, unlessGone } from './scaled-resource.ts';

/** Scheduled actions of ECS services. */
export function scheduledActions(wire: Wire, clock: Clock) {
  const describe = describedByResource<ScheduledAction>(
    'application-autoscaling:DescribeScheduledActions',
    clock,
    async (filter, token) => {
      const answer = await wire.call('application-autoscaling:DescribeScheduledActions', {
        ...filter,
        ...(token && { NextToken: token }),
      });
      return { items: answer.ScheduledActions, next: answer.NextToken };
    },
    () => wire.prepare?.('application-autoscaling:DescribeScheduledActions'),
  );
  return {
    /** All scheduled actions of a service. */
    async of(cluster: string, service: string): Promise<readonly ScheduledAction[]> {
      return describe(resourceId(cluster, service));
    },
    /** Creates a scheduled action, or changes the one of that name. */
    async put(
      cluster: string,
      service: string,
      action: Omit<PutScheduledActionCommandInput, 'ServiceNamespace' | 'ScalableDimension' | 'ResourceId'>,
    ): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service), ...action };
      await wire.call('application-autoscaling:PutScheduledAction', input);
    },
    /** Deletes a scheduled action; none there is as good. */
    async remove(cluster: string, service: string, ScheduledActionName: string): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service), ScheduledActionName };
      await unlessGone(() => wire.call('application-autoscaling:DeleteScheduledAction', input));
    },
  };
}
