import type { Address } from '@fargate-actions/engine';

/** How a stack's monitoring is applied. */
export interface MonitoringSettings {
  /** Whether what this tool made and the files no longer have is deleted. */
  readonly prune: boolean;
  /** Of what is created, where AWS takes tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** The services that this run deploys as well: the dashboard marks their deployments. */
  readonly deployed?: readonly Address[] | undefined;
}
