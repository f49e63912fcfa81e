import { causeOf, type Verdict } from '@fargate-actions/service';
import type * as ages from '../../packages/aws/src/consistency.ts';
import type * as waits from '../../packages/engine/src/process.ts';
import type * as decides from '../../packages/service/src/rollout/deployers/rolling/decide.ts';
import type * as finds from '../../packages/service/src/rollout/find-service-deployment.ts';
import type * as goesBack from '../../packages/service/src/rollout/deployers/rolling/go-back.ts';
import type * as gathers from '../../packages/service/src/rollout/gather-evidence.ts';
import type * as despairs from '../../packages/service/src/rollout/hopeless.ts';
import type * as writes from '../../packages/service/src/rollout/write-once.ts';
import type { ServiceSpec, WorldSpec } from './world-spec.ts';

/** The watcher with one wrong decision in it. */
export interface Mutation {
  readonly name: string;
  /** What is found wrong then. */
  readonly shows: RegExp;
  /** Makes a world one in which it can show, where few are. */
  readonly among?: (spec: WorldSpec) => WorldSpec;
  /** Relative to this one. */
  readonly file: string;
  /** What the file then exports, given what it really exports. */
  readonly mutate: (real: object) => object;
}

type Facts = Pick<Mutation, 'name' | 'shows' | 'among' | 'file'>;

/** A file with some of its exports replaced. */
function mutation<Module extends object>(facts: Facts, wrong: (real: Module) => Partial<Module>): Mutation {
  // The file and the type of its exports are named side by side.
  return { ...facts, mutate: (real) => ({ ...real, ...wrong(real as Module) }) };
}

type Seen = Parameters<typeof decides.decide>[0];

/** Decides as it should, and then takes one verdict for another. */
function deciding(facts: Omit<Facts, 'file'>, mistake: (right: Verdict, seen: Seen) => Verdict | undefined): Mutation {
  const file = '../../packages/service/src/rollout/deployers/rolling/decide.ts';
  return mutation<typeof decides>({ ...facts, file }, ({ decide }) => ({
    decide: (seen, patience) => {
      const right = decide(seen, patience);
      return mistake(right, seen) ?? right;
    },
  }));
}

const SUCCEEDED: Verdict = { kind: 'succeeded' };
const REPLACED: Verdict = { kind: 'superseded', cause: { kind: 'superseded', summary: 'it was replaced' } };

/** A world whose services are all like that. */
function ofServices(change: Partial<ServiceSpec>): (spec: WorldSpec) => WorldSpec {
  return (spec) => ({ ...spec, services: spec.services.map((service) => ({ ...service, ...change })) });
}

/** A world in which services are updated, and the answer to that is lost. */
function losingUpdates(effect: 'before' | 'after'): (spec: WorldSpec) => WorldSpec {
  const fault = { operation: 'ecs:UpdateService', error: 'ConnectionLost', times: 1, effect };
  return (spec) => ({ ...ofServices({ ranBefore: true })(spec), faults: [fault] });
}

/** Every one of them is to be found out. */
export const MUTATIONS: readonly Mutation[] = [
  deciding(
    { name: 'a rollback is taken for a success', shows: /said deployed .*, but it is rolled-back/ },
    ({ kind }) => (kind === 'rolledBack' ? SUCCEEDED : undefined),
  ),
  deciding(
    // What the SDK's own waiter does. Source: reference/peers.md.
    { name: 'as many running as desired are a success, whatever ECS says', shows: /said deployed .*, but it is/ },
    ({ kind }, { ours, desiredCount }) =>
      kind === 'waiting' && ours?.running === desiredCount ? SUCCEEDED : undefined,
  ),
  deciding(
    { name: 'what was stopped was replaced', shows: /said superseded .*, but it is failed/ },
    (_, { serviceDeployment }) => (serviceDeployment?.status === 'STOPPED' ? REPLACED : undefined),
  ),
  deciding(
    { name: 'what does not show yet was replaced', shows: /said superseded .*, but it is/ },
    ({ kind }, { ours }) => (kind === 'waiting' && ours === undefined ? REPLACED : undefined),
  ),
  deciding(
    {
      name: 'a breaker that tripped is the end, though ECS goes back',
      shows: /said failed .*, but it is timed-out/,
      among: (spec) => ({
        ...ofServices({ behaviour: 'crash', breaker: 'rollback', ranBefore: true })(spec),
        failFastAfter: 0,
        onFailure: 'leave',
      }),
    },
    ({ kind }, seen) =>
      kind === 'waiting' && seen.ours?.rolloutState === 'FAILED' ? { kind: 'failed', cause: causeOf(seen) } : undefined,
  ),
  deciding(
    {
      name: 'what was stopped without a failure was stopped by somebody',
      shows: /said failed .*, but it is superseded/,
      among: (spec) => ({ ...ofServices({ behaviour: 'slow' })(spec), event: { happens: 'update', atSeconds: 20 } }),
    },
    ({ kind }, { serviceDeployment }) =>
      kind === 'superseded' && serviceDeployment?.status === 'STOPPED'
        ? { kind: 'failed', cause: { kind: 'stopped-by-user', summary: 'somebody stopped it' } }
        : undefined,
  ),
  mutation<typeof ages>(
    {
      name: 'what does not show for ten seconds is gone',
      shows: /said (timed-out|failed) .*, but it is/,
      among: (spec) => ({ ...ofServices({ behaviour: 'healthy' })(spec), staleReadsSeconds: 60 }),
      file: '../../packages/aws/src/consistency.ts',
    },
    () => ({ GONE_AFTER_SECONDS: 10 as never }),
  ),
  mutation<typeof goesBack>(
    {
      name: 'ECS is asked again to stop what it refused to stop',
      shows: /asked again \d times to stop/,
      among: (spec) => ({
        ...ofServices({ behaviour: 'pull-error', ranBefore: true, breaker: 'none' })(spec),
        onFailure: 'rollback',
        failFastAfter: 2,
        faults: [{ operation: 'ecs:StopServiceDeployment', error: 'ConflictException', times: 9 }],
      }),
      file: '../../packages/service/src/rollout/deployers/rolling/go-back.ts',
    },
    ({ goBack }) => ({
      goBack: async (...asked) => {
        const how = await goBack(...asked);
        return how.kind === 'refused' ? { kind: 'stopped', isHeard: false } : how;
      },
    }),
  ),
  mutation<typeof finds>(
    {
      name: 'the newest service deployment is ours, whatever it leads to',
      shows: /said deployed .*, but it is/,
      file: '../../packages/service/src/rollout/find-service-deployment.ts',
    },
    () => ({
      findServiceDeployment: async ({ cluster, service }, aws) =>
        (await aws.serviceDeployments.list(cluster, service))[0]?.serviceDeploymentArn,
    }),
  ),
  mutation<typeof gathers>(
    {
      name: 'tasks of the revision before are evidence as well',
      shows: /said timed-out .*, but it is failed/,
      among: ofServices({ behaviour: 'pull-error', breaker: 'none', ranBefore: true }),
      file: '../../packages/service/src/rollout/gather-evidence.ts',
    },
    ({ gatherEvidence }) => ({
      gatherEvidence: (known, source, asked) => {
        const { tasks } = source.aws;
        const describe: typeof tasks.describe = async (...which) =>
          (await tasks.describe(...which)).map((task) => ({ ...task, startedBy: source.begun.deploymentId }));
        return gatherEvidence(known, { ...source, aws: { ...source.aws, tasks: { ...tasks, describe } } }, asked);
      },
    }),
  ),
  mutation<typeof despairs>(
    {
      name: 'failures prove that it cannot work, though a task was healthy',
      shows: /though one of its tasks was healthy/,
      among: ofServices({ behaviour: 'crash-late', desiredCount: 4, percents: [50, 100] }),
      file: '../../packages/service/src/rollout/hopeless.ts',
    },
    ({ hopeless }) => ({
      hopeless: (seen, patience) =>
        hopeless({ ...seen, evidence: { ...seen.evidence, hasBeenHealthy: false } }, patience),
    }),
  ),
  mutation<typeof writes>(
    {
      name: 'a write whose answer was lost is sent again at once',
      shows: /updated 2 times/,
      among: losingUpdates('after'),
      file: '../../packages/service/src/rollout/write-once.ts',
    },
    () => ({ writeOnce: (_, send) => send().catch(send) }),
  ),
  mutation<typeof writes>(
    {
      name: 'a write whose answer was lost is taken for done',
      shows: /said deployed .*, but it is/,
      among: losingUpdates('before'),
      file: '../../packages/service/src/rollout/write-once.ts',
    },
    () => ({
      writeOnce: async ({ cluster, service }, send, { aws }) => {
        try {
          return await send();
        } catch (error) {
          const found = await aws.services.find(cluster, service);
          if (!found) throw error;
          return found;
        }
      },
    }),
  ),
  mutation<typeof waits>(
    {
      name: 'a run that was cancelled goes on',
      shows: /a cancelled run went on/,
      file: '../../packages/engine/src/process.ts',
    },
    ({ drive }) => ({ drive: (process, { clock }) => drive(process, { clock }) }),
  ),
];
