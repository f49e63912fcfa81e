/** Random worlds of one kind, played in parts. */
export interface WorldSuite {
  readonly name: string;
  /** Plays so many worlds of a seed and prints one line about them; fails at the first that is judged wrong. */
  readonly program: URL;
  /** Each makes a part of the worlds. */
  readonly seeds: readonly number[];
  /** How many worlds a part has. */
  readonly worlds: number;
  /** How many of them `npm test` plays: the first ones. */
  readonly sample: number;
}

/** Worlds in which a stack is deployed. */
export const DEPLOY_WORLDS: WorldSuite = {
  name: 'deploy',
  program: new URL('worlds/judge-part.ts', import.meta.url),
  seeds: [20261121, 20261122, 20261123, 20261124],
  worlds: 600,
  sample: 125,
};

/** Worlds in which a beat is replaced. */
export const SINGLETON_WORLDS: WorldSuite = {
  name: 'singleton',
  program: new URL('singleton-worlds/judge-part.ts', import.meta.url),
  seeds: [20261121, 20261122, 20261123, 20261124],
  worlds: 2500,
  sample: 500,
};
