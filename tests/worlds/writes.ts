import type { Played } from './play.ts';
import type { ServiceSpec } from './world-spec.ts';

/** Whether a call did what it asks for, whatever became of its answer. */
export function tookEffect({
  status,
  tookEffect,
}: {
  readonly status: number;
  readonly tookEffect?: boolean;
}): boolean {
  return status === 200 || tookEffect === true;
}

/** How often a run updated a service: to the new revision, and back to the one before. */
export function updatesOf(
  { emulator }: Played,
  { ranBefore }: ServiceSpec,
  name: string,
): { forward: number; back: number } {
  const updates = emulator.requests
    .flatMap(({ operation, body, ...request }) =>
      operation === 'UpdateService' && tookEffect(request)
        ? [body as { service?: string; taskDefinition?: string }]
        : [],
    )
    .filter(({ service }) => service === name);
  const isBack = ({ taskDefinition = '' }): boolean => ranBefore && taskDefinition.endsWith(':1');
  const back = updates.filter(isBack).length;
  return { forward: updates.length - back, back };
}
