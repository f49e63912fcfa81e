/**
 * What the sequence of a singleton judges its rollout by: ECS deploys a singleton in no other way, and is asked neither to
 * stop nor to go back.
 */
export { decide } from './deployers/rolling/decide.ts';
export { observer as rolloutObserver } from './deployers/rolling/observe.ts';
