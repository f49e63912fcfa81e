import { loadDocument, type Diagnostics, type Document, type Path, type Workspace } from '@fargate-actions/files';
import type { StackFile } from './schema.ts';
import type { StackMonitoring } from './stack.ts';

/**
 * Reads the files that watch a stack; undefined where stack.yml has no `monitoring`.
 *
 * Alarms of several files are all meant: they are lists, and not merged as other files are.
 */
export async function readMonitoring(
  { monitoring }: StackFile,
  stackFile: Document,
  workspace: Workspace,
  diagnostics: Diagnostics,
): Promise<StackMonitoring | undefined> {
  if (!monitoring) return undefined;
  const { alarms = [], dashboard = false, ...settings } = monitoring;

  const read = async (name: string, path: Path): Promise<Document[]> => {
    const document = await loadDocument(workspace, name, stackFile.at(['monitoring', ...path]), diagnostics);
    return document ? [document] : [];
  };

  const [dashboards, ...alarmFiles] = await Promise.all([
    typeof dashboard === 'string' ? read(dashboard, ['dashboard']) : [],
    ...(typeof alarms === 'string'
      ? [read(alarms, ['alarms'])]
      : alarms.map((name, index) => read(name, ['alarms', index]))),
  ]);
  return {
    ...settings,
    alarms: alarmFiles.flat(),
    dashboard: dashboard === true ? 'generated' : dashboards[0],
    at: (field) => stackFile.at(['monitoring', ...(field === undefined ? [] : [field])]),
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
