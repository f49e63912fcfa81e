import type { Deployment } from '@aws-sdk/client-ecs';
import { isGood, type Cause, type Undo } from '@fargate-actions/engine';
import type { RolloutReport } from '../rollout-report.ts';
import { begunBy } from '../rollout/begun.ts';
import type { Deployer, WatchContext } from '../rollout/deployer.ts';
import { changedFields, type Before } from '../rollout/fields-before.ts';
import { inTurn, over, type Cancellable } from '../rollout/in-turn.ts';
import type { RolloutProgress } from '../rollout/progress.ts';
import { reportEnd } from '../rollout/report-end.ts';
import { rolloutOf, rolloutProcess, type RolloutProcess } from '../rollout/rollout.ts';
import type { Rollout, Stage } from '../rollout/stage.ts';
import { primaryOf } from '../service-deployments.ts';
import { restoreSettings } from './restore-settings.ts';
import { restoreTags } from './restore-tags.ts';
import { undoReport, undoStatus } from './undo-report.ts';

/** What a run has made of a service that was there. */
export interface Moved {
  readonly rollout: Rollout;
  readonly before: Before;
  /** What followed its rollout. */
  readonly process: RolloutProcess;
  /** The keys of the tags that it wrote. */
  readonly tags: readonly string[];
}

/**
 * The way back of a service: to the revision that ran before, and to the settings, count and tags that the run changed.
 *
 * What somebody else has deployed since is left alone, and so is a count that has been scaled since.
 */
export function serviceUndo(
  deployer: Deployer,
  { rollout, before, process, tags }: Moved,
  progress: (progress: RolloutProgress) => void,
  context: WatchContext,
): Undo<RolloutReport> {
  const { begun } = rollout;

  return {
    begin: async ({ signal, end }) => {
      if (begun.from === undefined) return { nothing: 'no revision is known to have run well before' };
      const isInPlace = primaryOf(before.service)?.id === begun.deploymentId;
      if (!isInPlace && begun.from === begun.taskDefinition && changedFields(before).length === 0)
        return { nothing: 'the revision before is the same, and only its image has moved' };
      const run = { ...context, signal };
      if (isInPlace) return { process: whole(await inPlace(run)) };
      if (end?.status === 'rolled-back') return { process: whole(await afterEcs(end, run)) };
      return { process: whole(back(run)) };
    },
  };

  type Run = WatchContext;

  /** Goes back from our deployment, and then puts in order what ECS leaves as it is where it goes back. */
  function back(run: Run): Cancellable<RolloutReport> {
    const undoing = { ...rollout, before: { ...before, restoresCount: true }, isUndo: true };
    const going = rolloutProcess(deployer, undoing, tell, run, leftAt(process.stage()));
    return inTurn(going, async (end) => {
      const stage = going.stage();
      // By an update of this undo the settings went back along with the revision.
      const isWhole = stage.kind === 'going back' && stage.how.kind === 'updated' && stage.asks > 0;
      return end.status === 'rolled-back' && !isWhole ? afterEcs(end, run) : end;
    });
  }

  /** The revision is back, by ECS or by the rollout itself: what else the run changed goes back too. */
  async function afterEcs(end: RolloutReport, run: Run): Promise<Cancellable<RolloutReport> | RolloutReport> {
    const restored = await restoreSettings(begun, before, isWayBack, run);
    return restored.kind === 'restored' ? end : notRestored(restored.kind, run);
  }

  /** ECS goes back to a deployment of before, or by a new one of its revision. */
  function isWayBack({ id = '', taskDefinition }: Deployment): boolean {
    if (id === begun.deploymentId) return false;
    return begun.olderIds.includes(id) || taskDefinition === begun.from;
  }

  /** The run has changed settings only, which began no deployment. */
  async function inPlace(run: Run): Promise<Cancellable<RolloutReport> | RolloutReport> {
    const restored = await restoreSettings(begun, before, ({ id }) => id === begun.deploymentId, run);
    if (restored.kind !== 'restored') return notRestored(restored.kind, run);
    const current = begunBy(restored.service, begun.cluster, begun.from) ?? begun;
    return rolloutProcess(
      deployer,
      rolloutOf({ ...current, service: begun.service }, undefined, rollout.settings, restored.service),
      tell,
      run,
    );
  }

  async function notRestored(kind: 'replaced' | 'not shown', run: Run): Promise<RolloutReport> {
    const seen = await deployer.observe(begun, rollout.patience, run).look(false);
    return reportEnd(begun, seen, kind === 'replaced' ? 'superseded' : 'timed-out', NOT_SHOWN);
  }

  /** Ends with what became of it all. */
  function whole(going: Cancellable<RolloutReport> | RolloutReport): Cancellable<RolloutReport> {
    const first = 'observe' in going ? going : over(going);
    return inTurn(first, async (end) => {
      if (isGood(undoStatus(end.status))) await restoreTags(before.service, tags, context.aws);
      return undoReport(begun, end);
    });
  }

  /** What ECS calls rolled back is what is wanted here. */
  function tell({ ended, ...more }: RolloutProgress): void {
    progress({ ...more, ...(ended && { ended: ended === 'rolled-back' ? 'deployed' : ended }) });
  }
}

const NOT_SHOWN: Cause = {
  kind: 'verdict-unknown',
  summary: 'ECS does not show the deployment that was put back',
  hint: 'Look at the deployments and the settings of the service in the ECS console.',
};

/** The run had begun to go back by an update of its own: that deployment is followed on. */
function leftAt(stage: Stage): Stage {
  if (stage.kind !== 'going back' || stage.how.kind !== 'updated') return { kind: 'rolling out' };
  return { ...stage, since: 0, askedAt: 0, asks: 0 };
}
