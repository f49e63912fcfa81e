import { readInputFile, type Surroundings } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import type { Resource } from '@fargate-actions/plan';
import { readScaling, scalingResources, type ScaledService } from '@fargate-actions/scaling';
import type { ScaleInputs } from './inputs.ts';
import { modeResource } from './mode-resource.ts';
import { scaleSettings } from './scale-settings.ts';

/** What scales one service, as the inputs name it and its scaling file. */
export async function singleService(
  inputs: ScaleInputs,
  name: string,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<Resource[]> {
  const aws = surroundings.aws(inputs.awsRegion);
  const { mode, cluster = 'default' } = inputs;
  if (mode !== 'apply') {
    // Nobody says whether it may run twice: before it runs again, what ran is to be gone.
    const service = { name, cluster, at: undefined, isSingleton: true };
    return [modeResource(mode, service, aws, surroundings.clock)];
  }
  const file = await readInputFile(inputs.scaling ?? '', surroundings, diagnostics);
  if (!file) return [];
  const service: ScaledService = {
    name,
    cluster,
    // Begins the names of what is made: a cluster is to a service what a stack would be.
    stack: cluster,
    // What it runs now is what scaling made of it: no minimum to take over.
    desiredCount: undefined,
    targetGroups: await targetGroupsOf(cluster, name, aws),
    isSingleton: false,
    at: file.at(),
  };
  const wanted = readScaling(file, service, diagnostics);
  return wanted ? scalingResources(wanted, { ...scaleSettings(inputs, surroundings), service }, aws) : [];
}

async function targetGroupsOf(cluster: string, name: string, aws: Aws): Promise<string[]> {
  const lost = `Whether ${name} is behind a load balancer is not known.`;
  const service = await aws.denials.without(lost, () => aws.services.find(cluster, name));
  return (service?.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
}
