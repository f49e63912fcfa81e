import { isList, valueAt, type Diagnostics, type Document, type Position } from '@fargate-actions/documents';
import { ecrRegistry, parseImageName } from './image-name.ts';

/**
 * The registry that a task definition names for a repository; undefined where it names none, or has a word such as `xxxx`
 * in the place of the account. Containers that name several are an error: only one of them can be meant.
 *
 * @param containers the containers that the image is for; absent: all.
 */
export function registryInFile(
  document: Document,
  repository: string,
  containers: readonly string[] | undefined,
  diagnostics: Diagnostics,
): string | undefined {
  const list = valueAt(document.value, ['containerDefinitions']);
  const found = (isList(list) ? list : []).flatMap((container, index) => {
    const [name, image] = [valueAt(container, ['name']), valueAt(container, ['image'])];
    const isMeant = containers === undefined || (typeof name === 'string' && containers.includes(name));
    const { registry, repository: written } = (typeof image === 'string' ? parseImageName(image) : undefined) ?? {};
    if (!isMeant || written !== repository || !namesAccount(registry)) return [];
    return [{ registry, at: document.at(['containerDefinitions', index, 'image']) }];
  });
  const [first, ...others] = found;
  const other = others.find(({ registry }) => registry !== first?.registry);
  if (first && other) {
    diagnostics.error(
      other.at,
      'image/registries',
      `Containers run ${repository} from ${first.registry} and from ${other.registry}, and the image that this run is given has no registry.`,
      'Set the input `registry`, or give the image with its registry.',
    );
  }
  return first?.registry;
}

/** Whether a registry is one that can be asked: the seed's `xxxx.dkr.ecr...` stands for that of the account. */
export function namesAccount(registry: string | undefined): registry is string {
  if (registry === undefined) return false;
  const ecr = ecrRegistry(registry);
  return ecr === undefined || ecr.account !== undefined;
}

/** Says that an image comes from another registry than the one that the file names. */
export function noticeOtherRegistry(
  repository: string,
  written: string,
  registry: string,
  at: Position | undefined,
  diagnostics: Diagnostics,
): void {
  diagnostics.notice(
    at,
    'image/registry-replaced',
    `The file names the registry ${written} for ${repository}, but this run takes the image from ${registry}.`,
    'Remove the input `registry` or `image.registry` in stack.yml to take it from the registry of the file.',
  );
}
