import type { Service } from '@aws-sdk/client-ecs';
import { AwsError, GONE_AFTER_SECONDS, isAwsError, SHOWS_SECONDS, type Aws } from '@fargate-actions/aws';
import {
  NO_CHANGES,
  Ref,
  resource,
  type Applied,
  type Applying,
  type Definition,
  type Resource,
  type Undo,
  type Values,
} from '@fargate-actions/engine';
import { DiagnosedError, Diagnostics } from '@fargate-actions/documents';
import { imagesOf } from '@fargate-actions/task-definition';
import { checkLaunchChoice } from './launch-choice.ts';
import { afterConflict, alreadyDone, type Conflict } from './rollout/after-conflict.ts';
import { begunBy } from './rollout/begun.ts';
import { deployerFor, type DeployerName } from './rollout/deployer.ts';
import { mustEnd } from './rollout/must-end.ts';
import { writeOnce, type ServiceWrite } from './rollout/write-once.ts';
import type { RolloutReport } from './rollout-report.ts';
import { isUnderWay, primaryOf, stableTaskDefinition } from './service-deployments.ts';
import { startsDeployment } from './service-fields.ts';
import { resolveServiceNames } from './service-names.ts';
import { missingService, servicesOfCluster, type Missing } from './missing-service.ts';
import { planService, type ServiceRequest } from './service-plan.ts';
import { liveKind } from './service-refusals.ts';
import { lookUpGuards } from './service-guards.ts';
import { serviceAddress, type ServiceSpec, type ServiceWanted } from './service-spec.ts';
import type { ServiceContext } from './service-context.ts';
import { readService, type ServiceState } from './service-state.ts';
import { tagService, UNTAGGED } from './service-tags.ts';
import { unsettled } from './settling/unsettled.ts';
import { withGuards } from './with-guards.ts';

/** An ECS service: created when missing, updated in one call with what differs, followed to the end of its deployment. */
export function serviceResource(spec: ServiceSpec, context: ServiceContext): Resource<RolloutReport> {
  return resource(serviceDefinition(spec, context));
}

/** How a service is resolved, read, planned and applied: for what applies it in another way. */
export function serviceDefinition(
  spec: ServiceSpec,
  context: ServiceContext,
): Definition<ServiceWanted, ServiceState, ServiceRequest, RolloutReport> {
  const { aws } = context;
  let missing: Missing | undefined;
  let readAt = 0;
  return {
    address: serviceAddress(spec.name),
    after: spec.after,
    needs: spec.taskDefinition instanceof Ref ? [spec.taskDefinition] : [],
    resolve: (diagnostics) => resolveService(spec, aws, diagnostics),
    read: async (wanted) => {
      readAt = context.clock.now();
      const found = await readService(wanted, aws);
      if (!found && !wanted.createWhenMissing) {
        missing = missingService(spec.cluster, spec.name, await servicesOfCluster(spec.cluster, aws));
      }
      return found;
    },
    plan: (found, wanted, values, diagnostics) => {
      if (!missing) return planService(found, wanted, values.planned(wanted.taskDefinition), diagnostics);
      const stack = missing.what === 'service' ? ' With a stack.yml a missing service is created.' : '';
      diagnostics.error(spec.document.at(), `${missing.what}/missing`, missing.message, `${missing.hint}${stack}`);
      return NO_CHANGES;
    },
    outputs: ({ service }) => ({ taskDefinition: service.taskDefinition ?? '' }),
    apply: async (request, values, { found, wanted, signal, noteWrite }) => {
      const ofRun = { ...context, signal, noteWrite };
      const isOld = context.clock.now() - readAt > OLD_SECONDS * 1000;
      // What comes after other services may have been deployed by somebody else since it was planned.
      if (isOld && found) return orNothing(await applyAnew(values, wanted, ofRun), values, wanted);
      return unlessCreated(request, values, found, wanted, ofRun);
    },
  };
}

/** Looks up all that a service names, and renders its task definition: what is read and planned needs both. */
async function resolveService(spec: ServiceSpec, aws: Aws, diagnostics: Diagnostics): Promise<ServiceWanted> {
  const { render, guards, ...fields } = spec;
  const rendering = render?.();
  const [named, definition, knownGuards] = await Promise.all([
    resolveServiceNames(spec.document, spec.vpc, aws, diagnostics),
    rendering,
    guards && lookUpGuards(spec.name, guards, aws, diagnostics),
    checkLaunchChoice(spec, async () => (await rendering)?.value, aws, diagnostics),
  ]);
  return {
    ...fields,
    document:
      guards && knownGuards ? withGuards(named, spec.name, knownGuards.names, guards.rollsBack, diagnostics) : named,
    ...(definition && { definition: definition.value }),
    images: definition ? imagesOf(definition) : [],
    formerGuards: guards?.formerly,
    knownGuards,
  };
}

/** What applying a service needs from its caller. */
type ApplyContext = ServiceContext & Pick<Applying, 'noteWrite'>;

/** A service that was read so long ago is read and planned anew before anything is sent. */
const OLD_SECONDS = 30;

/** What was applied, or that there was nothing left to do. */
function orNothing(
  applied: Applied<RolloutReport> | undefined,
  values: Values,
  spec: ServiceWanted,
): Applied<RolloutReport> {
  return applied ?? { outputs: { taskDefinition: values.known(spec.taskDefinition) } };
}

/** Applies what was planned; and plans anew where the service that was to be created is there after all. */
async function unlessCreated(
  request: ServiceRequest,
  values: Values,
  found: ServiceState | undefined,
  spec: ServiceWanted,
  context: ApplyContext,
): Promise<Applied<RolloutReport>> {
  try {
    return await applyService(request, values, found, spec, context);
  } catch (error) {
    if (!saysIsThere(error)) throw error;
    return orNothing(await applyAnew(values, spec, context), values, spec);
  }
}

/**
 * Reads and plans anew, and applies that; undefined when there is nothing left to do. The service was there before: one that
 * does not show is read every second until it shows, also in a stale read, or is gone.
 */
async function applyAnew(
  values: Values,
  spec: ServiceWanted,
  context: ApplyContext,
): Promise<Applied<RolloutReport> | undefined> {
  for (let attempt = 1; ; attempt++) {
    const found = await readUntilShown(spec, context);
    const diagnostics = new Diagnostics();
    const changes = planService(found, spec, values.known(spec.taskDefinition), diagnostics);
    if (diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
    try {
      return changes.request && (await applyService(changes.request, values, found, spec, context));
    } catch (error) {
      if (!saysIsThere(error) || attempt > SHOWS_SECONDS) throw error;
      await context.clock.sleep(1, context.signal);
    }
  }
}

async function readUntilShown(
  spec: ServiceWanted,
  { aws, clock, signal }: ServiceContext,
): Promise<ServiceState | undefined> {
  for (let waited = 0; ; waited++) {
    const found = await readService(spec, aws);
    if (found || waited === GONE_AFTER_SECONDS) return found;
    await clock.sleep(1, signal);
  }
}

/** Whether ECS refused to create a service because there is one of that name: it was created since it was read. */
export function saysIsThere(error: unknown): boolean {
  return isAwsError(error, 'refused') && error.message.includes('Creation of service was not idempotent');
}

async function applyService(
  request: ServiceRequest,
  values: Values,
  found: ServiceState | undefined,
  spec: ServiceWanted,
  context: ApplyContext,
): Promise<Applied<RolloutReport>> {
  const conflict = conflictOf(request, found, spec);
  if (conflict) return afterOther(conflict, values, spec, context);
  const { aws, clock, progress, debug, signal, noteWrite } = context;
  const from = found && stableTaskDefinition(found.service);
  const service = writes(request) ? await write(request, values, found, spec, context) : found?.service;
  // How it goes may still turn out to be unknown.
  if (writes(request)) noteWrite(request.kind === 'create' ? 'the service' : 'the update of the service');
  const outputs = { taskDefinition: service?.taskDefinition ?? '' };
  if (request.kind === 'tag' && service) {
    await tagService(service, spec.ownTags ?? {}, 'The service does not get the tags of its file.', aws);
    if (!isUnderWay(service) && unsettled(service) === undefined) return { outputs };
  }
  if (!spec.rollout) return { outputs };
  const begun = service && begunBy(service, spec.cluster, from, found?.service);
  if (!begun) throw notTold(request, spec);
  const watching = { aws, clock, signal, debug, logLines: spec.rollout.logLines };
  const { DEPLOYERS, rolloutOf, rolloutProcess, serviceUndo, settleProcess } = await import('./following.ts');
  const deployer = DEPLOYERS[deployerOf(service, spec)];
  if (!writes(request) && !isUnderWay(service)) {
    const settling = { begun, service, waitMinutes: spec.rollout.waitMinutes };
    return { outputs, process: settleProcess(deployer, settling, progress, watching) };
  }
  const sent = request.kind === 'update' ? request.input : {};
  const before = found && { service: found.service, revision: found.revision, sent };
  const rollout = rolloutOf({ ...begun, service: spec.name }, before, spec.rollout, service);
  const process = rolloutProcess(deployer, rollout, progress, watching);
  if (request.kind === 'create') return { outputs, process, undo: CREATED };
  if (!before || !writes(request)) return { outputs, process };
  const moved = { rollout, before, process, tags: Object.keys(spec.tags) };
  return { outputs, process, undo: serviceUndo(deployer, moved, progress, watching) };
}

/** What was created stays when a stack goes back. */
const CREATED: Undo<RolloutReport> = {
  begin: () => Promise.resolve({ nothing: 'this run created it, and there is nothing to go back to' }),
};

/** The plan has refused what none is built for: then somebody has changed the service since. */
function deployerOf(service: Service, { name }: ServiceWanted): DeployerName {
  const kind = liveKind(service);
  const chosen = deployerFor(kind);
  if ('name' in chosen) return chosen.name;
  const words = chosen.unsupported.map((what) => `the ${what} ${String(kind[what])}`).join(' and ');
  throw new Error(`${name} is now deployed by ${words}, which is not supported: how the deployment goes is not known.`);
}

/** A deployment that nobody can follow is not called a success. */
function notTold({ kind }: ServiceRequest, { name }: ServiceWanted): AwsError {
  const operation = (
    {
      create: 'ecs:CreateService',
      update: 'ecs:UpdateService',
      tag: 'ecs:DescribeServices',
      watch: 'ecs:DescribeServices',
    } as const
  )[kind];
  const message = `The answer to ${operation} does not tell which deployment of ${name} it is about: how it goes is not known.`;
  return new AwsError({ kind: 'lost', operation, code: 'IncompleteAnswer', message }, undefined);
}

/** The deployment of somebody else that is to end first. A run that does not wait replaces it. */
function conflictOf(
  request: ServiceRequest,
  found: ServiceState | undefined,
  spec: ServiceWanted,
): Conflict | undefined {
  const isOther = request.kind === 'update' && found !== undefined && mustEnd(found.service);
  if (!isOther || spec.onConflict !== 'wait' || !spec.rollout) return undefined;
  return {
    cluster: spec.cluster,
    service: spec.name,
    other: primaryOf(found.service)?.taskDefinition ?? '',
    waitMinutes: spec.rollout.waitMinutes,
  };
}

/** Waits for the other deployment, then reads and plans anew: it may have changed what this plan rests on. */
function afterOther(
  conflict: Conflict,
  values: Values,
  spec: ServiceWanted,
  context: ApplyContext,
): Applied<RolloutReport> {
  const taskDefinition = values.known(spec.taskDefinition);
  const replaced: ServiceWanted = { ...spec, onConflict: 'replace' };
  let applied: Applied<RolloutReport> | undefined;
  const begin = async () => {
    applied = await applyAnew(values, replaced, context);
    return applied?.process ?? alreadyDone(conflict, taskDefinition);
  };
  return {
    outputs: { taskDefinition },
    process: afterConflict(conflict, taskDefinition, begin, context),
    undo: { begin: async (run) => applied?.undo?.begin(run) },
  };
}

type ServiceWriteRequest = Extract<ServiceRequest, { kind: 'create' | 'update' }>;

function writes(request: ServiceRequest): request is ServiceWriteRequest {
  return request.kind === 'create' || request.kind === 'update';
}

function begins(request: ServiceWriteRequest): ServiceWrite['begins'] {
  if (request.kind === 'create' || request.sendsTaskDefinition || request.input.forceNewDeployment === true)
    return 'a deployment';
  return Object.keys(request.input).some(startsDeployment) ? 'perhaps one' : 'none';
}

async function write(
  request: ServiceWriteRequest,
  values: Values,
  found: ServiceState | undefined,
  spec: ServiceWanted,
  context: ServiceContext,
): Promise<Service> {
  const { aws } = context;
  const taskDefinition = values.known(spec.taskDefinition);
  const send = async (): Promise<Service> => {
    if (request.kind === 'create') return createService(request.input, taskDefinition, aws);
    return aws.services.update({ ...request.input, ...(request.sendsTaskDefinition && { taskDefinition }) });
  };
  const { cluster, name } = spec;
  const service = await writeOnce(
    { cluster, service: name, before: found?.service, taskDefinition, begins: begins(request) },
    send,
    context,
  );
  if (request.kind === 'update') await tagService(service, spec.tags, UNTAGGED, aws);
  return service;
}

/** Creates the service, without our tags where tagging is denied: they are for people, nothing rests on them. */
export async function createService(
  input: Extract<ServiceRequest, { kind: 'create' }>['input'],
  taskDefinition: string,
  aws: Aws,
): Promise<Service> {
  try {
    return await aws.services.create({ ...input, taskDefinition });
  } catch (error) {
    if (!isAwsError(error, 'denied') || error.permission !== 'ecs:TagResource') throw error;
    aws.gaps.note(error, UNTAGGED);
    const { tags: _, ...untagged } = input;
    return aws.services.create({ ...untagged, taskDefinition });
  }
}
