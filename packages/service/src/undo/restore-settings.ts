import type { Deployment, Service, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { confirming, NotSentError, SHOWS_SECONDS } from '@fargate-actions/aws';
import type { Begun } from '../rollout/begun.ts';
import { countBefore, fieldsBefore, type Before } from '../rollout/fields-before.ts';
import { writeOnce, type WriteContext } from '../rollout/write-once.ts';
import { primaryOf } from '../service-deployments.ts';
import { startsDeployment } from '../service-fields.ts';

/** What became of settings that were to be as before. */
export type Restored =
  | { readonly kind: 'restored'; readonly service: Service }
  /** Another deployment than the one that was put back. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'not shown' };

/**
 * Sends what of a service's settings begins no deployment as it was before the run: where ECS goes back by itself, it leaves
 * that as it is. All of it, whatever a look shows: a stale one would show it as it was.
 *
 * @param isPutBack whether that is the deployment which the service has by now: with any newer one it is somebody else's.
 */
export async function restoreSettings(
  { cluster, service, createdAt }: Begun,
  before: Before,
  isPutBack: (primary: Deployment) => boolean,
  context: WriteContext,
): Promise<Restored> {
  const { aws, clock, signal } = context;
  const fields = settingsBefore(before);
  for (let waited = 0; waited <= SHOWS_SECONDS; waited++) {
    const moment = aws.moment();
    const live = await aws.services.find(cluster, service);
    const shown = live && primaryOf(live);
    if (live && shown && isPutBack(shown)) {
      const input = { ...fields, ...countBefore(before, live) };
      if (Object.keys(input).length === 0) return { kind: 'restored', service: live };
      try {
        const write = {
          cluster,
          service,
          before: live,
          taskDefinition: live.taskDefinition ?? '',
          begins: 'none' as const,
        };
        const confirm = confirming(aws, moment);
        const send = () => aws.services.update({ ...input, cluster, service }, { confirm });
        return { kind: 'restored', service: await writeOnce(write, send, context) };
      } catch (error) {
        // What was seen is too old by now: it is looked once more.
        if (!(error instanceof NotSentError)) throw error;
      }
    } else if (shown?.createdAt && shown.createdAt > createdAt) return { kind: 'replaced' };
    await clock.sleep(1, signal);
  }
  return { kind: 'not shown' };
}

/** The settings that the run changed and that begin no deployment, as they were. */
function settingsBefore(before: Before): Partial<UpdateServiceCommandInput> {
  const { capacityProviderStrategy: _strategy, forceNewDeployment: _force, ...fields } = fieldsBefore(before);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !startsDeployment(name)));
}
