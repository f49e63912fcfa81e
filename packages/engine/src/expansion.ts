import type { Diagnostics } from '@fargate-actions/documents';
import type { Report } from './report.ts';
import type { Resource } from './resource.ts';

/**
 * Resources that depend on what exists in AWS: recommended alarms on the load balancers that there are.
 *
 * The engine expands while it looks names up, so that assembling the resources of a run calls nothing.
 */
export interface Expansion<End extends Report = never> {
  /** Reads AWS, and says which resources there are. What is wrong becomes a diagnostic. */
  readonly expand: (diagnostics: Diagnostics) => Promise<readonly Resource<End>[]>;
}

/** What a run is to bring about: resources, and what gives more of them. */
export type PlanItem<End extends Report = never> = Resource<End> | Expansion<End>;
