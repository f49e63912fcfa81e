import { namedService, readInputFile, type Surroundings } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import { readScaling, scalingResources, type ScaledService } from '@fargate-actions/scaling';
import type { ScaleInputs } from './inputs.ts';
import { modeResource } from './mode-resource.ts';
import type { ScalingOfRun } from './scaling-of-run.ts';
import { scaleSettings } from './scale-settings.ts';

/** What scales one service, as the inputs name it and its scaling file. */
export async function singleService(
  inputs: ScaleInputs,
  given: string,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<ScalingOfRun | undefined> {
  const aws = surroundings.aws(inputs.awsRegion);
  const region = inputs.awsRegion ?? surroundings.run.region;
  const named = await namedService({ service: given, cluster: inputs.cluster }, region, aws, diagnostics);
  if (!named) return undefined;
  const { mode } = inputs;
  const { name, cluster } = named;
  if (mode !== 'apply') {
    // Nobody says whether it may run twice: before it runs again, what ran is to be gone.
    const service = { name, cluster, at: undefined, isSingleton: true };
    return { aws, resources: [modeResource(mode, service, aws, surroundings.clock)], scaled: [] };
  }
  const file = await readInputFile(inputs.scaling ?? '', surroundings, diagnostics);
  if (!file) return undefined;
  const service: ScaledService = {
    name,
    cluster,
    stack: undefined,
    // What it runs now is what scaling made of it: no minimum to take over.
    desiredCount: undefined,
    targetGroups: await targetGroupsOf(cluster, name, aws),
    isSingleton: false,
    at: file.at(),
  };
  const wanted = readScaling(file, service, diagnostics);
  if (!wanted) return undefined;
  const spec = { ...scaleSettings(inputs, surroundings), service };
  return { aws, resources: scalingResources(wanted, spec, aws), scaled: [{ service, wanted }] };
}

async function targetGroupsOf(cluster: string, name: string, aws: Aws): Promise<string[]> {
  const lost = `Whether ${name} is behind a load balancer is not known.`;
  const service = await aws.denials.without(lost, () => aws.services.find(cluster, name));
  return (service?.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
}
