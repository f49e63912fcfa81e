import type { DeploymentControllerType, DeploymentStrategy } from '@aws-sdk/client-ecs';
import type { Aws, Clock } from '@fargate-actions/aws';
import type { Begun } from './begun.ts';
import type { Before } from './fields-before.ts';
import type { Patience } from './patience.ts';
import type { RolloutSeen } from './seen.ts';
import type { GoingBack, Rollout, Stage, Step } from './stage.ts';
import type { RolloutTime } from './time/rollout-time.ts';
import type { WriteContext } from './write-once.ts';

/**
 * How deployments of one kind are looked at, judged, and gone back from. What drives it, reports and explains failures is
 * the same for all of them.
 */
export interface Deployer {
  /**
   * Looks at one deployment again and again.
   *
   * @param startedAt when the time that has elapsed is counted from; by default from now.
   */
  readonly observe: (begun: Begun, patience: Patience, context: WatchContext, startedAt?: number) => Observer;
  /** What to do after one look, in the stage that the rollout is in. Pure. */
  readonly next: (seen: RolloutSeen, stage: Stage, rollout: Rollout) => Step;
  /** Asks, by one call, to go back from a deployment as the last look showed it. */
  readonly goBack: (
    begun: Begun,
    before: Before | undefined,
    seen: RolloutSeen,
    context: WriteContext,
  ) => Promise<GoingBack>;
}

/** Looks at one rollout again and again. */
export interface Observer {
  /** One look; `asksWhy` false where it is known already why the rollout fails, so that its end is seen at once. */
  readonly look: (asksWhy: boolean) => Promise<RolloutSeen>;
  /** Completes what is known of why a deployment ended, where the look did not wait for that. */
  readonly complete: (seen: RolloutSeen) => Promise<RolloutSeen>;
  /** Where the time of the rollout went that the last look saw done. Many that end together wait for each other here. */
  readonly readTime: () => Promise<RolloutTime | undefined>;
}

/** What watching a rollout needs. */
export interface WatchContext {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly logLines: number;
  /** Aborted when the run is cancelled. */
  readonly signal?: AbortSignal | undefined;
  /** Writes to the step's debug log; absent where that is off, so that nothing is worked out for nobody. */
  readonly debug?: ((line: string) => void) | undefined;
}

/** A deployer that is built. */
export type DeployerName = 'rolling';

/** By whom a service is deployed, and how: AWS's words, or what a file has in their place. */
export interface DeploymentKind {
  readonly controller: unknown;
  readonly strategy: unknown;
}

/** The deployer of a kind, or what of the kind none is built for. */
export type ChosenDeployer =
  { readonly name: DeployerName } | { readonly unsupported: readonly (keyof DeploymentKind)[] };

type Choices<Word extends string> = Readonly<Record<Word, boolean>>;

const CONTROLLERS: Choices<DeploymentControllerType> = { ECS: true, CODE_DEPLOY: false, EXTERNAL: false };

const STRATEGIES: Choices<DeploymentStrategy> = { ROLLING: true, BLUE_GREEN: false, LINEAR: false, CANARY: false };

/** Chooses the deployer of a service. Pure: what is chosen is loaded when there is a deployment to follow. */
export function deployerFor({ controller, strategy }: DeploymentKind): ChosenDeployer {
  const unsupported: (keyof DeploymentKind)[] = [];
  if (!isBuilt(controller, CONTROLLERS)) unsupported.push('controller');
  if (!isBuilt(strategy, STRATEGIES)) unsupported.push('strategy');
  return unsupported.length === 0 ? { name: 'rolling' } : { unsupported };
}

function isBuilt<Word extends string>(word: unknown, choices: Choices<Word>): boolean {
  return typeof word === 'string' && Object.hasOwn(choices, word) && choices[word as Word];
}
