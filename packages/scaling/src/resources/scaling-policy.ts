import { sentAgainWhenLost, type Aws, type InputOf } from '@fargate-actions/aws';
import {
  answerInCamelCase,
  inPascalCase,
  withoutMistyped,
  type Diagnostics,
  type JsonObject,
} from '@fargate-actions/documents';
import { type Address, type Changes, differences, NO_CHANGES, resource, type Resource } from '@fargate-actions/engine';
import { readContainerInsights, type ContainerInsights } from '@fargate-actions/service';
import { metricKey } from '../file/conflicts.ts';
import { CONFIGURATIONS, POLICY } from '../file/file-shape.ts';
import type { WantedPolicy } from '../file/wanted.ts';
import { managedPrefix } from '../scaled-service.ts';
import { POLICY_RULES } from './policy-rules.ts';
import { checkQueue } from './queue-of-run.ts';
import { withResourceLabel } from './resource-label.ts';
import { scalableTargetAddress, unmanagedScalingAddress, type ScalingSpec } from './scaling-spec.ts';

/** A policy as AWS has it. */
export interface FoundPolicy {
  readonly name: string;
  readonly fields: JsonObject;
}

/** What is known before a policy is changed. */
export interface PolicyState {
  readonly policies: readonly FoundPolicy[];
  /** The cluster's setting; undefined where the policy does not need to know, or we may not look. */
  readonly containerInsights: ContainerInsights | undefined;
}

const INSIGHTS_LOST = 'Whether the cluster has Container Insights, which a scaling policy needs, is not checked.';

/** The address of a scaling policy in a plan. */
export function scalingPolicyAddress(name: string, service: string): Address {
  return { kind: 'scaling policy', name, of: service };
}

/** A scaling policy of a service. */
export function scalingPolicyResource(
  policy: WantedPolicy,
  names: ReadonlySet<string>,
  spec: ScalingSpec,
  aws: Aws,
): Resource {
  const { cluster, name: service } = spec.service;
  return resource<JsonObject, PolicyState, JsonObject>({
    address: scalingPolicyAddress(policy.name, service),
    continueOnFailure: true,
    // AWS refuses a second policy on a metric: what is pruned goes first.
    after: [scalableTargetAddress(service), unmanagedScalingAddress(service)],
    resolve: async (diagnostics) => {
      const [fields] = await Promise.all([
        withResourceLabel(policy.fields, policy.document.at(), spec.service, aws, diagnostics),
        policy.queue && checkQueue(policy.queue, spec, aws, diagnostics),
      ]);
      return fields;
    },
    read: async (wanted) => {
      const [policies, containerInsights] = await Promise.all([
        aws.scalingPolicies.of(cluster, service),
        needsContainerInsights(wanted) ? readContainerInsights(cluster, INSIGHTS_LOST, aws) : undefined,
      ]);
      return {
        policies: policies.map((found) => ({ name: found.PolicyName ?? '', fields: fieldsOf(found) })),
        containerInsights,
      };
    },
    plan: (found, wanted, _values, diagnostics) =>
      planPolicy(found, { ...policy, fields: wanted }, names, spec, diagnostics),
    apply: async (request) => {
      const input = { PolicyName: policy.name, ...(inPascalCase(request) as PutSettings) };
      await sentAgainWhenLost(() => aws.scalingPolicies.put(cluster, service, input));
      return { outputs: {} };
    },
  });
}

// The file's fields are PutScalingPolicy's own, checked when they were read.
type PutSettings = Omit<
  InputOf<'application-autoscaling:PutScalingPolicy'>,
  'PolicyName' | 'ServiceNamespace' | 'ResourceId' | 'ScalableDimension'
>;

/** What names a policy, and what AWS adds to it. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  'policyName',
  'policyARN',
  'serviceNamespace',
  'resourceId',
  'scalableDimension',
  'alarms',
  'creationTime',
]);

function fieldsOf(found: object): JsonObject {
  return Object.fromEntries(Object.entries(answerInCamelCase(found)).filter(([name]) => !NOT_COMPARED.has(name)));
}

/**
 * What of a policy differs.
 *
 * @param names all policies that the files have for the service.
 */
export function planPolicy(
  state: PolicyState | undefined,
  policy: WantedPolicy,
  names: ReadonlySet<string>,
  spec: ScalingSpec,
  diagnostics: Diagnostics,
): Changes<JsonObject> {
  const policies = state?.policies ?? [];
  const found = policies.find(({ name }) => name === policy.name)?.fields;
  if (state?.containerInsights === 'disabled') {
    diagnostics.error(
      policy.document.at(),
      'scaling/container-insights',
      `${policy.name} needs the number of running tasks, which exists only with Container Insights, and the cluster ${spec.service.cluster} has it off.`,
      spec.service.stack === undefined
        ? 'Turn it on for the cluster: `aws ecs update-cluster-settings --settings name=containerInsights,value=enabled`.'
        : spec.enablesContainerInsights === true
          ? 'Deploy first: stack.yml wants it, and the deploy turns it on.'
          : 'Add `containerInsights: enabled` to `cluster` in stack.yml, and deploy.',
    );
  }
  if (found && found['policyType'] !== policy.type) {
    diagnostics.error(
      policy.document.at(['policyType']),
      'scaling/policy-type-change',
      `${policy.name} is a ${JSON.stringify(found['policyType'])} policy: AWS can't change its type to ${policy.type}.`,
      'Give the new one another policyName, and delete the old one.',
    );
    return NO_CHANGES;
  }
  reportRivals(policies, policy, names, spec, diagnostics);
  const known = Object.fromEntries(
    // What AWS answers besides and we do not know is no difference.
    Object.entries(found ?? {}).filter(([name]) => name in policy.fields || name in CONFIGURATION_NAMES),
  );
  const wanted = withoutMistyped(policy.fields, found, { fields: POLICY });
  const changed = differences(found && known, wanted, POLICY_RULES);
  if (found && changed.length === 0) return NO_CHANGES;
  return { action: found ? 'update' : 'create', differences: changed, request: policy.fields };
}

const CONFIGURATION_NAMES = Object.fromEntries(Object.values(CONFIGURATIONS).map(({ field }) => [field, true]));

/** Others on the same metric: what the files no longer have is pruned before, what is somebody's own is in the way. */
function reportRivals(
  policies: readonly FoundPolicy[],
  policy: WantedPolicy,
  names: ReadonlySet<string>,
  spec: ScalingSpec,
  diagnostics: Diagnostics,
): void {
  const metric = metricKey(policy.fields);
  if (metric === undefined) return;
  const rival = policies.find(({ name, fields }) => !names.has(name) && metricKey(fields) === metric);
  if (!rival) return;
  const isOurs = rival.name.startsWith(managedPrefix(spec.service));
  if (isOurs && spec.prune) return;
  diagnostics.error(
    policy.document.at(),
    'scaling/same-metric',
    `${spec.service.name} already has the policy ${rival.name} on this metric: two would undo what each other does, and AWS refuses the second.`,
    isOurs
      ? 'Set `prune: true`, which deletes what the files no longer have.'
      : `Write \`policyName: ${JSON.stringify(rival.name)}\` here to take it over, or delete it.`,
  );
}

function needsContainerInsights(fields: JsonObject): boolean {
  return JSON.stringify(fields).includes('"ECS/ContainerInsights"');
}
