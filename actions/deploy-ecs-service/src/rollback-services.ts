import type { Surroundings } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import { Diagnostics, Document } from '@fargate-actions/files';
import type { Resource } from '@fargate-actions/plan';
import { warnOfBeats } from './beats.ts';
import {
  COMMIT_TAG,
  missingService,
  rollbackTarget,
  serviceResource,
  servicesOfCluster,
  type RolloutReport,
} from '@fargate-actions/service';
import { tagsOfRun, progressLog, rolloutSettings } from './deploy-settings.ts';
import type { DeployInputs } from './inputs.ts';

/** What goes back where. */
export interface Rollback {
  readonly names: readonly string[];
  readonly cluster: string;
  /** `previous`, a revision's number, or `family:revision`. */
  readonly to: string;
}

/** The resources that deploy an existing revision of each service, and change nothing else of it. */
export async function rollbackServices(
  rollback: Rollback,
  aws: Aws,
  inputs: DeployInputs,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<Resource<RolloutReport>[]> {
  if (rollback.names.length > 1 && rollback.to !== 'previous') {
    diagnostics.error(
      undefined,
      'rollback/one-service',
      `rollback-to \`${rollback.to}\` names one revision, but ${rollback.names.length} services are to go back.`,
      'Name the one service with the input `services`, or use `rollback-to: previous`.',
    );
    return [];
  }
  // The commit of this run is not that of the revision that is gone back to.
  const { [COMMIT_TAG]: _, ...tags } = tagsOfRun(inputs, surroundings);
  const targets = await Promise.all(rollback.names.map((name) => targetOf(name, rollback, aws)));
  // Told in the order of the services, whichever was answered first.
  for (const { found } of targets) for (const diagnostic of found) diagnostics.add(diagnostic);
  return targets.flatMap(({ name, taskDefinition }) =>
    taskDefinition === undefined
      ? []
      : [
          serviceResource(
            {
              name,
              cluster: rollback.cluster,
              document: new Document({}, new Map()),
              taskDefinition,
              after: [],
              desiredCount: 'left alone',
              createWhenMissing: false,
              forceNewDeployment: inputs.forceNewDeployment,
              // Whoever goes back does so because of what is under way: that is not waited for.
              onConflict: inputs.onConflict === 'fail' ? 'fail' : 'replace',
              tags,
              rollout: rolloutSettings(inputs),
            },
            { aws, clock: surroundings.clock, progress: progressLog(surroundings) },
          ),
        ],
  );
}

/** What one service goes back to, and what was found on the way. */
async function targetOf(name: string, { cluster, to }: Rollback, aws: Aws) {
  const diagnostics = new Diagnostics();
  const service = await aws.services.find(cluster, name);
  if (!service || service.status === 'INACTIVE') {
    const { what, message, hint } = missingService(cluster, name, await servicesOfCluster(cluster, aws));
    diagnostics.error(undefined, `${what}/missing`, message, hint);
  } else if (service.status === 'DRAINING') {
    diagnostics.error(
      undefined,
      'service/draining',
      `The service ${name} is being deleted (DRAINING): it can't go back.`,
      'Wait until it is gone, and deploy it anew.',
    );
  } else {
    const taskDefinition = await rollbackTarget(to, service, aws, diagnostics);
    if (taskDefinition !== undefined) await warnOfBeatsIn(taskDefinition, aws, diagnostics);
    return { name, taskDefinition, found: diagnostics.all };
  }
  return { name, taskDefinition: undefined, found: diagnostics.all };
}

async function warnOfBeatsIn(revision: string, aws: Aws, diagnostics: Diagnostics): Promise<void> {
  const lost = 'Whether the revision runs Celery beat is not known.';
  const found = await aws.gaps.optional(lost, () => aws.taskDefinitions.find(revision));
  if (found) warnOfBeats(found.taskDefinition, diagnostics);
}
