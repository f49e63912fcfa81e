import { runInTest, type TestRun } from '@fargate-actions/action-kit/testing';
import type { Clock, Wire } from '@fargate-actions/aws';
import { inputs as enforceInputs } from '@fargate-actions/enforce-beat-singleton/inputs';
import { scale, singleton as enforce } from '@fargate-actions/operations';
import { inputs as scaleInputs } from '@fargate-actions/scale-config/inputs';
import { CLUSTER, SERVICE } from '../singleton-worlds/account.ts';

/** What a run does with the beat: every mode of the two actions, but for what a file has of its scaling. */
export type BeatRun = 'deploy 2' | 'deploy 3' | 'force' | 'enforce' | 'audit' | 'sleep' | 'wake' | 'suspend' | 'resume';

const IMAGE = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:beat-v';

/** The file that makes a version of the beat: what is registered already of it is the same. */
const file = (version: number): string =>
  JSON.stringify({
    family: SERVICE,
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
    containerDefinitions: [
      {
        name: 'beat',
        image: `${IMAGE}${version}`,
        command: ['celery', '-A', 'amply', 'beat'],
        stopTimeout: 30,
        essential: true,
      },
    ],
  });

const WITH: Readonly<Record<BeatRun, Readonly<Record<string, string>>>> = {
  'deploy 2': { 'task-definition': 'beat-2.json' },
  'deploy 3': { 'task-definition': 'beat-3.json' },
  // Of the version that runs.
  force: { 'task-definition': 'beat-1.json', 'force-new-deployment': 'true' },
  enforce: { mode: 'enforce' },
  audit: { mode: 'audit' },
  sleep: { mode: 'scale-to-zero' },
  wake: { mode: 'restore' },
  suspend: { mode: 'suspend' },
  resume: { mode: 'resume' },
};

const OF_SCALING: ReadonlySet<BeatRun> = new Set(['sleep', 'wake', 'suspend', 'resume']);

/** Plays one run from its inputs to its exit code, as the runner would. */
export function playRun(run: BeatRun, wire: Wire, clock: Clock): Promise<TestRun> {
  const settings = {
    with: { cluster: CLUSTER, service: SERVICE, 'aws-region': 'eu-central-1', ...WITH[run] },
    files: Object.fromEntries([1, 2, 3].map((version) => [`beat-${version}.json`, file(version)])),
    wire: () => wire,
    clock,
  };
  return OF_SCALING.has(run)
    ? runInTest('scale-config', scaleInputs, scale, settings)
    : runInTest('enforce-beat-singleton', enforceInputs, enforce, settings);
}
