export { render } from './render/render.ts';
export { operation } from './operation.ts';
export { scale } from './scale/scale.ts';
export { runOperation, type HowToRun } from './run-operation.ts';
export { stopOnErrors } from './stop-on-errors.ts';
export type { Prepared, OperationReport } from './prepared.ts';
