import { inBareNode } from '../tests/in-bare-node.ts';
import {
  DEPLOYS_OVER_HTTP,
  DEPLOY_WORLDS,
  HOSTILE_INPUTS,
  INJECTIONS,
  KILLED_BEAT_RUNS,
  KILLED_STACK_DEPLOYS,
  LATE_FAULTS,
  PAIRS_OF_BEAT_RUNS,
  SINGLETON_WORLDS,
  UNDO_WORLDS,
  type EveryCall,
  type WorldSuite,
} from '../tests/world-suites.ts';
import type { Check } from './check/check.ts';
import { printChecks } from './check/print-checks.ts';

/** The parts of a suite, in full. Each passes where none of its worlds is judged wrong. */
function partsOf({ name, program, seeds, worlds }: WorldSuite): Check[] {
  return seeds.map((seed, index) => ({
    name: `${name} worlds, part ${index + 1} of ${seeds.length}`,
    run: async () => {
      process.stdout.write(await inBareNode(program, seed, worlds));
      return [];
    },
  }));
}

/** The parts of a suite that plays every one of something: each has those that the others leave out. */
function partsOfEvery({ name, program, parts }: EveryCall): Check[] {
  return Array.from({ length: parts }, (_, index) => ({
    name: `${name}, part ${index + 1} of ${parts}`,
    run: async () => {
      process.stdout.write(await inBareNode(program, parts, index + 1));
      return [];
    },
  }));
}

await printChecks([
  ...[
    KILLED_BEAT_RUNS,
    KILLED_STACK_DEPLOYS,
    PAIRS_OF_BEAT_RUNS,
    LATE_FAULTS,
    INJECTIONS,
    HOSTILE_INPUTS,
    DEPLOYS_OVER_HTTP,
  ].flatMap(partsOfEvery),
  ...[DEPLOY_WORLDS, SINGLETON_WORLDS, UNDO_WORLDS].flatMap(partsOf),
]);
