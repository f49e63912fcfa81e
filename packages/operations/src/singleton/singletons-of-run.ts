import type { ActionContext } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import { DiagnosedError, type Diagnostics } from '@fargate-actions/documents';
import { openStack, WITH_GUARDS, type Stack, type StackService } from '@fargate-actions/stack';
import type { SingletonInputs } from './inputs.ts';
import { selectSingletons } from '@fargate-actions/stack';

/** The singletons that a run is for. */
export interface Singletons {
  readonly aws: Aws;
  /** Not known where neither an input nor the environment names it. */
  readonly region: string | undefined;
  readonly cluster: string;
  /** The ECS services. */
  readonly names: readonly string[];
  /** Absent without a stack. */
  readonly stack: { readonly stack: Stack; readonly services: readonly StackService[] } | undefined;
}

/**
 * Finds out which services the inputs mean.
 *
 * @throws DiagnosedError where the files or the names are wrong.
 */
export async function singletonsOf(
  inputs: SingletonInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Singletons> {
  if (inputs.stack === undefined) {
    return {
      aws: context.aws(inputs.awsRegion),
      region: inputs.awsRegion ?? context.run.region,
      cluster: inputs.cluster ?? 'default',
      names: [inputs.service ?? ''],
      stack: undefined,
    };
  }
  const commitSha = inputs.commitSha ?? context.run.commitSha;
  const choice = { ...inputs, commitSha, ...(inputs.mode === 'deploy' && WITH_GUARDS) };
  const stack = await openStack(inputs.stack, choice, context, diagnostics);
  const services = stack ? selectSingletons(stack, inputs.services, diagnostics) : [];
  if (!stack || diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
  const names = services.map(({ name }) => name);
  const aws = context.aws(stack.region);
  return { aws, region: stack.region, cluster: stack.cluster.name, names, stack: { stack, services } };
}
