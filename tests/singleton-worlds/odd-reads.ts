import { awsPorts, type Operation, type Wire } from '@fargate-actions/aws';
import { virtualAws, type VirtualAws } from '@fargate-actions/emulator';
import { singletonProcess, type SingletonReport, type SingletonWanted } from '@fargate-actions/singleton';
import { drive } from '@fargate-actions/engine';
import { registerBeat, seedBeat, wantedBeat } from './account.ts';

/** Puts an answer differently: what it is given is its own to change. */
export type Odd = (operation: Operation, output: Record<string, unknown>, account: VirtualAws) => void;

/** An account with a beat that has run for a while, and the revision that is to replace it. */
export async function aBeat(ageSeconds = 600): Promise<{ readonly account: VirtualAws; readonly next: string }> {
  const account = virtualAws();
  seedBeat(account.emulator, 'singleton');
  await account.clock.advance(ageSeconds);
  return { account, next: registerBeat(account.emulator, 2) };
}

/** A wire whose answers are put differently. */
export function oddWire(account: VirtualAws, odd: Odd): Wire {
  const { wire } = account;
  return {
    ...wire,
    async call(operation, input, options) {
      const output = structuredClone(await wire.call(operation, input, options));
      odd(operation, output as Record<string, unknown>, account);
      return output;
    },
  };
}

/** Runs the sequence to its end over a wire. */
export function kept({ clock }: VirtualAws, wire: Wire, wanted: Partial<SingletonWanted>): Promise<SingletonReport> {
  const context = { aws: awsPorts(wire, clock), clock };
  return clock.run(drive(singletonProcess(wantedBeat(wanted), context), { clock }));
}

/** The calls that change something, by their names. */
export function writesOf({ emulator }: VirtualAws): string[] {
  return emulator.requests
    .map(({ operation }) => operation)
    .filter((operation) => !/^(?:Describe|List|Get|Register|Create)/.test(operation));
}
