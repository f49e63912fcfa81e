import type { ActionContext } from '@fargate-actions/action-kit';

const RUN = 'run';
const IS_FINISHED = 'isFinished';

/** Leaves word for the post step: this step has begun, under that name. */
export async function leaveUnfinished(run: string, { state }: ActionContext): Promise<void> {
  await state.save(RUN, run);
}

/** Leaves word that the step saw its work to the end. */
export async function markFinished({ state }: ActionContext): Promise<void> {
  await state.save(IS_FINISHED, 'true');
}

/** The name of a step that began and did not end; undefined where there is nothing to repair. */
export function unfinishedRun({ state }: ActionContext): string | undefined {
  return state.read(IS_FINISHED) === 'true' ? undefined : state.read(RUN);
}
