import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import type { CopiedAws } from '../deployed-account.ts';
import { runStep } from '../../runner/run-action.ts';
import type { BenchSetting } from '../bench.ts';
import { ALL_AT_ONCE, type Fleet } from './deployed-fleet.ts';
import { LogClock, type LogMoment } from './log-moments.ts';

/** One run that deployed all services of a fleet. Times are seconds of the account's world. */
export interface FleetDeploy {
  readonly beganAt: number;
  readonly endedAt: number;
  readonly exitCode: number;
  readonly log: string;
  readonly lines: readonly LogMoment[];
}

/** Deploys the second version of all services in one run of ours. */
export async function deployFleet(
  setting: BenchSetting,
  fleet: Fleet,
  aws: CopiedAws,
  inputs: Readonly<Record<string, string>>,
): Promise<FleetDeploy> {
  const now = await worldClock(aws);
  const clock = new LogClock(now);
  const beganAt = now();
  const { exitCode, log } = await runStep({
    action: join(setting.repository, 'actions', 'deploy-ecs-service'),
    with: {
      stack: 'stack.yml',
      variables: 'VERSION=v2',
      'task-definitions': JSON.stringify(fleet.taskDefinitions),
      'max-parallel': ALL_AT_ONCE,
      ...inputs,
    },
    workspace: fleet.workspace,
    temp: setting.temp,
    env: aws.env,
    onLog: (text) => {
      clock.write(text);
    },
  });
  return { beganAt, endedAt: now(), exitCode, log, lines: clock.lines };
}

/** The official action's run for one service. */
export interface OfficialDeploy {
  readonly service: string;
  readonly endedAt: number;
  readonly exitCode: number;
  /** Whether it was ended by us, because it had taken too long. */
  readonly wasCut: boolean;
}

/** So many processes would not start at once on a runner either: they share two cores here. */
const LAUNCH_SECONDS = 0.25;

/** Deploys the second version of each service by a run of the official action, all at the same time. */
export async function deployOfficially(
  setting: BenchSetting,
  action: string,
  fleet: Fleet,
  aws: CopiedAws,
  cutAfterSeconds: number,
): Promise<OfficialDeploy[]> {
  const now = await worldClock(aws);
  return Promise.all(
    fleet.services.map(async ({ name }, index) => {
      await delay(index * LAUNCH_SECONDS * 1000);
      const signal = AbortSignal.timeout(cutAfterSeconds * 1000);
      const { exitCode } = await runStep({
        action,
        with: {
          'task-definition': fleet.taskDefinitions[name] ?? '',
          service: name,
          cluster: 'amply-prod',
          'wait-for-service-stability': 'true',
        },
        workspace: fleet.workspace,
        temp: setting.temp,
        env: { ...aws.env, AWS_REGION: 'eu-central-1' },
        signal,
      });
      return { service: name, endedAt: now(), exitCode, wasCut: signal.aborted };
    }),
  );
}

/** The seconds of the account's world, which runs as fast as we do, without a call for each. */
async function worldClock(aws: CopiedAws): Promise<() => number> {
  const before = performance.now();
  const { at } = await aws.truth();
  const ahead = at - (before + performance.now()) / 2000;
  return () => ahead + performance.now() / 1000;
}

/** How a deployment of the second version really went; seconds of the account's world. */
export interface FleetTruth {
  readonly startedAt: number;
  /** Absent while it goes on. */
  readonly endedAt?: number;
  /** When ECS began to go back, by itself or because it was asked to. */
  readonly wentBackAt?: number;
}

/** The newest deployment of each service, by its name. */
export async function truthOf(aws: CopiedAws): Promise<ReadonlyMap<string, FleetTruth>> {
  const { deployments } = await aws.truth();
  const { world } = aws;
  return new Map(
    deployments.map(({ service, startedAt, endedAt, serviceDeploymentArn }) => {
      const back = world.serviceDeployments.find(({ arn }) => arn === serviceDeploymentArn)?.rollback?.startedAt;
      return [
        service,
        {
          startedAt,
          ...(endedAt !== undefined && { endedAt }),
          ...(back !== undefined && { wentBackAt: (back - world.startAt) / 1000 }),
        },
      ];
    }),
  );
}
