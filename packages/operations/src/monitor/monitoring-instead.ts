import { reachOf, readInputFile, type ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics, Document } from '@fargate-actions/documents';
import type { MonitoringInstead } from '@fargate-actions/stack';
import type { MonitorInputs } from './inputs.ts';

/**
 * What the inputs say in the place of stack.yml; absent where they say nothing.
 *
 * @param ready what is done to a file that was read; by default nothing, because a stack does it.
 */
export async function monitoringInstead(
  { stack, alarms, dashboard, logRetentionInDays, notify }: MonitorInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
  ready: (file: Document) => Document = (file) => file,
): Promise<MonitoringInstead> {
  const read = async (path: string): Promise<Document | undefined> => {
    const file = await readInputFile(path, context, diagnostics, reachOf({ stack }));
    return file && ready(file);
  };
  const file = alarms === undefined ? undefined : await read(alarms);
  return {
    ...(file && { alarms: [file] }),
    ...(dashboard !== undefined && { dashboard: await dashboardOf(dashboard, read) }),
    ...(logRetentionInDays !== undefined && { logRetentionInDays }),
    ...(notify !== undefined && { notify }),
  };
}

/** Either of the words that the official actions take, or a path. */
function dashboardOf(
  given: string,
  read: (path: string) => Promise<Document | undefined>,
): Promise<MonitoringInstead['dashboard']> | MonitoringInstead['dashboard'] {
  if (['true', 'True', 'TRUE'].includes(given)) return 'generated';
  if (['false', 'False', 'FALSE'].includes(given)) return undefined;
  return read(given);
}
