import type { ActionContext } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import { DiagnosedError, type Diagnostics, type Document } from '@fargate-actions/documents';
import {
  findBeatServices,
  singletonSettings,
  type HowToKeep,
  type SingletonSettingsOfRun,
} from '@fargate-actions/singleton';
import { openStack, selectSingletons, WITH_GUARDS, type Stack, type StackService } from '@fargate-actions/stack';
import { once } from '../once.ts';
import type { SingletonInputs } from './inputs.ts';

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
  /**
   * How one of them is kept. Which services of the cluster run beat is asked once, and only by this.
   *
   * @param taskDefinition by default what the stack's files say.
   */
  readonly settingsOf: (service: string, how: HowToKeep, taskDefinition?: Document) => Promise<SingletonSettingsOfRun>;
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
  const found = await (inputs.stack === undefined
    ? singletonOfInputs(inputs, context)
    : singletonsOfStack(inputs, inputs.stack, context, diagnostics));
  const beats = once(() => findBeatServices(found.cluster, found.aws));
  const inFiles = (service: string) => found.stack?.services.find(({ name }) => name === service)?.taskDefinition;
  return {
    ...found,
    settingsOf: async (service, how, taskDefinition = inFiles(service)) =>
      singletonSettings(service, how, taskDefinition, await beats()),
  };
}

type Found = Omit<Singletons, 'settingsOf'>;

function singletonOfInputs(
  { awsRegion, cluster = 'default', service = '' }: SingletonInputs,
  context: ActionContext,
): Found {
  const region = awsRegion ?? context.run.region;
  return { aws: context.aws(awsRegion), region, cluster, names: [service], stack: undefined };
}

async function singletonsOfStack(
  inputs: SingletonInputs,
  path: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Found> {
  const commitSha = inputs.commitSha ?? context.run.commitSha;
  const choice = { ...inputs, commitSha, ...(inputs.mode === 'deploy' && WITH_GUARDS) };
  const stack = await openStack(path, choice, context, diagnostics);
  const services = stack ? selectSingletons(stack, inputs.services, diagnostics) : [];
  if (!stack || diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
  const names = services.map(({ name }) => name);
  const aws = context.aws(stack.region);
  return { aws, region: stack.region, cluster: stack.cluster.name, names, stack: { stack, services } };
}
