import { writesAmong, type EmulatedAws } from '../../runner/emulated-aws.ts';
import { runStep } from '../../runner/run-action.ts';
import type { Bench, BenchSetting, Row } from '../bench.ts';
import { CONFIGURING, DEPLOYING, deployedAccount, startCopy, step, type DeployedAccount } from '../deployed-account.ts';

/** What one deploy took. */
interface Deploy {
  /** Of each step. */
  readonly milliseconds: readonly number[];
  readonly calls: number;
  readonly writes: number;
}

const MOST_MS = 1000;

/** A deploy of what runs already: what most runs of a pipeline are to most services. */
export const noOp: Bench = {
  name: 'no-op',
  title: 'Deploying three services that run already as they should',
  async *run(setting) {
    const account = await deployedAccount(setting);
    const ours = await measured(setting.runs, account, (env) => deployStack(setting, account, env));
    const peer = setting.peers.deploy;
    const official =
      peer === undefined
        ? undefined
        : await measured(setting.runs, account, (env) => deployOneByOne(setting, peer, account, env));
    const row = (what: string, unit: Row['unit'], of: (deploy: Deploy) => number, atMost?: number): Row => ({
      what,
      unit,
      ours: ours.map(of),
      ...(official && { official: official.map(of) }),
      ...(atMost !== undefined && { atMost }),
    });
    yield {
      ...row('from start to end, all steps', 'ms', ({ milliseconds }) => sum(milliseconds)),
      ...(official && { note: 'ours: two steps; official: a step for each service, none of them waited for' }),
    };
    for (const [index, action] of DEPLOYING.entries()) {
      const ofStep = ours.map(({ milliseconds }) => milliseconds[index] ?? NaN);
      yield { what: `from start to end of ${action}`, unit: 'ms', ours: ofStep, atMost: MOST_MS };
    }
    yield row('calls that write', 'calls', ({ writes }) => writes, 0);
    yield row('calls in all', 'calls', ({ calls }) => calls);
    for (const action of CONFIGURING) {
      const runs = await measured(setting.runs, account, (env) => timed(() => configureStack(setting, action, env)));
      const milliseconds = runs.map((run) => sum(run.milliseconds));
      yield { what: `${action}, from start to end`, unit: 'ms', ours: milliseconds, atMost: MOST_MS };
      yield { what: `${action}, calls that write`, unit: 'calls', ours: runs.map(({ writes }) => writes), atMost: 0 };
    }
  },
};

/** Deploys again and again, each time in an account of its own: what one run writes or uses up is not the next one's. */
async function measured(
  runs: number,
  account: DeployedAccount,
  deploy: (env: EmulatedAws['env']) => Promise<readonly number[]>,
): Promise<Deploy[]> {
  const deploys: Deploy[] = [];
  for (let run = 0; run < runs; run++) {
    const aws = await startCopy(account);
    try {
      const { length } = await aws.requests();
      const milliseconds = await deploy(aws.env);
      const made = (await aws.requests()).slice(length);
      deploys.push({ milliseconds, calls: made.length, writes: writesAmong(made).length });
    } finally {
      await aws.close();
    }
  }
  return deploys;
}

async function deployStack(
  setting: BenchSetting,
  account: DeployedAccount,
  env: EmulatedAws['env'],
): Promise<readonly number[]> {
  const milliseconds: number[] = [];
  const inputs = { stack: 'deploy/stack.yml', 'task-definitions': JSON.stringify(account.taskDefinitions) };
  for (const action of DEPLOYING) {
    const start = performance.now();
    const { outputs } = await step(setting, action, inputs, env);
    milliseconds.push(performance.now() - start);
    if (outputs['status'] !== 'unchanged')
      throw new Error(`${action} with the same was ${outputs['status'] ?? 'nothing'}.`);
  }
  return milliseconds;
}

async function configureStack(setting: BenchSetting, action: string, env: EmulatedAws['env']): Promise<void> {
  const { outputs } = await step(setting, action, { stack: 'deploy/stack.yml' }, env);
  if (outputs['status'] !== 'unchanged')
    throw new Error(`${action} with the same was ${outputs['status'] ?? 'nothing'}.`);
}

/** As a workflow does with the official action: a step for each service. */
async function deployOneByOne(
  { temp }: BenchSetting,
  action: string,
  { taskDefinitions }: DeployedAccount,
  env: EmulatedAws['env'],
): Promise<readonly number[]> {
  const milliseconds: number[] = [];
  for (const [service, taskDefinition] of Object.entries(taskDefinitions)) {
    const start = performance.now();
    const { exitCode, log } = await runStep({
      action,
      with: { 'task-definition': taskDefinition, service: `amply-${service}`, cluster: 'amply-prod' },
      workspace: temp,
      temp,
      env: { ...env, AWS_REGION: 'eu-central-1' },
    });
    milliseconds.push(performance.now() - start);
    if (exitCode !== 0) throw new Error(`The official action failed:\n${log}`);
  }
  return milliseconds;
}

/** One step, and how long it took. */
async function timed(step: () => Promise<void>): Promise<readonly number[]> {
  const start = performance.now();
  await step();
  return [performance.now() - start];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
