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
  sample: 60,
};

/** Worlds in which a beat is replaced. */
export const SINGLETON_WORLDS: WorldSuite = {
  name: 'singleton',
  program: new URL('singleton-worlds/judge-part.ts', import.meta.url),
  seeds: [20261121, 20261122, 20261123, 20261124],
  worlds: 2500,
  sample: 200,
};

/** Worlds in which a run goes back over what it did. */
export const UNDO_WORLDS: WorldSuite = {
  name: 'undo',
  program: new URL('undo-worlds/judge-part.ts', import.meta.url),
  seeds: [20261121, 20261122, 20261123, 20261124, 20261125, 20261126, 20261127, 20261128],
  worlds: 250,
  sample: 5,
};

/** Everything of one kind that can happen at a run's calls. */
export interface EveryCall {
  readonly name: string;
  /** Plays each so manieth, from the given one on, and prints one line about them; fails where one goes wrong. */
  readonly program: URL;
  /** In how many parts all of them are played. */
  readonly parts: number;
  /** Of how many `npm test` plays one. */
  readonly sample: number;
}

/** Runs that deploy, repair, look at, stop and wake a beat, killed at each of their calls. */
export const KILLED_BEAT_RUNS: EveryCall = {
  name: 'beat runs, killed at every call',
  program: new URL('beat-runs/judge-kills.ts', import.meta.url),
  parts: 8,
  sample: 61,
};

/** Every two of them at the same time, so that the writes of the one meet those of the other. */
export const PAIRS_OF_BEAT_RUNS: EveryCall = {
  name: 'beat runs, every two at once',
  program: new URL('beat-runs/judge-pairs.ts', import.meta.url),
  parts: 2,
  sample: 37,
};

/** Deploys of a whole stack in one step, killed wherever it makes a difference. */
export const KILLED_STACK_DEPLOYS: EveryCall = {
  name: 'deploys of a whole stack, killed at every call',
  program: new URL('stack-worlds/judge-kills.ts', import.meta.url),
  parts: 4,
  sample: 37,
};

/** Runs of every action whose calls go wrong in every way late, several times in a row, and late for good. */
export const LATE_FAULTS: EveryCall = {
  name: 'calls that go wrong late, or again and again',
  program: new URL('chaos/judge-late.ts', import.meta.url),
  parts: 10,
  sample: 401,
};

/** Texts that try to be something else, in every place where a text comes in from outside. */
export const INJECTIONS: EveryCall = {
  name: 'hostile texts from outside',
  program: new URL('hostile/judge-injections.ts', import.meta.url),
  parts: 2,
  sample: 41,
};

/** Values that no input is made for, in every input of every action. */
export const HOSTILE_INPUTS: EveryCall = {
  name: 'hostile inputs',
  program: new URL('hostile/judge-inputs.ts', import.meta.url),
  parts: 2,
  sample: 83,
};

/** Deploys of the first worlds, through the SDK and HTTP. */
export const DEPLOYS_OVER_HTTP: EveryCall = {
  name: 'deploy worlds through the SDK and HTTP',
  program: new URL('worlds/play-over-http.ts', import.meta.url),
  parts: 2,
  sample: 5,
};
