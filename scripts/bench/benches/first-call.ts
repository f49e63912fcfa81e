import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Step } from '../../runner/run-action.ts';
import { byTurns, OURS, type Bench, type BenchSetting, type Peer } from '../bench.ts';
import { CONFIGURING } from '../deployed-account.ts';
import { median } from '../statistics.ts';
import { millisecondsUntilFirstCall } from '../until-first-call.ts';

const ENV = { AWS_ACCESS_KEY_ID: 'emulated', AWS_SECRET_ACCESS_KEY: 'emulated', AWS_REGION: 'eu-central-1' };

const TASK_DEFINITION = {
  family: 'web',
  containerDefinitions: [{ name: 'web', image: 'web:1', memory: 128 }],
};

/** The inputs that our actions share with the official ones, and where both call AWS first thing. */
const SHARED: Readonly<Record<Peer, Step['with']>> = {
  render: { 'task-definition-family': 'web', 'container-name': 'web', image: 'web:2' },
  deploy: { 'task-definition': 'task-definition.json', service: 'web', cluster: 'web' },
};

const STACK: Readonly<Record<Peer, Step['with']>> = {
  render: { stack: 'deploy/stack.yml', image: 'amply-backend:v1' },
  deploy: { stack: 'deploy/stack.yml' },
};

/** From the start of the process to its first request: what every step of every job waits for. */
export const firstCall: Bench = {
  name: 'first-call',
  title: 'From the start of the process to its first AWS call',
  async *run(setting) {
    const { runs, repository, temp, peers } = setting;
    await writeFile(join(temp, 'task-definition.json'), JSON.stringify(TASK_DEFINITION));
    yield { what: 'the floor: bare node, from start to end', unit: 'ms', ...(await byTurns(runs, bareNode)) };
    const withStack: Record<Peer, readonly number[]> = { render: [], deploy: [] };
    // The names of an object's own keys are its keys.
    for (const peer of Object.keys(OURS) as Peer[]) {
      const ours = join(repository, 'actions', OURS[peer]);
      const official = peers[peer];
      const drop = (action: string) => millisecondsUntilFirstCall(step(setting, action, SHARED[peer], temp));
      yield {
        what: `${OURS[peer]}, with the official action's inputs`,
        unit: 'ms',
        ...(await byTurns(runs, () => drop(ours), official === undefined ? undefined : () => drop(official))),
        atMost: 'official',
      };
      const example = join(repository, 'examples', 'amply');
      const stack = () => millisecondsUntilFirstCall(step(setting, ours, STACK[peer], example));
      const samples = await byTurns(runs, stack);
      withStack[peer] = samples.ours;
      yield { what: `${OURS[peer]}, with a stack of three services`, unit: 'ms', ...samples };
    }
    const root = step(setting, repository, STACK.deploy, join(repository, 'examples', 'amply'));
    yield {
      what: 'the root action, with a stack of three services',
      unit: 'ms',
      ...(await byTurns(runs, () => millisecondsUntilFirstCall(root))),
      atMost: median(withStack.deploy) * 1.1,
      note: 'no later than deploy-ecs-service, and a tenth',
    };
    for (const action of CONFIGURING) {
      const example = join(repository, 'examples', 'amply');
      const ours = step(setting, join(repository, 'actions', action), { stack: 'deploy/stack.yml' }, example);
      const samples = await byTurns(runs, () => millisecondsUntilFirstCall(ours));
      yield {
        what: `${action}, with a stack of three services`,
        unit: 'ms',
        ...samples,
        atMost: median(withStack.render),
        note: 'no later than render-task-def',
      };
    }
  },
};

function step({ temp }: BenchSetting, action: string, inputs: Step['with'], workspace: string): Step {
  return { action, with: inputs, workspace, temp, env: ENV };
}

async function bareNode(): Promise<number> {
  const start = performance.now();
  await once(spawn(process.execPath, ['--eval', ''], { stdio: 'ignore' }), 'close');
  return performance.now() - start;
}
