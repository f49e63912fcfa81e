import type { Service, Task } from '../model.ts';

/** A service as the scheduler sees it at one look. */
export interface Seen {
  readonly service: Service;
  /** All that are not gone yet, also those that are stopping. */
  readonly tasks: readonly Task[];
  /** Those of them that pass their checks. */
  readonly healthy: ReadonlySet<Task>;
}

/** Tasks that are to run; those that drain or stop are not counted. Source: reference/ecs-facts.md, "At most one beat task". */
export const alive = ({ tasks }: Seen): Task[] => tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
