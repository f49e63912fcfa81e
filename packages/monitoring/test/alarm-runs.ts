import { Diagnostics, parseDocument } from '@fargate-actions/documents';
import type { Resource } from '@fargate-actions/engine';
import { readAlarmEntries } from '../src/alarms/file/read-alarm-entries.ts';
import { alarmResources } from '../src/alarms/resources/alarm-resources.ts';
import type { MonitoredStack } from '../src/monitored-stack.ts';
import { aMonitoredService, aMonitoredStack } from './a-stack.ts';
import { placedIn } from './alarm-files.ts';
import { applied, type Account } from './an-account.ts';

/** The seed's stack, with a worker that follows a queue. */
export const STACK = aMonitoredStack({
  services: [aMonitoredService(), aMonitoredService({ name: 'amply-worker', targetGroups: [], queue: 'amply-jobs' })],
  containerInsights: undefined,
});

/** For what the alarms of a file are planned. */
export interface AlarmRun {
  readonly stack?: MonitoredStack;
  readonly prune?: boolean;
  readonly services?: readonly string[];
  /** Whose run it is; nobody knows without it. */
  readonly repository?: string;
}

/** The resources of a file of alarms. */
export function resourcesOf(account: Account, text: string, run: AlarmRun, diagnostics: Diagnostics): Resource[] {
  const document = parseDocument(text, 'alarms.yml', diagnostics);
  const entries = document ? readAlarmEntries(document, diagnostics) : [];
  const repository = run.repository === undefined ? {} : { 'fargate-actions:repository': run.repository };
  const settings = { prune: run.prune ?? false, tags: { team: 'shop', ...repository } };
  return alarmResources(entries, run.stack ?? STACK, settings, account.aws, diagnostics, run.services);
}

/** Plans and applies the alarms of a file in an account. */
export async function run(account: Account, text: string, options: AlarmRun = {}) {
  const diagnostics = new Diagnostics();
  const result = await applied(account, resourcesOf(account, text, options, diagnostics), diagnostics);
  return { ...result, found: placedIn(diagnostics), texts: diagnostics.all.map(({ message }) => message) };
}
