import type { CreateServiceCommandInput, Service, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { isObject, type Diagnostics, type Json, type JsonObject } from '@fargate-actions/documents';
import { differences, KnownAfterApply, NO_CHANGES, type Changes, type Difference } from '@fargate-actions/engine';
import { CREATE_ONLY, SERVICE_RULES, startsDeployment } from './service-fields.ts';
import { checkAgainstDefinition } from './against-definition.ts';
import { noteOffHours, sendsDesiredCount } from './desired-count.ts';
import { warnOfGuardsInAlarm, withoutFormerGuards } from './guards.ts';
import { overlaid } from './overlaid.ts';
import { checkDeployer, checkTogether, refuseCreateOnly } from './service-refusals.ts';
import { taggedImages } from './image-reference.ts';
import type { ServiceWanted } from './service-spec.ts';
import { isUnderWay, primaryOf } from './service-deployments.ts';
import type { ServiceState } from './service-state.ts';
import { unsettled } from './settling/unsettled.ts';
import { noteUntaggable, tagDifferences } from './service-tags.ts';
import { answeredByRevision, fieldsNotCompared } from './unanswered-fields.ts';

/** What applying a service sends; the task definition is filled in when it is known. */
export type ServiceRequest =
  | { readonly kind: 'create'; readonly input: Omit<CreateServiceCommandInput, 'taskDefinition'> }
  | { readonly kind: 'update'; readonly input: UpdateServiceCommandInput; readonly sendsTaskDefinition: boolean }
  /** Only the file's own tags differ. */
  | { readonly kind: 'tag' }
  | { readonly kind: 'watch' };

/**
 * What a service needs to become as wanted, in one call.
 *
 * Only what differs is sent; what AWS can't change in place is refused.
 * Source: contracts.md, "Deploying"; reference/ecs-facts.md, "CreateService / UpdateService".
 *
 * @param taskDefinition the ARN to deploy, or known only after it is registered.
 */
export function planService(
  found: ServiceState | undefined,
  spec: ServiceWanted,
  taskDefinition: string | KnownAfterApply,
  diagnostics: Diagnostics,
): Changes<ServiceRequest> {
  const fields = isObject(spec.document.value) ? spec.document.value : {};
  checkDeployer(found?.service, fields, spec, diagnostics);
  checkAgainstDefinition(found && comparable(found.service), fields, spec, diagnostics);
  if (!found) return planCreate(spec, fields, taskDefinition, diagnostics);
  if (found.service.status === 'DRAINING') {
    diagnostics.error(
      spec.document.at(),
      'service/draining',
      `The service ${spec.name} is being deleted (DRAINING).`,
      'Wait until it is gone and deploy again, or give it another name.',
    );
    return NO_CHANGES;
  }
  const formerGuards = [...(spec.formerGuards ?? []), ...(found.guards?.gone ?? [])];
  const guarded = withoutFormerGuards(fields, found.service, formerGuards);
  return planUpdate(found, spec, guarded, taskDefinition, diagnostics);
}

function planCreate(
  spec: ServiceWanted,
  fields: JsonObject,
  taskDefinition: string | KnownAfterApply,
  diagnostics: Diagnostics,
): Changes<ServiceRequest> {
  if (!spec.createWhenMissing) {
    diagnostics.error(
      spec.document.at(),
      'service/missing',
      `There is no service ${spec.name} in the cluster ${spec.cluster}.`,
      'Check the names and the region; with a stack.yml a missing service is created.',
    );
    return NO_CHANGES;
  }
  if (fields['schedulingStrategy'] === 'DAEMON') {
    diagnostics.error(
      spec.document.at(['schedulingStrategy']),
      'service/daemon',
      'Fargate knows no daemons: there are no machines to run one task each on.',
      'Take schedulingStrategy out.',
    );
    return NO_CHANGES;
  }
  const wanted = { desiredCount: 1, ...rebalancing(fields), ...fields };
  const input = {
    ...(wanted as Omit<CreateServiceCommandInput, 'taskDefinition' | 'serviceName' | 'cluster'>),
    cluster: spec.cluster,
    serviceName: spec.name,
    tags: Object.entries(spec.tags).map(([key, value]) => ({ key, value })),
  };
  warnOfGuardsInAlarm(fields, undefined, undefined, spec, diagnostics);
  const differences: Difference[] = [
    { path: 'taskDefinition', from: undefined, to: taskDefinition },
    ...Object.entries(wanted).map(([path, to]) => ({ path, from: undefined, to })),
  ];
  return { action: 'create', differences, request: { kind: 'create', input } };
}

/**
 * A new service rebalances across zones unless told not to, and AWS refuses that where no task more may run than desired.
 * Source: reference/ecs-facts.md, "CreateService / UpdateService".
 */
function rebalancing(fields: JsonObject): JsonObject {
  const configuration = fields['deploymentConfiguration'];
  const maximum = isObject(configuration) ? configuration['maximumPercent'] : undefined;
  return typeof maximum === 'number' && maximum <= 100 ? { availabilityZoneRebalancing: 'DISABLED' } : {};
}

function planUpdate(
  found: ServiceState,
  spec: ServiceWanted,
  fields: JsonObject,
  taskDefinition: string | KnownAfterApply,
  diagnostics: Diagnostics,
): Changes<ServiceRequest> {
  const { service, revision } = found;
  const { desiredCount, launchType, ...others } = { ...rebalancing(fields), ...fields };
  const sendsCount = sendsDesiredCount(found, spec) && desiredCount !== undefined;
  if (!sendsCount) noteOffHours(found, spec, diagnostics);
  const wanted: JsonObject = { ...others, ...(sendsCount && { desiredCount }) };
  refuseCreateOnly(service, { ...wanted, ...(launchType !== undefined && { launchType }) }, spec, diagnostics);

  const state = { ...comparable(service), ...json(answeredByRevision(wanted, service, revision)) };
  const notCompared = fieldsNotCompared(wanted, service, revision, spec, diagnostics);
  const compared = without(wanted, [...CREATE_ONLY, ...notCompared]);
  const changed = differences(state, { ...compared, taskDefinition }, SERVICE_RULES);
  const launch = planLaunchType(service, launchType, wanted, changed);
  const tags = tagDifferences(service, spec);
  noteUntaggable(service, spec, diagnostics);
  const sent = [...changed, ...launch.differences];

  const names = new Set(sent.map(({ path }) => path.split(/[.[]/)[0] ?? path));
  const force = forceReason(found, spec, names);
  checkTogether(state, wanted, names, spec, diagnostics);
  if (sent.length === 0 && !force) {
    noteOtherImages(service, spec, diagnostics);
    return tags.length > 0 ? onlyTags(tags) : watchOrNothing(service);
  }

  if (spec.onConflict === 'fail' && isUnderWay(service)) {
    diagnostics.error(
      spec.document.at(),
      'service/deployment-under-way',
      `A deployment of ${spec.name} is under way (${primaryOf(service)?.id ?? 'no id'}), and on-conflict is \`fail\`.`,
      'Wait until it is done, or set on-conflict to `wait` or `replace`.',
    );
    return NO_CHANGES;
  }
  const input: UpdateServiceCommandInput = { cluster: spec.cluster, service: spec.name };
  for (const [name, value] of Object.entries(wanted)) {
    if (names.has(name) || notCompared.includes(name)) Object.assign(input, { [name]: overlaid(state[name], value) });
  }
  Object.assign(input, launch.input);
  if (force ?? launch.needsNewDeployment) input.forceNewDeployment = true;
  if (input.forceNewDeployment === true || [...names].some(startsDeployment))
    warnOfGuardsInAlarm(fields, service, found.guards, spec, diagnostics);
  return {
    action: 'update',
    differences: [...sent, ...tags],
    request: { kind: 'update', input, sendsTaskDefinition: names.has('taskDefinition') },
    ...(force && { note: force }),
  };
}

/** A service as it compares with a file: some of its fields stand only at its newest deployment. */
function comparable(service: Service): JsonObject {
  const primary = primaryOf(service);
  return json({
    ...service,
    serviceConnectConfiguration: primary?.serviceConnectConfiguration,
    volumeConfigurations: primary?.volumeConfigurations,
    vpcLatticeConfigurations: primary?.vpcLatticeConfigurations,
  });
}

/** An answer is JSON but for its dates, which are not compared. */
function json(answer: object): JsonObject {
  return JSON.parse(JSON.stringify(answer)) as JsonObject;
}

/**
 * Going between launch type and strategy, and from one strategy to another. UpdateService takes no launchType: an empty
 * strategy leads back to it. AWS accepts none of these ways without a new deployment.
 * Source: reference/ecs-facts.md, "CreateService / UpdateService".
 */
function planLaunchType(
  service: Service,
  launchType: Json | undefined,
  wanted: JsonObject,
  changed: readonly Difference[],
): {
  differences: Difference[];
  input: Pick<UpdateServiceCommandInput, 'capacityProviderStrategy'>;
  needsNewDeployment: boolean;
} {
  if (wanted['capacityProviderStrategy'] !== undefined) {
    const needsNewDeployment = changed.some(({ path }) => path.startsWith('capacityProviderStrategy'));
    return { differences: [], input: {}, needsNewDeployment };
  }
  const hasStrategy = (service.capacityProviderStrategy ?? []).length > 0;
  if (launchType === undefined || !hasStrategy) return { differences: [], input: {}, needsNewDeployment: false };
  return {
    differences: [{ path: 'launchType', from: undefined, to: launchType }],
    input: { capacityProviderStrategy: [] },
    needsNewDeployment: true,
  };
}

/** Why a deployment is forced, if it is: another revision is deployed anyway. */
function forceReason(
  { service, images }: ServiceState,
  spec: ServiceWanted,
  changed: ReadonlySet<string>,
): string | undefined {
  if (spec.forceNewDeployment) return 'a new deployment is forced, as asked';
  if (changed.has('taskDefinition')) return undefined;
  if (images.kind === 'moved') return `${images.image} has moved to another image, so a new deployment is forced`;
  if (changed.size > 0) return undefined;
  if (images.kind === 'unknown') {
    return `whether anything changed is not known (${images.because}), so a new deployment is forced`;
  }
  return primaryOf(service)?.rolloutState === 'FAILED'
    ? 'the last deployment of this revision failed, so a new deployment is forced'
    : undefined;
}

/** What is deployed by a tag of another repository counts as unchanged: nobody would want a deployment for it in each run. */
function noteOtherImages({ serviceArn }: Service, spec: ServiceWanted, diagnostics: Diagnostics): void {
  const { others } = taggedImages(spec, serviceArn?.split(':')[4]);
  const images = [...new Set(others.map(({ image }) => image))];
  if (images.length === 0) return;
  diagnostics.notice(
    undefined,
    'service/other-images',
    `Whether another image has been pushed by the same tag is not checked for ${images.join(', ')}: this deploy is not about ${images.length === 1 ? 'it' : 'them'}.`,
    'Deploy with `force-new-deployment: true` to pull such images again, or give them by digest.',
  );
}

/** A tag deploys nothing: the service is tagged, and left alone. */
function onlyTags(tags: readonly Difference[]): Changes<ServiceRequest> {
  return { action: 'update', differences: tags, request: { kind: 'tag' } };
}

/** Nothing differs; but what is wanted may still be under way, or does not run. */
function watchOrNothing(service: Service): Changes<ServiceRequest> {
  const note = isUnderWay(service) ? underWay(service) : notRunning(service);
  return note === undefined ? NO_CHANGES : { action: 'watch', differences: [], request: { kind: 'watch' }, note };
}

/** A run began it that did not see its end. */
function underWay(service: Service): string {
  return `a deployment of this revision is under way (${primaryOf(service)?.id ?? 'no id'}) and is watched to its end`;
}

function notRunning(service: Service): string | undefined {
  const why = unsettled(service);
  return why && `nothing differs, but ${why}: it is watched until it runs as wanted`;
}

function without(fields: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
