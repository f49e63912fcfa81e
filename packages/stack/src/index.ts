export { imageResolver } from './images.ts';
export { loadStack, type StackSource } from './load-stack.ts';
export { lookUpReferences } from './references.ts';
export { familyOf, renderStack, type RenderedService } from './render-stack.ts';
export { stackSchema } from './schema.ts';
export { selectServices } from './select-services.ts';
export {
  imagesOf,
  logGroupsOf,
  stackResources,
  type DeploySettings,
  type StackSurroundings,
} from './stack-resources.ts';
export type { Stack, StackService } from './stack.ts';
