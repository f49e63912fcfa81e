import type { Aws } from '@fargate-actions/aws';
import type { StackMonitoring } from '@fargate-actions/stack';

/**
 * Asks for the topic that alarms tell: AWS answers while what makes alarms is still loaded.
 *
 * Names are asked for once a run: who needs the answer gets this one, and a failure with it.
 */
export async function askForTopic({ notify, alarms, recommended = false }: StackMonitoring, aws: Aws): Promise<void> {
  if (notify === undefined || (alarms.length === 0 && !recommended)) return;
  // Of an ARN, its last part.
  aws.names.topic(notify.split(':').at(-1) ?? notify).catch(() => undefined);
  await aws.callsHaveLeft();
}
