import type { JsonObject, Path, Subject } from '@fargate-actions/documents';
import type { MonitoredStack } from '../../monitored-stack.ts';
import { dimensionsAt } from './dimensions.ts';

/** A name that is written as an ARN or a URL, and the region in it. */
interface Written {
  readonly name: string;
  readonly region: string | undefined;
  readonly as: 'ARN' | 'URL';
}

const ARN = /^arn:[\w-]+:(?:sqs|ecs):(?<region>[\w-]*):\d*:(?:(?:service|cluster)\/)?(?:[\w-]+\/)?(?<name>[\w.-]+)$/;
/** `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`, and `https://REGION.queue.amazonaws.com/...` as it was of old. */
const QUEUE_URL =
  /^https?:\/\/(?:sqs\.(?<region>[\w-]+)|(?:(?<old>[\w-]+)\.)?queue)\.[\w.-]+(?::\d+)?\/\d+\/(?<name>[\w.-]+)\/?$/;

/** Dimensions whose values are names, which people take from consoles and outputs as URLs and ARNs. */
const NAMED = ['QueueName', 'ServiceName', 'ClusterName'];

/**
 * The dimensions of a metric with names as CloudWatch has them: no metric has an ARN or a URL there, and an alarm on it would
 * never fire. Undefined where nothing is to be corrected.
 *
 * A queue, service or cluster of another region is an error: its metrics are there.
 */
export function withNamesAlone(subject: Subject, path: Path, stack: MonitoredStack): JsonObject[] | undefined {
  const given = dimensionsAt(subject, path);
  const corrected = given.map((dimension, index) => {
    const { name, value } = dimension;
    if (typeof name !== 'string' || typeof value !== 'string' || !NAMED.includes(name)) return dimension;
    const written = read(value);
    if (!written) return dimension;
    const at = [...path, 'dimensions', index, 'value'];
    if (written.region !== undefined && written.region !== '' && written.region !== stack.region) {
      subject.error(
        at,
        'alarms/other-region',
        `This ${name} is in ${written.region}, and the alarm is in ${stack.region}: an alarm only sees metrics of its own region.`,
        `Name one in ${stack.region}, or put the alarm into a stack of ${written.region}.`,
      );
      return dimension;
    }
    subject.warning(
      at,
      'alarms/dimension-value',
      `${name} is written as ${written.as === 'ARN' ? 'an ARN' : 'a URL'}, which no metric has: it is corrected to ${written.name}.`,
      `Write \`${written.name}\`.`,
    );
    return { ...dimension, value: written.name };
  });
  return corrected.some((dimension, index) => dimension !== given[index]) ? corrected : undefined;
}

function read(value: string): Written | undefined {
  const arn = ARN.exec(value)?.groups;
  if (arn) return { name: arn['name'] ?? '', region: arn['region'], as: 'ARN' };
  const url = QUEUE_URL.exec(value)?.groups;
  return url && { name: url['name'] ?? '', region: url['region'] ?? url['old'], as: 'URL' };
}
