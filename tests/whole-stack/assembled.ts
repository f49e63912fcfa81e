import type { Aws, Clock } from '@fargate-actions/aws';
import { Diagnostics, memoryWorkspace, parseVariables } from '@fargate-actions/documents';
import { resource, ref, type PlanItem, type Report, type Resource } from '@fargate-actions/engine';
import { serviceResource, type RolloutSettings } from '@fargate-actions/service';
import { singletonResource, type SingletonSettingsOfRun } from '@fargate-actions/singleton';
import { assembleStack, loadStack } from '@fargate-actions/stack';

/** The files of a stack, with `deploy/stack.yml` among them. */
export type StackFiles = Readonly<Record<string, string>>;

/** How a whole stack is assembled. */
export interface Assembly {
  readonly environment?: string;
  /** The image as `image` of a run gives it, or `built`: another resource of the run builds it. */
  readonly image?: string;
  readonly prune?: boolean;
}

const ROLLOUT: RolloutSettings = {
  waitMinutes: 30,
  logLines: 0,
  failFastAfter: 1,
  onFailure: 'rollback',
  onTimeout: 'leave',
  onCancel: 'leave',
};

const SINGLETON: SingletonSettingsOfRun = {
  strategy: 'strict',
  strays: 'report',
  forceNewDeployment: false,
  drainMinutes: 10,
  conflictMinutes: 1,
  rollout: { waitMinutes: 30, logLines: 0, failFastAfter: 1 },
  isRedBeat: false,
  otherBeatServices: [],
  otherBeatFamilies: [],
  stopTimeoutSeconds: 10,
  run: 'test',
};

const BUILT = { kind: 'image', name: 'amply-backend' } as const;

/** The resources of a whole stack, and what was found while they were assembled. */
export async function assembled(
  files: StackFiles,
  { environment, image, prune = false }: Assembly,
  aws: Aws,
  clock: Clock,
): Promise<{ readonly items: readonly PlanItem<Report>[]; readonly diagnostics: Diagnostics }> {
  const diagnostics = new Diagnostics();
  const workspace = memoryWorkspace(files);
  const stack = await loadStack(
    {
      workspace,
      path: 'deploy/stack.yml',
      environment,
      variables: parseVariables('', diagnostics),
      readsMonitoring: true,
      // Whoever runs knows it: it is asked for once.
      account: () => Promise.resolve('123456789012'),
    },
    diagnostics,
  );
  if (!stack) return { items: [], diagnostics };
  const needs = { aws, clock, progress: () => undefined };
  const items = await assembleStack<Report>(
    stack,
    stack.services,
    {
      image: { image: image === 'built' ? { name: ref(BUILT, 'image'), digest: ref(BUILT, 'digest') } : image },
      tags: { 'fargate-actions:repository': 'amply/shop' },
      prune,
      allowEmbeddedBeat: false,
      forceNewDeployment: false,
      onConflict: 'wait',
      rollout: ROLLOUT,
      serviceOf: (spec, { service }) =>
        service.isSingleton
          ? singletonResource(spec, () => Promise.resolve(SINGLETON), needs)
          : serviceResource(spec, needs),
    },
    { aws, clock, workspace },
    diagnostics,
  );
  return { items, diagnostics };
}

/** A build that gives an image: known when it is done, or before, where there is nothing to build. */
export function anImage(digest: string, isBuiltAlready: boolean): Resource {
  const outputs = { image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend@${digest}`, digest };
  return resource<undefined, true, 'build'>({
    address: BUILT,
    resolve: () => Promise.resolve(undefined),
    read: () => Promise.resolve(isBuiltAlready || undefined),
    plan: (found) =>
      found ? { action: 'none', differences: [] } : { action: 'create', differences: [], request: 'build' },
    outputs: () => outputs,
    apply: () => Promise.resolve({ outputs }),
  });
}
