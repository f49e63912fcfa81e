import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { ScaledService } from '@fargate-actions/scaling';
import { beatContainers } from '@fargate-actions/task-definition';

/**
 * Refuses to scale a service whose task definition runs Celery beat, of which nobody has said that it is a singleton; with
 * RedBeat, whose lock lets a second one wait, it is only a warning.
 *
 * @param taskDefinition that of the service; undefined where it is not known, of which a notice tells already.
 */
export async function refuseBeat(
  { name, at }: Pick<ScaledService, 'name' | 'at'>,
  taskDefinition: string | undefined,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<void> {
  if (taskDefinition === undefined) return;
  const lost = `Whether ${name} runs Celery beat, of which there may be only one, is not known.`;
  const found = await aws.gaps.unlessDenied(lost, () => aws.taskDefinitions.find(taskDefinition));
  for (const beat of found ? beatContainers(found.taskDefinition) : []) {
    const what = beat.kind === 'beat' ? 'Celery beat' : 'a Celery worker with a beat in it (-B)';
    const runs = `The container ${beat.name ?? '?'} of ${name} runs ${what}`;
    if (beat.scheduler === 'redbeat') {
      const hint = "Only RedBeat's lock keeps the others waiting: scale it by its desired count, 1.";
      diagnostics.warning(at, 'singleton/scaling', `${runs}: scaled out, there are several of it.`, hint);
    } else {
      const hint = 'Scale the workers instead; beat runs in a service of its own, as a single task.';
      diagnostics.error(at, 'singleton/scaling', `${runs}: scaled out, every schedule fires once for each task.`, hint);
    }
  }
}
