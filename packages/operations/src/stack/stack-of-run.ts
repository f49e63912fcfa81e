import type { ActionContext } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics, Document } from '@fargate-actions/documents';
import type { PlanItem, Report } from '@fargate-actions/engine';
import { consolePages, serviceResource, type ConsolePages } from '@fargate-actions/service';
import {
  findBeatServices,
  singletonSettings,
  singletonResource,
  type SingletonWanted,
} from '@fargate-actions/singleton';
import { assembleStack, type Stack, type StackService } from '@fargate-actions/stack';
import type { BuiltImage } from '@fargate-actions/task-definition';
import { deploySettings } from '../deploy/deploy-settings.ts';
import { dashboardLink } from '../monitor/dashboard-link.ts';
import { once } from '../once.ts';
import { serviceContext, singletonContext } from '../room-contexts.ts';
import { howToKeep } from './how-to-keep.ts';
import { inStack } from './in-stack.ts';
import type { WholeStackInputs } from './inputs.ts';

/** The stack that a run is about, with all of its resources. */
export interface StackOfRun {
  readonly stack: Stack;
  readonly services: readonly StackService[];
  readonly aws: Aws;
  readonly items: readonly PlanItem<Report>[];
  readonly pages: ConsolePages | undefined;
  readonly dashboardUrl: string | undefined;
  /** Its singletons as they must be: what an audit asks of them. */
  readonly singletons: () => Promise<readonly SingletonWanted[]>;
}

/** Assembles everything that the services of a stack consist of. Calls nothing of AWS. */
export async function stackOfRun(
  stack: Stack,
  services: readonly StackService[],
  inputs: WholeStackInputs,
  built: BuiltImage | undefined,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<StackOfRun> {
  const aws = context.aws(stack.region);
  const { clock, workspace } = context;
  const how = howToKeep(inputs, context);
  const beats = once(() => findBeatServices(stack.cluster.name, aws));
  const ofServices = serviceContext(aws, context);
  const ofSingletons = singletonContext(aws, context);
  const settings = async (service: string, taskDefinition: Document) =>
    singletonSettings(service, how, taskDefinition, await beats());
  const items = await assembleStack<Report>(
    stack,
    services,
    {
      ...deploySettings({ ...inputs, waitForServiceStability: true, onFailure: 'leave' }, context),
      image: { image: built ?? inputs.image ?? inputs.imageRef, isRunningOne: inputs.mode !== 'deploy' },
      prune: inputs.prune,
      allowEmbeddedBeat: inputs.allowEmbeddedBeat,
      serviceOf: (spec, { service, taskDefinition }) =>
        service.isSingleton
          ? singletonResource(
              spec,
              () => settings(service.name, taskDefinition),
              ofSingletons,
              (refusals) =>
                // An audit finds the same, and must not end there as a deploy does.
                inputs.mode === 'audit' ? [] : refusals.map(inStack),
            )
          : serviceResource(spec, ofServices),
    },
    { aws, clock, workspace },
    diagnostics,
  );
  const names = services.map(({ name }) => name);
  return {
    stack,
    services,
    aws,
    items,
    pages: consolePages({ region: stack.region, cluster: stack.cluster.name }, names),
    dashboardUrl: dashboardLink(items, stack.region),
    singletons: () =>
      Promise.all(
        services
          .filter(({ isSingleton }) => isSingleton)
          .map(async ({ name, taskDefinition }) => ({
            ...(await settings(name, taskDefinition)),
            mode: 'deploy' as const,
            cluster: stack.cluster.name,
            service: name,
          })),
      ),
  };
}
