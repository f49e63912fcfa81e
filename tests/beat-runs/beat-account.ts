import type { Wire } from '@fargate-actions/aws';
import { Emulator, emulatorWire, overlaps, VirtualClock, type World } from '@fargate-actions/emulator';
import { OFF_HOURS_TAG, REPLACING_TAG } from '@fargate-actions/service';
import { CLUSTER, seedBeat, SERVICE } from '../singleton-worlds/account.ts';
import { playRun, type BeatRun } from './beat-run.ts';

/** All accounts have this seed, so that a call has the same number on every machine. */
const SEED = 11;

/** An account of AWS with one beat, and the time in which it lives. */
export interface BeatAccount {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  /** A runner's own way to AWS. */
  readonly wire: () => Wire;
}

/** The same account once more, as it is now. */
export function copied({ emulator }: Pick<BeatAccount, 'emulator'>): BeatAccount {
  return accountIn(new Emulator({ world: structuredClone(emulator.world) }));
}

function accountIn(emulator: Emulator): BeatAccount {
  const clock = new VirtualClock({
    startAt: emulator.world.now,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });
  return { emulator, clock, wire: () => emulatorWire(emulator, clock) };
}

/** An account in which version 1 of the beat has run for an hour. */
export async function awake(settings: 'defaults' | 'singleton' = 'singleton'): Promise<BeatAccount> {
  const account = accountIn(new Emulator({ seed: SEED }));
  seedBeat(account.emulator, settings);
  await account.clock.advance(3600);
  return account;
}

/** The same an hour after its off-hours began. */
export async function asleep(): Promise<BeatAccount> {
  return after('sleep', await awake());
}

/** The same with a scalable target, as a service has that is stopped and started with its limits. */
export async function scaled(): Promise<BeatAccount> {
  const account = await awake();
  account.emulator.call('application-autoscaling:RegisterScalableTarget', {
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: `service/${CLUSTER}/${SERVICE}`,
    MinCapacity: 1,
    MaxCapacity: 1,
  });
  return account;
}

/** A run of it, an hour ago. */
export async function after(run: BeatRun, before: BeatAccount): Promise<BeatAccount> {
  await before.clock.run(playRun(run, before.wire(), before.clock));
  await before.clock.advance(3600);
  return before;
}

/** What became of the beat. */
export interface BeatState {
  readonly desiredCount: number;
  /** The version that the service has. */
  readonly version: number;
  /** The versions whose containers run. */
  readonly running: readonly number[];
  readonly isAsleep: boolean;
  /** The limits of its scalable target, and what of it is suspended: `1-1 out`; empty without one. */
  readonly scaling: string;
  /** Mark and lock, where they are left. */
  readonly left: readonly string[];
  /** Second beats that a call of ours started. */
  readonly doubled: number;
}

/** What there is of the beat now. */
export function stateOf({ world }: Emulator): BeatState {
  const service = world.services.find(({ name }) => name === SERVICE);
  const tags = Object.keys(service?.tags ?? {});
  return {
    desiredCount: service?.desiredCount ?? -1,
    version: versionOf(service?.workload.taskDefinitionArn ?? '', world),
    running: world.tasks
      .filter(({ lastStatus, taskDefinitionArn }) => lastStatus === 'RUNNING' && taskDefinitionArn.includes(SERVICE))
      .map(({ taskDefinitionArn }) => versionOf(taskDefinitionArn, world)),
    isAsleep: tags.includes(OFF_HOURS_TAG),
    scaling: world.scalableTargets.map(scalingOf).join(),
    left: [
      ...tags.filter((tag) => tag === REPLACING_TAG),
      ...world.parameters.map(({ name }) => name.split('/').at(-1) ?? name),
    ],
    doubled: doubledIn(world),
  };
}

function scalingOf({ minCapacity, maxCapacity, suspendedState }: World['scalableTargets'][number]): string {
  const { DynamicScalingInSuspended, DynamicScalingOutSuspended, ScheduledScalingSuspended } = suspendedState;
  return [
    `${minCapacity}-${maxCapacity}`,
    ...(DynamicScalingInSuspended ? ['in'] : []),
    ...(DynamicScalingOutSuspended ? ['out'] : []),
    ...(ScheduledScalingSuspended ? ['scheduled'] : []),
  ].join(' ');
}

/** The version of the beat that a revision runs, by its image. */
function versionOf(arn: string, { taskDefinitions }: World): number {
  const revision = taskDefinitions[SERVICE]?.find((one) => one.arn === arn);
  return Number(/beat-v(\d+)/.exec(JSON.stringify(revision))?.[1]);
}

function doubledIn(world: World): number {
  return overlaps(world, ({ container }) => container === 'beat').filter(({ startedBy }) => startedBy === 'us').length;
}
