import type { UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { sentAgainWhenLost, isAwsError } from '@fargate-actions/aws';
import { Diagnostics } from '@fargate-actions/documents';
import { resource, type Changes, type Resource, type Values } from '@fargate-actions/engine';
import {
  createService,
  fieldsBefore,
  REPLACING_TAG,
  saysIsThere,
  serviceDefinition,
  startsDeployment,
  tagService,
  type ServiceRequest,
  type ServiceSpec,
  type ServiceWanted,
  type ServiceState,
} from '@fargate-actions/service';
import { lockName } from './act/lock.ts';
import { lookOnce, refusedAtFirst } from './first-look.ts';
import type { Observation } from './observation.ts';
import { singletonProcess } from './process.ts';
import type { Refusal } from './refusal.ts';
import type { SingletonReport } from './report.ts';
import type { SingletonContext } from './singleton-context.ts';
import { CREATED, singletonUndo } from './undo.ts';
import type { ServiceUpdate, SingletonWanted } from './wanted.ts';

/** How a run keeps the singleton: everything that does not come from its files. */
export type SingletonSettingsOfRun = Omit<
  SingletonWanted,
  'mode' | 'cluster' | 'service' | 'taskDefinition' | 'update'
>;

/** A singleton as its files and the run want it. */
interface SingletonOfFiles {
  readonly service: ServiceWanted;
  readonly singleton: SingletonWanted;
}

/** A service as it was read, and one look at all that decides whether it can be a singleton. */
interface SingletonState {
  /** Absent where it is to be created. */
  readonly service: ServiceState | undefined;
  readonly seen: Observation;
}

/** What the plan of every service says already, with its place. */
const SAID_OF_EVERY_SERVICE: ReadonlySet<string> = new Set([
  'singleton/cluster-missing',
  'singleton/controller',
  'singleton/service-missing',
]);

/** What the sequence itself says, and why it matters for a singleton. */
const SAID_OF_SINGLETONS: ReadonlySet<string> = new Set(['service/deployment-strategy', 'service/short-arn']);

/**
 * A service of which at most one task may run, as a resource: read and planned as every service, and applied by the
 * singleton's own sequence. Whether all is right shows in what runs, so that it is looked at even where nothing differs.
 *
 * What the sequence would refuse is looked for before anything is planned: a diagnostic, and nothing is registered.
 * Source: contracts.md, "The singleton".
 *
 * @param settings asked for once; what else runs beat in the cluster is part of them.
 * @param shown what is shown of what the sequence would refuse; by default all of it, as it is.
 */
export function singletonResource(
  spec: ServiceSpec,
  settings: () => Promise<SingletonSettingsOfRun>,
  context: SingletonContext,
  shown: (refusals: readonly Refusal[]) => readonly Refusal[] = (refusals) => refusals,
): Resource<SingletonReport> {
  const definition = serviceDefinition(
    { ...spec, countPolicy: 'left alone' },
    { ...context, progress: () => undefined },
  );
  return resource<SingletonOfFiles, SingletonState, ServiceRequest, SingletonReport>({
    ...definition,
    resolve: async (diagnostics) => {
      const [service, ofRun] = await Promise.all([definition.resolve(diagnostics), settings()]);
      return { service, singleton: { ...ofRun, mode: 'deploy', cluster: spec.cluster, service: spec.name } };
    },
    outputs: ({ service: found }, { service }, values) => (found && definition.outputs?.(found, service, values)) ?? {},
    read: async (wanted) => {
      const [service, seen] = await Promise.all([definition.read(wanted.service), lookOnce(wanted.singleton, context)]);
      return { service, seen };
    },
    plan: (found, wanted, values, diagnostics) => {
      const ofEveryService = new Diagnostics();
      const changes = definition.plan(found?.service, wanted.service, values, ofEveryService);
      for (const one of ofEveryService.all) if (!SAID_OF_SINGLETONS.has(one.rule)) diagnostics.add(one);
      const { request } = changes;
      if (found) {
        const update = request?.kind === 'update' ? { to: fieldsOf(request.input), back: {} } : undefined;
        const refused = refusedAtFirst(found.seen, { ...wanted.singleton, update }, spec.createWhenMissing);
        for (const { severity, rule, message, hint } of shown(refused))
          if (!SAID_OF_EVERY_SERVICE.has(rule)) diagnostics[severity](undefined, rule, message, hint);
      }
      if (request) return replaces(request) ? withNote(changes, marksOf(spec)) : changes;
      return { action: 'watch', differences: changes.differences, request: { kind: 'watch' } };
    },
    apply: async (request, values, { found, wanted: { singleton }, signal }) => {
      const isNew = request.kind === 'create' && (await createIdle(request, values, spec, context));
      const update = await applyInPlace(request, found?.service, spec, context);
      if (found?.service && (request.kind === 'tag' || request.kind === 'update'))
        await tagService(found.service.service, spec.ownTags ?? {}, UNTAGGED, context.aws);
      const taskDefinition = values.known(spec.taskDefinition);
      const sequence = {
        ...singleton,
        taskDefinition,
        update,
        isNew,
        // Another capacity provider strategy is refused without.
        forceNewDeployment:
          singleton.forceNewDeployment || (request.kind === 'update' && request.input.forceNewDeployment === true),
      };
      const fields = request.kind === 'update' ? fieldsOf(request.input) : {};
      const before = found?.service && { found: found.service, seen: found.seen };
      return {
        outputs: { taskDefinition },
        process: singletonProcess(sequence, { ...context, signal }),
        undo: before ? singletonUndo({ wanted: sequence, ...before, fields }, context) : CREATED,
      };
    },
  });
}

const UNTAGGED = 'The service does not get the tags of its file.';

/** What the sequence writes beside the service, and takes away at its end: a plan names all that is written. */
function marksOf({ cluster, name }: ServiceSpec): string {
  const lock = lockName({ cluster, service: name }, 1);
  return `while it is replaced, it has the tag ${REPLACING_TAG}, and the SSM parameter ${lock} is its lock`;
}

function replaces(request: ServiceRequest): boolean {
  if (request.kind === 'create') return true;
  return request.kind === 'update' && (request.sendsTaskDefinition || startsReplacement(request.input));
}

function startsReplacement(input: UpdateServiceCommandInput): boolean {
  return input.forceNewDeployment === true || Object.keys(fieldsOf(input)).some(startsDeployment);
}

function withNote<Request>(changes: Changes<Request>, note: string): Changes<Request> {
  return { ...changes, note: changes.note === undefined ? note : `${changes.note}; ${note}` };
}

/** What the sequence sends by itself, or names the service. */
const NOT_FIELDS: ReadonlySet<string> = new Set([
  'cluster',
  'service',
  'taskDefinition',
  'desiredCount',
  'forceNewDeployment',
]);

/** What starts a deployment waits until no task is wanted; what does not is sent at once, and changes no task. */
async function applyInPlace(
  request: ServiceRequest,
  found: ServiceState | undefined,
  { cluster, name }: ServiceSpec,
  { aws }: SingletonContext,
): Promise<SingletonWanted['update']> {
  if (request.kind !== 'update' || !found) return undefined;
  const to = fieldsOf(request.input);
  if (startsReplacement(request.input)) return { to, back: fieldsOf(fieldsBefore({ ...found, sent: to })) };
  if (Object.keys(to).length > 0) await sentAgainWhenLost(() => aws.services.update({ ...to, cluster, service: name }));
  return undefined;
}

function fieldsOf(input: Partial<UpdateServiceCommandInput>): ServiceUpdate {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !NOT_FIELDS.has(name)));
}

/** So often a new service is asked for again, and looked for: what was created shows by then also in a stale read. */
const TRIES = 20;

/**
 * Creates the service with no task: the singleton's sequence starts the first one as every other.
 *
 * @returns whether it is surely ours: of one that is there already nobody knows what it has started.
 */
async function createIdle(
  request: Extract<ServiceRequest, { kind: 'create' }>,
  values: Values,
  spec: ServiceSpec,
  { aws, clock, signal }: SingletonContext,
): Promise<boolean> {
  const input = { ...request.input, desiredCount: 0 };
  const taskDefinition = values.known(spec.taskDefinition);
  let isOurs = true;
  for (let attempt = 1; ; attempt++) {
    try {
      await createService(input, taskDefinition, aws);
      break;
    } catch (error) {
      if (saysIsThere(error)) {
        isOurs = false;
        break;
      }
      // A second one of the same name is refused, so that asking again does no harm.
      if (!isAwsError(error, 'lost') || attempt === TRIES) throw error;
      await clock.sleep(1, signal);
    }
  }
  for (let attempt = 1; attempt < TRIES; attempt++) {
    if ((await aws.services.find(spec.cluster, spec.name))?.status === 'ACTIVE') break;
    await clock.sleep(1, signal);
  }
  return isOurs;
}
