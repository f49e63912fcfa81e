import type { Aws, Clock } from '@fargate-actions/aws';
import { DiagnosedError, Diagnostics } from '@fargate-actions/documents';
import { applyPlan, planAll, type Outcome } from '@fargate-actions/engine';
import {
  serviceResource,
  type RolloutProgress,
  type RolloutReport,
  type RolloutSettings,
} from '@fargate-actions/service';
import { loadStack, renderings, stackResources } from '@fargate-actions/stack';
import { stackFiles, type NamedServices } from './stack-files.ts';

/** What is deployed, and how it is watched. */
export interface Deploy {
  readonly services: NamedServices;
  /** The tag of every image ends in it. */
  readonly version: number;
  readonly rollout: RolloutSettings;
  readonly signal?: AbortSignal;
  readonly maxParallel?: number;
  /** Replaces the tasks of services that are as wanted, too. */
  readonly isForced?: boolean;
  readonly progress?: (progress: RolloutProgress) => void;
}

/** Waits as long as it takes, and gives nothing up. */
export const PATIENT: RolloutSettings = {
  waitMinutes: 60,
  logLines: 0,
  failFastAfter: 0,
  onTimeout: 'leave',
  onCancel: 'leave',
};

/** Deploys a version of services as the action does: loads, renders, plans and applies their stack. */
export async function deploy(
  { services, version, rollout, signal, maxParallel, isForced = false, progress = () => undefined }: Deploy,
  aws: Aws,
  clock: Clock,
): Promise<Outcome<RolloutReport>[]> {
  const diagnostics = new Diagnostics();
  const account = async () => (await aws.identity()).account;
  const workspace = stackFiles(services, version);
  const stack = await loadStack({ workspace, path: 'stack.yml', variables: new Map(), account }, diagnostics);
  if (!stack) throw new DiagnosedError(diagnostics.all);
  const all = renderings(stack, stack.services, { image: undefined }, aws, diagnostics);
  const settings = { tags: {}, forceNewDeployment: isForced, onConflict: 'wait' as const, rollout };
  const needs = { aws, clock, progress };
  const resources = stackResources(stack, all, settings, needs, diagnostics, (spec) => serviceResource(spec, needs));
  const plan = await planAll(resources, diagnostics);
  return applyPlan(plan, { clock, signal, ...(maxParallel !== undefined && { maxParallel }) });
}
