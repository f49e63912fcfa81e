import type { Guards } from '../guards.ts';
import type { Observation } from '../observation.ts';
import type { SingletonTimings } from '../timings.ts';
import type { SingletonWanted } from '../wanted.ts';
import type { Step } from './steps.ts';

/** What every part of the planner decides from. */
export interface Question {
  readonly seen: Observation;
  readonly wanted: SingletonWanted;
  readonly guards: Guards;
  readonly timings: SingletonTimings;
}

/** Looks again after so many seconds. */
export function wait(seconds: number, what: string): Step {
  return { kind: 'wait', seconds, for: what };
}

/** The seconds since a moment of our clock. */
export function secondsSince({ seen }: Question, at: number): number {
  return (seen.at - at) / 1000;
}

/** The deployment that ECS works towards. */
export function primaryOf({ service }: Observation) {
  return service?.deployments?.find(({ status }) => status === 'PRIMARY');
}

/** The ARN of a revision of which a mark has the name. */
export function revisionArn(name: string, like: string): string | undefined {
  if (name === '' || name.startsWith('arn:')) return name === '' ? undefined : name;
  return `${like.slice(0, like.lastIndexOf('/') + 1)}${name}`;
}
