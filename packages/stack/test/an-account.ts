import { awsPorts, type Aws, type Wire } from '@fargate-actions/aws';
import {
  seedSurroundings,
  virtualAws,
  type Emulator,
  type ScenarioChange,
  type VirtualClock,
} from '@fargate-actions/emulator';

/** An AWS account in virtual time, with what the seed's files name. */
export interface Account {
  readonly aws: Aws;
  readonly wire: Wire;
  readonly clock: VirtualClock;
  readonly emulator: Emulator;
}

/** An account in eu-central-1 that behaves as the scenario says. */
export function anAccount(scenario: ScenarioChange = {}): Account {
  const { wire, clock, emulator } = virtualAws({ latencySeconds: [0, 0] });
  seedSurroundings(emulator.world);
  emulator.changeScenario(scenario);
  return { aws: awsPorts(wire, clock), wire, clock, emulator };
}
