import type { Variables, Workspace } from '@fargate-actions/documents';
import type { MonitoringInstead } from './read-monitoring.ts';

/** What loading a stack needs. */
export interface StackSource {
  readonly workspace: Workspace;
  /** Path of stack.yml from the workspace's root. */
  readonly path: string;
  readonly environment?: string | undefined;
  /** From the `variables` input: they win over those of the file. */
  readonly variables: Variables;
  /** From the `aws-region` input: it wins over the file's. */
  readonly region?: string | undefined;
  readonly commitSha?: string | undefined;
  /** The services that the run is for, by either of their names; absent: all. What is wrong in files of others is not told. */
  readonly services?: readonly string[] | undefined;
  /** Whether the run is about what watches the stack as well. */
  readonly readsMonitoring?: boolean | undefined;
  /** In the place of what stack.yml says about it: from an action's inputs. */
  readonly monitoringInstead?: MonitoringInstead | undefined;
  /** Whose account this is, in the region of the stack. */
  readonly account: (region: string) => Promise<string>;
}
