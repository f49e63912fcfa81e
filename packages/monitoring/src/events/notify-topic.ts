import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import type { MonitoredStack } from '../monitored-stack.ts';

/** The ARN of a topic: its region is the fourth part. */
const TOPIC_ARN = /^arn:[\w-]+:sns:([\w-]+):\d{12}:[\w.-]+$/;

/**
 * The ARN of the topic that a stack tells; undefined without one, and where the name is not known, which is an error.
 *
 * A rule reaches only topics of its own region. Source: "Targets" in the user guide of EventBridge.
 */
export async function notifyTopic(
  { notify, region }: Pick<MonitoredStack, 'notify' | 'region'>,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  if (!notify) return undefined;
  const [arn, itsRegion] = TOPIC_ARN.exec(notify.topic) ?? [];
  if (arn !== undefined) {
    if (itsRegion === region) return arn;
    diagnostics.error(
      notify.at,
      'monitoring/topic-region',
      `The topic ${arn} is in ${itsRegion ?? ''}, and what tells it is in ${region}: AWS lets neither alarms nor rules reach beyond their region.`,
      `Give a topic of ${region} as \`notify\`.`,
    );
    return undefined;
  }
  const lookup = await aws.names.topic(notify.topic);
  if (lookup.kind === 'found') return lookup.value;
  const candidates = lookup.candidates.length > 0 ? ` The account has ${lookup.candidates.join(', ')}.` : '';
  diagnostics.error(
    notify.at,
    'monitoring/topic-unknown',
    `There is no topic ${notify.topic} in ${region}.${candidates}`,
    'Create it, or give the name or the ARN of one that is there as `notify`.',
  );
  return undefined;
}
