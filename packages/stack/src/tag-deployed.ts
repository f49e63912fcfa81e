import type { Aws } from '@fargate-actions/aws';
import { Diagnostics, isList, loadDocument, valueAt, type Json, type Workspace } from '@fargate-actions/documents';
import type { Expansion } from '@fargate-actions/engine';
import { serviceAddress } from '@fargate-actions/service';
import { ecrRegistry, imagesOf, isImagePlaceholder, parseImageName } from '@fargate-actions/task-definition';
import type { StackRendering } from './render-stack.ts';
import type { Stack } from './stack.ts';

/** What a rule that keeps deployed images asks of a tag. */
const DEPLOYED = 'deployed';

/**
 * The tags on the images that services run from now on, where the stack's lifecycle policy has a rule on `deployed-*`:
 * without one the tags would be of no use to anybody, and cost calls and permissions.
 *
 * @param deployed the services that this run deploys and waits for.
 */
export async function deployedTags(
  { image, cluster, document }: Stack,
  deployed: readonly StackRendering[],
  workspace: Workspace,
  aws: Aws,
): Promise<Expansion[]> {
  if (deployed.length === 0 || image?.lifecyclePolicy === undefined) return [];
  const at = document.at(['image', 'lifecyclePolicy']);
  const policy = await loadDocument(workspace, image.lifecyclePolicy, at, new Diagnostics());
  if (!policy || !keepsDeployed(policy.value)) return [];
  const { deployedTagResource } = await import('@fargate-actions/image');
  // Which images there are shows when their tags are looked up.
  return deployed.map(({ service, image: built, render }) => ({
    expand: async () => {
      const images = imagesOf((await render()).document).flatMap(({ image: name }) => {
        const { registry, repository, digest } = parseImageName(name) ?? {};
        if (repository !== image.repository || digest === undefined) return [];
        const isBuilt = built !== undefined && isImagePlaceholder(name);
        const { account } = ecrRegistry(isBuilt ? image.registry : registry) ?? {};
        return [[isBuilt ? built.digest : digest, { repositoryName: repository, registryId: account }] as const];
      });
      const to = { cluster: cluster.name, service: service.name };
      const all = [...new Map(images)];
      return all.map(([digest, place], index) =>
        deployedTagResource(place, to, digest, index < all.length - 1, [serviceAddress(service.name)], aws),
      );
    },
  }));
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
