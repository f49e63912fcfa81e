export { monitor } from './monitor/monitor.ts';
export { render } from './render/render.ts';
export { scale } from './scale/scale.ts';
export { operation } from './operation.ts';
export { runOperation, type HowToRun } from './run-operation.ts';
export { stopOnErrors } from './stop-on-errors.ts';
export type { Prepared, OperationReport } from './prepared.ts';
