import type { UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { sentAgainWhenLost, isAwsError } from '@fargate-actions/aws';
import { resource, type Resource, type Values } from '@fargate-actions/plan';
import {
  createService,
  fieldsBefore,
  saysIsThere,
  serviceDefinition,
  startsDeployment,
  type ServiceRequest,
  type ServiceSpec,
  type ServiceState,
} from '@fargate-actions/service';
import { singletonProcess } from './process.ts';
import type { SingletonReport } from './report.ts';
import type { SingletonSurroundings } from './surroundings.ts';
import type { ServiceUpdate, SingletonWanted } from './wanted.ts';

/** How a run keeps the singleton: everything that does not come from its files. */
export type SingletonSettingsOfRun = Omit<
  SingletonWanted,
  'mode' | 'cluster' | 'service' | 'taskDefinition' | 'update'
>;

/**
 * A service of which at most one task may run, as a resource: read and planned as every service, and applied by the
 * singleton's own sequence. Whether all is right shows in what runs, so that it is looked at even where nothing differs.
 *
 * Source: contracts.md, "The singleton".
 */
export function singletonResource(
  spec: ServiceSpec,
  settings: SingletonSettingsOfRun,
  surroundings: SingletonSurroundings,
): Resource<SingletonReport> {
  const definition = serviceDefinition(
    { ...spec, desiredCount: 'left alone' },
    { ...surroundings, progress: () => undefined },
  );
  return resource<ServiceSpec, ServiceState, ServiceRequest, SingletonReport>({
    ...definition,
    plan: (found, wanted, values, diagnostics) => {
      const changes = definition.plan(found, wanted, values, diagnostics);
      if (changes.request) return changes;
      return { action: 'watch', differences: changes.differences, request: { kind: 'watch' } };
    },
    apply: async (request, values, { found, signal }) => {
      if (request.kind === 'create') await createIdle(request, values, spec, surroundings);
      const update = await applyInPlace(request, found, spec, surroundings);
      const taskDefinition = values.known(spec.taskDefinition);
      const { cluster, name: service } = spec;
      return {
        outputs: { taskDefinition },
        process: singletonProcess(
          {
            ...settings,
            mode: 'deploy',
            cluster,
            service,
            taskDefinition,
            update,
            // Another capacity provider strategy is refused without.
            forceNewDeployment:
              settings.forceNewDeployment || (request.kind === 'update' && request.input.forceNewDeployment === true),
          },
          { ...surroundings, signal },
        ),
      };
    },
  });
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
  { aws }: SingletonSurroundings,
): Promise<SingletonWanted['update']> {
  if (request.kind !== 'update' || !found) return undefined;
  const to = fieldsOf(request.input);
  const changed = Object.keys(to) as (keyof ServiceUpdate)[];
  if (request.input.forceNewDeployment === true || changed.some(startsDeployment))
    return { to, back: fieldsOf(fieldsBefore({ ...found, changed })) };
  if (changed.length > 0) await sentAgainWhenLost(() => aws.services.update({ ...to, cluster, service: name }));
  return undefined;
}

function fieldsOf(input: Partial<UpdateServiceCommandInput>): ServiceUpdate {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !NOT_FIELDS.has(name)));
}

/** So often a new service is asked for again, and looked for: what was created shows by then also in a stale read. */
const TRIES = 20;

/** Creates the service with no task: the singleton's sequence starts the first one as every other. */
async function createIdle(
  request: Extract<ServiceRequest, { kind: 'create' }>,
  values: Values,
  spec: ServiceSpec,
  { aws, clock, signal }: SingletonSurroundings,
): Promise<void> {
  const input = { ...request.input, desiredCount: 0 };
  const taskDefinition = values.known(spec.taskDefinition);
  for (let attempt = 1; ; attempt++) {
    try {
      await createService(input, taskDefinition, aws);
      break;
    } catch (error) {
      if (saysIsThere(error)) break;
      // A second one of the same name is refused, so that asking again does no harm.
      if (!isAwsError(error, 'lost') || attempt === TRIES) throw error;
      await clock.sleep(1, signal);
    }
  }
  for (let attempt = 1; attempt < TRIES; attempt++) {
    if ((await aws.services.find(spec.cluster, spec.name))?.status === 'ACTIVE') return;
    await clock.sleep(1, signal);
  }
}
