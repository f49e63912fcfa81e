import type { Aws } from '@fargate-actions/aws';
import {
  isList,
  isObject,
  type Diagnostics,
  type Json,
  type JsonObject,
  type Position,
} from '@fargate-actions/documents';
import type { ScaledService } from '../scaled-service.ts';

const ARN = /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d{12}:targetgroup\/[^/]+\/\w+$/;

/**
 * A policy's fields with the label of the service's target group wherever a metric of its load balancer has none.
 *
 * Source: reference/ecs-facts.md, "Application Auto Scaling".
 */
export async function withResourceLabel(
  fields: JsonObject,
  at: Position | undefined,
  service: ScaledService,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<JsonObject> {
  if (!lacksLabel(fields)) return fields;
  const label = await findLabel(at, service, aws, diagnostics);
  // What was an object stays one.
  return label === undefined ? fields : (labelled(fields, label) as JsonObject);
}

function isOfLoadBalancer(value: JsonObject): boolean {
  const type = value['predefinedMetricType'];
  return typeof type === 'string' && type.includes('ALB');
}

function lacksLabel(value: Json): boolean {
  if (isList(value)) return value.some(lacksLabel);
  if (!isObject(value)) return false;
  if (isOfLoadBalancer(value)) return value['resourceLabel'] === undefined;
  return Object.values(value).some(lacksLabel);
}

function labelled(value: Json, resourceLabel: string): Json {
  if (isList(value)) return value.map((item) => labelled(item, resourceLabel));
  if (!isObject(value)) return value;
  if (isOfLoadBalancer(value)) return { resourceLabel, ...value };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, labelled(item, resourceLabel)]));
}

async function findLabel(
  at: Position | undefined,
  { name, targetGroups }: ScaledService,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  const report = (message: string, hint: string): void => {
    diagnostics.error(at, 'scaling/resource-label', message, hint);
  };
  const [given, second] = targetGroups;
  if (given === undefined) {
    report(
      `${name} has no load balancer, so no requests can be counted for it.`,
      'Track ECSServiceAverageCPUUtilization, or give the service a target group.',
    );
    return undefined;
  }
  if (second !== undefined) {
    report(
      `${name} has ${targetGroups.length} target groups, and which one's requests count is not clear.`,
      'Write `resourceLabel: app/<load balancer>/<id>/targetgroup/<target group>/<id>`.',
    );
    return undefined;
  }
  const lookup = ARN.test(given)
    ? ({ kind: 'found', value: given } as const)
    : await aws.names.targetGroup(given.split(/[:/]/).at(-1) ?? given);
  if (lookup.kind !== 'found') {
    report(
      `There is no target group ${given}, whose requests the policy counts.`,
      lookup.candidates.length > 0 ? `There are: ${lookup.candidates.slice(0, 20).join(', ')}.` : 'Create it first.',
    );
    return undefined;
  }
  const [balancer] = (await aws.targetGroups.byArn(lookup.value))?.LoadBalancerArns ?? [];
  const path = balancer?.split(':loadbalancer/').at(-1);
  if (path === undefined) {
    report(
      `The target group ${given} has no load balancer: no requests are counted for it.`,
      'Attach it to a listener of a load balancer.',
    );
    return undefined;
  }
  if (!path.startsWith('app/')) {
    report(
      `The target group ${given} is behind ${path}, which is no Application Load Balancer: nothing counts its requests.`,
      'Track ECSServiceAverageCPUUtilization, or a metric of your own.',
    );
    return undefined;
  }
  return `${path}/${lookup.value.split(':').at(-1) ?? ''}`;
}
