import { loadDocument, type Diagnostics, type Document, type Path, type Workspace } from '@fargate-actions/documents';
import type { StackFile } from './schema.ts';
import type { StackMonitoring } from './stack.ts';

/** What goes before stack.yml; its own files that it replaces are not read. */
export type MonitoringInstead = Partial<
  Pick<StackMonitoring, 'alarms' | 'dashboard' | 'logRetentionInDays' | 'notify'>
>;

/**
 * Reads the files that watch a stack; undefined where neither stack.yml nor the run has anything to say about it.
 *
 * Alarms of several files are all meant: they are lists, and not merged as other files are.
 */
export async function readMonitoring(
  { monitoring }: StackFile,
  stackFile: Document,
  source: { readonly workspace: Workspace; readonly monitoringInstead?: MonitoringInstead | undefined },
  diagnostics: Diagnostics,
): Promise<StackMonitoring | undefined> {
  const { workspace, monitoringInstead: instead = {} } = source;
  if (!monitoring && Object.keys(instead).length === 0) return undefined;
  const { alarms, dashboard, ...settings } = monitoring ?? {};
  const isReplaced = (field: string): boolean => Object.hasOwn(instead, field);

  const read = async (name: string, path: Path): Promise<Document[]> => {
    const document = await loadDocument(workspace, name, stackFile.at(['monitoring', ...path]), diagnostics);
    return document ? [document] : [];
  };

  const [dashboards, ...alarmFiles] = await Promise.all([
    typeof dashboard === 'string' && !isReplaced('dashboard') ? read(dashboard, ['dashboard']) : [],
    ...(isReplaced('alarms') ? [] : [alarms ?? []].flat().map((name, index) => read(name, ['alarms', index]))),
  ]);
  return {
    ...settings,
    alarms: alarmFiles.flat(),
    dashboard: dashboard === true ? 'generated' : dashboards[0],
    ...instead,
    at: (field) =>
      field !== undefined && isReplaced(field)
        ? undefined
        : stackFile.at(['monitoring', ...(field === undefined ? [] : [field])]),
  };
}

/** All files that watch a stack. */
export function monitoringFiles(monitoring: StackMonitoring | undefined): Document[] {
  if (!monitoring) return [];
  const { alarms, dashboard } = monitoring;
  return dashboard === undefined || dashboard === 'generated' ? [...alarms] : [...alarms, dashboard];
}

/** The same with each of its files as `change` gives it back. */
export function withMonitoringFiles(
  monitoring: StackMonitoring | undefined,
  change: (file: Document) => Document,
): StackMonitoring | undefined {
  if (!monitoring) return undefined;
  const { alarms, dashboard } = monitoring;
  return {
    ...monitoring,
    alarms: alarms.map(change),
    dashboard: dashboard === undefined || dashboard === 'generated' ? dashboard : change(dashboard),
  };
}
