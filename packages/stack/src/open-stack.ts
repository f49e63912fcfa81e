import type { Aws } from '@fargate-actions/aws';
import { parseVariables, type Diagnostics, type Workspace } from '@fargate-actions/documents';
import { loadStack } from './load-stack.ts';
import type { MonitoringInstead } from './read-monitoring.ts';
import type { Stack } from './stack.ts';

/** The inputs that choose a stack and what is in it, as all actions have them. */
export interface StackChoice {
  readonly environment: string | undefined;
  /** `KEY=value` lines. */
  readonly variables: string | undefined;
  readonly awsRegion: string | undefined;
  readonly commitSha: string | undefined;
  /** The services that the run is for; absent: all. */
  readonly services?: readonly string[] | undefined;
  /** Whether the run is about what watches the stack as well; absent: those files are not read. */
  readonly readsMonitoring?: boolean | undefined;
  /** In the place of what stack.yml says about it. */
  readonly monitoringInstead?: MonitoringInstead | undefined;
}

/** Loads the stack that an action's inputs choose; undefined after an error. */
export function openStack(
  path: string,
  choice: StackChoice,
  context: { readonly workspace: Workspace; readonly aws: (region?: string) => Aws },
  diagnostics: Diagnostics,
): Promise<Stack | undefined> {
  return loadStack(
    {
      workspace: context.workspace,
      path,
      environment: choice.environment,
      variables: parseVariables(choice.variables ?? '', diagnostics),
      region: choice.awsRegion,
      commitSha: choice.commitSha,
      services: choice.services,
      readsMonitoring: choice.readsMonitoring,
      monitoringInstead: choice.monitoringInstead,
      account: async (region) => (await context.aws(region).identity()).account,
    },
    diagnostics,
  );
}
