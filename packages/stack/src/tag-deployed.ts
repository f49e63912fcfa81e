import type { Aws } from '@fargate-actions/aws';
import { Diagnostics, isList, loadDocument, valueAt, type Json, type Workspace } from '@fargate-actions/files';
import { ecrRegistry, imagesOf, parseImageName } from '@fargate-actions/task-definition';
import type { RenderedService } from './render-stack.ts';
import type { Stack } from './stack.ts';

/** What a rule that keeps deployed images asks of a tag. */
const DEPLOYED = 'deployed';

/**
 * Tags the images that services run from now on, where the stack's lifecycle policy has a rule on `deployed-*`: without
 * one the tags would be of no use to anybody, and cost calls and permissions.
 *
 * What runs well is not called a failure for its tag: what goes wrong is a warning, a denial a notice.
 */
export async function tagDeployed(
  stack: Stack,
  deployed: readonly Pick<RenderedService, 'service' | 'taskDefinition'>[],
  workspace: Workspace,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<void> {
  const { image } = stack;
  if (deployed.length === 0 || image?.lifecyclePolicy === undefined) return;
  const at = stack.document.at(['image', 'lifecyclePolicy']);
  const policy = await loadDocument(workspace, image.lifecyclePolicy, at, new Diagnostics());
  if (!policy || !keepsDeployed(policy.value)) return;
  const { setDeployedTag } = await import('@fargate-actions/image');
  await Promise.all(
    deployed.map(async ({ service, taskDefinition }) => {
      const images = imagesOf(taskDefinition).flatMap(({ image: name }) => {
        const { registry, repository, digest } = parseImageName(name) ?? {};
        if (repository !== image.repository || digest === undefined) return [];
        return [[digest, { repositoryName: repository, registryId: ecrRegistry(registry)?.account }] as const];
      });
      const to = { cluster: stack.cluster.name, service: service.name };
      try {
        for (const [digest, place] of new Map(images)) await setDeployedTag(place, to, digest, aws);
      } catch (error) {
        diagnostics.warning(
          at,
          'image/deployed-tag',
          `The image that ${to.service} runs could not be tagged as deployed: ${error instanceof Error ? error.message : String(error)}`,
          'Deploy again: until then the lifecycle policy does not know that it is in use.',
        );
      }
    }),
  );
}

/** Whether a rule of the policy is for images with a `deployed-...` tag. */
function keepsDeployed(policy: Json): boolean {
  const rules = valueAt(policy, ['rules']);
  return (isList(rules) ? rules : []).some((rule) =>
    ['tagPatternList', 'tagPrefixList'].some((key) => {
      const patterns = valueAt(rule, ['selection', key]);
      return isList(patterns) && patterns.some((one) => typeof one === 'string' && one.startsWith(DEPLOYED));
    }),
  );
}
