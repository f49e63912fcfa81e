export { completeService } from './complete-service.ts';
export { openStack, type StackChoice } from './open-stack.ts';
export { loadStack, type StackSource } from './load-stack.ts';
export { completeTaskDefinitions, renderStack, type CompletedService, type RenderedService } from './render-stack.ts';
export { stackSchema } from './schema.ts';
export { selectServices } from './select-services.ts';
export { singletonResources } from './singleton-resources.ts';
export { stackResources, type DeploySettings, type StackSurroundings } from './stack-resources.ts';
export type { Stack, StackService } from './stack.ts';
