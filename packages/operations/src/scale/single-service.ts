import { namedService, readInputFile, type ActionContext } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import { readScaling, scalingResources, type ScaledService } from '@fargate-actions/scaling';
import type { ScaleInputs } from './inputs.ts';
import { modeResource } from './mode-resource.ts';
import type { ScalingOfRun } from './scaling-of-run.ts';
import { scaleSettings } from './scale-settings.ts';

/** What scales one service, as the inputs name it and its scaling file. */
export async function singleService(
  inputs: ScaleInputs,
  given: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ScalingOfRun | undefined> {
  const aws = context.aws(inputs.awsRegion);
  const region = inputs.awsRegion ?? context.run.region;
  const named = await namedService({ service: given, cluster: inputs.cluster }, region, aws, diagnostics);
  if (!named) return undefined;
  const { mode } = inputs;
  const { name, cluster } = named;
  if (mode !== 'apply') {
    const service = { name, cluster, at: undefined, isNamed: true, isSingleton: false, mayBeSingleton: true };
    return { aws, resources: [modeResource(mode, service, aws, context)], scaled: [] };
  }
  const [file, found] = await Promise.all([
    readInputFile(inputs.scaling ?? '', context, diagnostics, 'machine'),
    foundService(cluster, name, aws),
  ]);
  if (!file) return undefined;
  const service: ScaledService = {
    name,
    cluster,
    stack: undefined,
    // What it runs now is what scaling made of it: no minimum to take over.
    desiredCount: undefined,
    targetGroups: (found?.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
    // Nobody says; what it runs does.
    isSingleton: false,
    at: file.at(),
  };
  const wanted = readScaling(file, service, diagnostics);
  if (!wanted) return undefined;
  const spec = { ...scaleSettings(inputs, context), service, region };
  return {
    aws,
    resources: scalingResources(wanted, spec, aws),
    scaled: [{ service, wanted }],
    // What knows Celery's commands is a chunk of its own.
    check: async (diagnostics) => {
      const { refuseBeat } = await import('./refuse-beat.ts');
      await refuseBeat(service, found?.taskDefinition, aws, diagnostics);
    },
  };
}

function foundService(cluster: string, name: string, aws: Aws): ReturnType<Aws['services']['find']> {
  const lost = `Whether ${name} is behind a load balancer, or runs Celery beat, is not known.`;
  return aws.gaps.unlessDenied(lost, () => aws.services.find(cluster, name));
}
