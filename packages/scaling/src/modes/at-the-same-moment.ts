import { sentAgainWhenLost, SHOWS_WHEN_QUIET_SECONDS, type Aws, type Clock } from '@fargate-actions/aws';
import { RefusedError } from '@fargate-actions/engine';
import { formatOffHoursMark, OFF_HOURS_TAG, type OffHoursMark } from '@fargate-actions/service';
import type { OffHoursSpec } from './off-hours-spec.ts';
import { rememberedBy } from './off-hours-state.ts';

/** A service, by its names and its ARN. */
type Service = Pick<OffHoursSpec, 'cluster' | 'name'> & { readonly arn: string };

/**
 * Sees to it that a service which was just put to sleep keeps its mark: a run that wakes it at the same moment, and saw it
 * awake, takes the mark away. Without it nobody would know what to give it back.
 */
export async function keepMark({ cluster, name, arn }: Service, mark: OffHoursMark, aws: Aws): Promise<void> {
  const service = await aws.services.find(cluster, name);
  if (service && rememberedBy(service) === undefined) await putBack(arn, mark, aws);
}

/**
 * Looks whether a service that was just woken is still to run. Where another run put it to sleep at the same moment, it gets
 * its mark back.
 *
 * @throws RefusedError then.
 */
export async function checkAwake(
  { cluster, name, arn }: Service,
  mark: OffHoursMark,
  aws: Aws,
  clock: Clock,
): Promise<void> {
  const isAsleep = async (): Promise<boolean> => {
    const service = await aws.services.find(cluster, name);
    return service?.desiredCount === 0 && rememberedBy(service) === undefined;
  };
  if (mark.desiredCount === 0 || !(await isAsleep())) return;
  // A stale read may show it as it was before.
  await clock.sleep(SHOWS_WHEN_QUIET_SECONDS + 1);
  if (!(await isAsleep())) return;
  await putBack(arn, mark, aws);
  throw new RefusedError(
    `Another run put ${name} to sleep while this one woke it up: it sleeps, and keeps what it had.`,
    'Run `mode: restore` again if it is to be awake. Give both workflows one `concurrency` group.',
  );
}

function putBack(arn: string, mark: OffHoursMark, aws: Aws): Promise<void> {
  return sentAgainWhenLost(() => aws.services.tag(arn, { [OFF_HOURS_TAG]: formatOffHoursMark(mark) }));
}
