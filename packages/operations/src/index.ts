export { runOperation, type HowToRun } from './run-operation.ts';
export { stopOnErrors } from './stop-on-errors.ts';
export type { Prepared, Telling } from './prepared.ts';
