import type {
  CompositeAlarm,
  MetricAlarm,
  PutCompositeAlarmCommandInput,
  PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';

/** An alarm as CloudWatch has it. */
export type FoundAlarm =
  | { readonly type: 'MetricAlarm'; readonly alarm: MetricAlarm }
  | { readonly type: 'CompositeAlarm'; readonly alarm: CompositeAlarm };

/** DescribeAlarms takes as many names, and answers with as many alarms. Source: API reference, DescribeAlarms. */
const BATCH = 100;

/** Alarms of CloudWatch. */
export function alarms(wire: Wire, clock: Clock) {
  async function describe(
    filter: { AlarmNames: string[] } | { AlarmNamePrefix: string },
  ): Promise<readonly FoundAlarm[]> {
    return allPages('cloudwatch:DescribeAlarms', async (NextToken) => {
      const answer = await wire.call('cloudwatch:DescribeAlarms', {
        ...filter,
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        MaxRecords: BATCH,
        ...(NextToken && { NextToken }),
      });
      const metric = (answer.MetricAlarms ?? []).map((alarm) => ({ type: 'MetricAlarm', alarm }) as const);
      const composite = (answer.CompositeAlarms ?? []).map((alarm) => ({ type: 'CompositeAlarm', alarm }) as const);
      return { items: [...metric, ...composite], next: answer.NextToken };
    });
  }

  const find = batched<FoundAlarm>(
    BATCH,
    clock,
    async (names) => {
      const found = await describe({ AlarmNames: [...names] });
      return new Map(found.map((one) => [one.alarm.AlarmName ?? '', one]));
    },
    () => wire.prepare?.('cloudwatch:DescribeAlarms'),
  );

  return {
    /** The alarm of that name, of either type. */
    find,
    /** All alarms whose names begin so. */
    beginningWith: (prefix: string) => describe({ AlarmNamePrefix: prefix }),
    /** Creates an alarm, or gives the one of that name this configuration; tags are taken on creation only. */
    async putMetric(alarm: PutMetricAlarmCommandInput): Promise<void> {
      await wire.call('cloudwatch:PutMetricAlarm', alarm);
    },
    async putComposite(alarm: PutCompositeAlarmCommandInput): Promise<void> {
      await wire.call('cloudwatch:PutCompositeAlarm', alarm);
    },
    /**
     * Deletes alarms: at most 100, and one composite alarm among them. When one is unknown the call may fail, and whether
     * the others are gone then is for a look to tell. Source: API reference, DeleteAlarms.
     */
    async remove(names: readonly string[]): Promise<void> {
      await wire.call('cloudwatch:DeleteAlarms', { AlarmNames: [...names] });
    },
    /** Gives an alarm tags, beside those that it has. */
    async tag(arn: string, tags: Readonly<Record<string, string>>): Promise<void> {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await wire.call('cloudwatch:TagResource', { ResourceARN: arn, Tags });
    },
    async tags(arn: string): Promise<Readonly<Record<string, string>>> {
      const { Tags = [] } = await wire.call('cloudwatch:ListTagsForResource', { ResourceARN: arn });
      return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    },
  };
}
