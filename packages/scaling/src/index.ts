export { readScaling } from './file/read-scaling.ts';
export type { WantedAction, WantedPolicy, WantedScaling, WantedTarget } from './file/wanted.ts';
export type { ScaledService } from './scaled-service.ts';
