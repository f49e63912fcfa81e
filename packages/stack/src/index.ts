export { assembleStack, type AssemblyContext, type WholeStackSettings } from './assemble-stack.ts';
export { completeService } from './complete-service.ts';
export { deploymentGuards, WITH_GUARDS } from './deployment-guards.ts';
export { monitoringOfStack } from './monitoring-of-stack.ts';
export { openStack, type StackChoice } from './open-stack.ts';
export { leaveSingletons, type Parted } from './leave-singletons.ts';
export { loadStack } from './load-stack.ts';
export type { StackSource } from './stack-source.ts';
export {
  checkRendering,
  completeTaskDefinitions,
  renderings,
  renderStack,
  type CompletedService,
  type ImageOfRun,
  type RenderedService,
  type StackRendering,
} from './render-stack.ts';
export type { MonitoringInstead } from './read-monitoring.ts';
export { renderedInFiles } from './rendered-files.ts';
export { scaledService } from './scaled-service.ts';
export { scalingOfStack, type ScalingOfStack } from './scaling-of-stack.ts';
export { stackSchema } from './schema.ts';
export { selectSingletons } from './select-singletons.ts';
export { selectServices } from './select-services.ts';
export { stackResources, type DeploySettings } from './stack-resources.ts';
export { deployedTags } from './tag-deployed.ts';
export { resourcesWithoutStack } from './without-stack.ts';
export { checkImageIsUsed } from './used-image.ts';
export type { Stack, StackMonitoring, StackService } from './stack.ts';
