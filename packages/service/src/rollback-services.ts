import type { Aws } from '@fargate-actions/aws';
import { Document, type Diagnostics } from '@fargate-actions/documents';
import type { Expansion, Resource } from '@fargate-actions/engine';
import { warnOfBeats } from './beats-in-services.ts';
import { COMMIT_TAG } from './deploy-tags.ts';
import { missingService, servicesOfCluster } from './missing-service.ts';
import { rollbackTarget } from './rollback-target.ts';
import type { RolloutReport } from './rollout-report.ts';
import type { ServiceContext } from './service-context.ts';
import { serviceResource } from './service-resource.ts';
import type { ServiceSpec } from './service-spec.ts';

/** What goes back where. */
export interface Rollback extends Pick<ServiceSpec, 'forceNewDeployment' | 'onConflict' | 'tags' | 'rollout'> {
  readonly names: readonly string[];
  readonly cluster: string;
  /** `previous`, a revision's number, or `family:revision`. */
  readonly to: string;
}

/** What deploys an existing revision of each service, and changes nothing else of it: which one, AWS tells. */
export function rollbackServices(
  rollback: Rollback,
  context: ServiceContext,
  diagnostics: Diagnostics,
): Expansion<RolloutReport>[] {
  if (rollback.names.length > 1 && rollback.to !== 'previous') {
    diagnostics.error(
      undefined,
      'rollback/one-service',
      `rollback-to \`${rollback.to}\` names one revision, but ${rollback.names.length} services are to go back.`,
      'Name the one service with the input `services`, or use `rollback-to: previous`.',
    );
    return [];
  }
  const { names, cluster, forceNewDeployment, onConflict, rollout } = rollback;
  // The commit of this run is not that of the revision that is gone back to.
  const { [COMMIT_TAG]: _, ...tags } = rollback.tags;
  const deploying = (name: string, taskDefinition: string): Resource<RolloutReport> =>
    serviceResource(
      {
        name,
        cluster,
        document: new Document({}, new Map()),
        taskDefinition,
        after: [],
        countPolicy: 'left alone',
        createWhenMissing: false,
        forceNewDeployment,
        // Whoever goes back does so because of what is under way: that is not waited for.
        onConflict: onConflict === 'fail' ? 'fail' : 'replace',
        tags,
        rollout,
      },
      context,
    );
  return names.map((name) => ({
    expand: async (found) => {
      const taskDefinition = await targetOf(name, rollback, context.aws, found);
      return taskDefinition === undefined ? [] : [deploying(name, taskDefinition)];
    },
  }));
}

/** The revision that one service goes back to; undefined after an error. */
async function targetOf(
  name: string,
  { cluster, to }: Rollback,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  const service = await aws.services.find(cluster, name);
  if (!service || service.status === 'INACTIVE') {
    const { what, message, hint } = missingService(cluster, name, await servicesOfCluster(cluster, aws));
    diagnostics.error(undefined, `${what}/missing`, message, hint);
    return undefined;
  }
  if (service.status === 'DRAINING') {
    diagnostics.error(
      undefined,
      'service/draining',
      `The service ${name} is being deleted (DRAINING): it can't go back.`,
      'Wait until it is gone, and deploy it anew.',
    );
    return undefined;
  }
  const taskDefinition = await rollbackTarget(to, service, aws, diagnostics);
  if (taskDefinition !== undefined) await warnOfBeatsIn(taskDefinition, aws, diagnostics);
  return taskDefinition;
}

async function warnOfBeatsIn(revision: string, aws: Aws, diagnostics: Diagnostics): Promise<void> {
  const lost = 'Whether the revision runs Celery beat is not known.';
  const found = await aws.gaps.optional(lost, () => aws.taskDefinitions.find(revision));
  if (found) warnOfBeats(found.taskDefinition, diagnostics);
}
