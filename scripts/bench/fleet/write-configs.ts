import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SCALING = {
  scalableTarget: { minCapacity: 2, maxCapacity: 10 },
  scalingPolicy: {
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 70,
      predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  },
};

/** One alarm of each service, as a file has it. */
const alarmOf = (service: string): object => ({
  alarmName: `${service}-high-cpu`,
  metricName: 'CPUUtilization',
  namespace: 'AWS/ECS',
  threshold: 80,
  evaluationPeriods: 3,
});

/** Adds to a stack of a fleet how its services scale, and what watches them. */
export async function writeConfigs(workspace: string): Promise<void> {
  const file = join(workspace, 'stack.yml');
  // What `writeFleet` wrote: JSON is YAML.
  const stack = JSON.parse(await readFile(file, 'utf8')) as { services: Record<string, object> };
  const names = Object.keys(stack.services);
  const scaled = names.map((name) => [name, { ...stack.services[name], scaling: 'scaling.yml' }] as const);
  const monitoring = { alarms: 'alarms.yml', dashboard: true, logRetentionInDays: 30, notify: 'amply-alerts' };
  const files = {
    'stack.yml': { ...stack, services: Object.fromEntries(scaled), monitoring },
    'scaling.yml': SCALING,
    'alarms.yml': names.map(alarmOf),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(workspace, name), JSON.stringify(content));
}
