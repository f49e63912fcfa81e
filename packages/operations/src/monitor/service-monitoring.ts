import { namedService, type ActionContext } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import { Document, interpolate, type Diagnostics, type Json } from '@fargate-actions/documents';
import {
  isDynamicLabel,
  monitoredLogGroups,
  monitoringResources,
  type MonitoredService,
} from '@fargate-actions/monitoring';
import {
  askingForLogGroupsOnce,
  deployTags,
  logGroupResources,
  missingService,
  servicesOfCluster,
} from '@fargate-actions/service';
import { writtenLogGroupsOf } from '@fargate-actions/task-definition';
import { dashboardLink } from './dashboard-link.ts';
import type { MonitorInputs } from './inputs.ts';
import { monitoringInstead } from './monitoring-instead.ts';
import type { MonitoringOfRun } from './monitoring-of-run.ts';

/** What watches one service without a stack, as the inputs and the service itself say; undefined after an error. */
export async function serviceMonitoring(
  inputs: MonitorInputs,
  given: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<MonitoringOfRun | undefined> {
  const region = inputs.awsRegion ?? context.run.region;
  if (region === undefined) {
    diagnostics.error(undefined, 'inputs/required', 'There is no region.', 'Give the input `aws-region`.');
    return undefined;
  }
  const aws = context.aws(inputs.awsRegion);
  const named = await namedService({ service: given, cluster: inputs.cluster }, region, aws, diagnostics);
  if (!named) return undefined;
  const { name, cluster } = named;
  const [wanted, service] = await Promise.all([
    // There are no variables without a stack; all else means the same.
    monitoringInstead(inputs, context, diagnostics, (file) =>
      interpolate(file, new Map(), diagnostics, isDynamicLabel),
    ),
    monitoredService(cluster, name, aws, diagnostics),
  ]);
  if (!service) return undefined;
  const { notify } = inputs;
  const stack = {
    // Names what is made for it: a service is to its cluster what a stack would be.
    name,
    environment: undefined,
    region,
    cluster,
    services: [service],
    containerInsights: undefined,
    hasOffHours: false,
    notify: notify === undefined ? undefined : { topic: notify, at: undefined },
  };
  const monitoring = { alarms: [], dashboard: undefined, ...wanted, at: () => undefined };
  const settings = { prune: inputs.prune, tags: deployTags(context.run) };
  const planning = askingForLogGroupsOnce(aws);
  const items = [
    ...logGroupResources(monitoredLogGroups(stack, monitoring, undefined), settings.tags, planning),
    ...monitoringResources(stack, monitoring, undefined, settings, planning, diagnostics),
  ];
  return { items, aws, dashboardUrl: dashboardLink(items, region) };
}

/** The service as ECS has it; without the permission to look, as far as its name goes. */
async function monitoredService(
  cluster: string,
  name: string,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<MonitoredService | undefined> {
  const lost = `The load balancer and the log groups of ${name} are not known.`;
  const seen = await aws.gaps.optional(lost, async () => ({ service: await aws.services.find(cluster, name) }));
  if (seen && (!seen.service || seen.service.status === 'INACTIVE')) {
    await reportMissing(cluster, name, aws, diagnostics);
    return undefined;
  }
  const { loadBalancers = [], taskDefinition } = seen?.service ?? {};
  return {
    key: name,
    name,
    cluster,
    logGroups: taskDefinition === undefined ? [] : await logGroups(taskDefinition, aws),
    // What it runs now is what scaling made of it.
    leastTasks: undefined,
    // A blue/green deployment takes the traffic from one to the other.
    targetGroups: loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) =>
      [targetGroupArn, advancedConfiguration?.alternateTargetGroupArn].filter((group) => group !== undefined),
    ),
    queue: undefined,
    isSingleton: false,
    at: undefined,
  };
}

/** The log groups that a registered revision writes to. */
async function logGroups(arn: string, aws: Aws): Promise<string[]> {
  const lost = 'The log groups of the service are not known.';
  const found = await aws.gaps.optional(lost, () => aws.taskDefinitions.find(arn));
  // The SDK's answer is the JSON that ECS sent.
  return found ? writtenLogGroupsOf(new Document(found.taskDefinition as Json, new Map())) : [];
}

async function reportMissing(cluster: string, name: string, aws: Aws, diagnostics: Diagnostics): Promise<void> {
  const { what, message, hint } = missingService(cluster, name, await servicesOfCluster(cluster, aws));
  diagnostics.error(undefined, `monitoring/no-such-${what}`, message, hint);
}
