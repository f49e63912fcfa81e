export type { InputOf, Operation, Operations, OutputOf } from './operations.ts';
export type { Wire } from './wire.ts';
export { systemClock, type Clock } from './clock.ts';
