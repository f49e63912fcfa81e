import { expect, test } from '@jest/globals';
import { Diagnostics, type Document, parseDocument } from '@fargate-actions/documents';
import { logGroupResources } from '@fargate-actions/service';
import { managedPrefix, type MonitoredStack } from './monitored-stack.ts';
import { monitoredLogGroups, monitoringResources, type WantedMonitoring } from './monitoring-resources.ts';
import { anAccount, applied } from '../test/an-account.ts';
import { aMonitoredService, aMonitoredStack } from '../test/a-stack.ts';

const production = aMonitoredStack();
const staging = aMonitoredStack({
  environment: 'staging',
  services: [aMonitoredService({ name: 'amply-api-staging', logGroups: ['/ecs/amply-api-staging'] })],
});

function alarmsFile({ services }: MonitoredStack): Document {
  const lines = services.map(({ name }) => `- { alarmName: ${name}-cpu, metricName: CPUUtilization, threshold: 80 }`);
  const document = parseDocument(lines.join('\n'), 'alarms.yml', new Diagnostics());
  if (!document) throw new Error('The alarms are no YAML.');
  return document;
}

/** Applies all there is for a stack, or nothing of it any more. */
async function watch(account: ReturnType<typeof anAccount>, stack: MonitoredStack, isWanted = true) {
  const diagnostics = new Diagnostics();
  const wanted: WantedMonitoring = {
    alarms: isWanted ? [alarmsFile(stack)] : [],
    dashboard: isWanted ? 'generated' : undefined,
    recommended: isWanted,
    manageTopicPolicy: true,
    errorLogs: isWanted && { threshold: 5 },
    logQueries: isWanted,
    at: () => undefined,
  };
  const resources = [
    ...logGroupResources(monitoredLogGroups(stack, wanted, undefined), {}, account.aws),
    ...monitoringResources(stack, wanted, undefined, { prune: true, tags: {} }, account.aws, diagnostics),
  ];
  const { changes } = await applied(account, resources, diagnostics);
  expect(diagnostics.hasErrors).toBe(false);
  return changes;
}

test('environments of one stack on one cluster, in one region, keep to what is their own', async () => {
  const account = anAccount();
  await watch(account, production);
  await watch(account, staging);
  expect(await watch(account, production)).toEqual({});
  expect(await watch(account, staging)).toEqual({});
  await watch(account, staging, false);
  expect(await watch(account, production)).toEqual({});
});

test.each([
  { what: 'a cluster that is called as the environment', other: { cluster: 'staging' } },
  { what: 'a stack that is called as the environment', other: { name: 'amply-staging' } },
])('what is made for an environment is never taken for that of $what', ({ other }) => {
  const [own, others] = [staging, { ...production, ...other }].map(managedPrefix);
  expect(own?.startsWith(others ?? '')).toBe(false);
  expect(others?.startsWith(own ?? '')).toBe(false);
});

test("an environment's name may be anything: what is named after it takes letters, digits and hyphens", () => {
  const prefix = (environment: string) => managedPrefix({ ...staging, environment });
  expect(prefix('pr-42')).toBe('fargate-actions-amply..pr-42.amply-prod.');
  // It is told from the one above, of which it would be otherwise.
  expect(prefix('pr/42')).toMatch(/^fargate-actions-amply\.\.pr-42-[0-9a-f]{8}\.amply-prod\.$/);
  expect(prefix('pr/42')).not.toBe(prefix('pr_42/'));
});
