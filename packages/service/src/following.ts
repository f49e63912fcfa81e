/**
 * What follows a deployment to its end, and explains it. It is half of this room, and loaded when there is one to follow:
 * until then every start of an action would read it for nothing.
 */
export { causeOf } from './rollout/cause.ts';
export { DEPLOYERS } from './rollout/deployers/index.ts';
export { decide, rolloutObserver } from './rollout/rolling.ts';
export { rolloutOf, rolloutProcess } from './rollout/rollout.ts';
export { settleProcess } from './settling/settle.ts';
export { serviceUndo } from './undo/service-undo.ts';
