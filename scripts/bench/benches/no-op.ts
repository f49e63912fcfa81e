import { writesAmong, type EmulatedAws } from '../../runner/emulated-aws.ts';
import { runStep } from '../../runner/run-action.ts';
import type { Bench, BenchSetting, Row } from '../bench.ts';
import { deployedAccount, startCopy, step, type DeployedAccount } from '../deployed-account.ts';

/** What one deploy took. */
interface Deploy {
  readonly milliseconds: number;
  readonly calls: number;
  readonly writes: number;
}

/** A deploy of what runs already: what most runs of a pipeline are to most services. */
export const noOp: Bench = {
  name: 'no-op',
  title: 'Deploying three services that run already as they should',
  async *run(setting) {
    const account = await deployedAccount(setting);
    const scaling = await measured(setting.runs, account, (env) => scaleStack(setting, env));
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
      ...row('from start to end', 'ms', ({ milliseconds }) => milliseconds, 1000),
      ...(official && { note: 'official: a step for each service, none of them waited for' }),
    };
    yield row('calls that write', 'calls', ({ writes }) => writes, 0);
    yield row('calls in all', 'calls', ({ calls }) => calls);
    yield {
      what: 'scale-config, from start to end',
      unit: 'ms',
      ours: scaling.map(({ milliseconds }) => milliseconds),
      atMost: 1000,
    };
    yield {
      what: 'scale-config, calls that write',
      unit: 'calls',
      ours: scaling.map(({ writes }) => writes),
      atMost: 0,
    };
  },
};

/** Deploys again and again, each time in an account of its own: what one run writes or uses up is not the next one's. */
async function measured(
  runs: number,
  account: DeployedAccount,
  deploy: (env: EmulatedAws['env']) => Promise<void>,
): Promise<Deploy[]> {
  const deploys: Deploy[] = [];
  for (let run = 0; run < runs; run++) {
    const aws = await startCopy(account);
    try {
      const { length } = await aws.requests();
      const start = performance.now();
      await deploy(aws.env);
      const milliseconds = performance.now() - start;
      const made = (await aws.requests()).slice(length);
      deploys.push({ milliseconds, calls: made.length, writes: writesAmong(made).length });
    } finally {
      await aws.close();
    }
  }
  return deploys;
}

async function deployStack(setting: BenchSetting, account: DeployedAccount, env: EmulatedAws['env']): Promise<void> {
  const inputs = { stack: 'deploy/stack.yml', 'task-definitions': JSON.stringify(account.taskDefinitions) };
  const { outputs } = await step(setting, 'deploy-ecs-service', inputs, env);
  if (outputs['status'] !== 'unchanged') throw new Error(`A deploy of the same was ${outputs['status'] ?? 'nothing'}.`);
}

async function scaleStack(setting: BenchSetting, env: EmulatedAws['env']): Promise<void> {
  const { outputs } = await step(setting, 'scale-config', { stack: 'deploy/stack.yml' }, env);
  if (outputs['status'] !== 'unchanged') throw new Error(`Scaling of the same was ${outputs['status'] ?? 'nothing'}.`);
}

/** As a workflow does with the official action: a step for each service. */
async function deployOneByOne(
  { temp }: BenchSetting,
  action: string,
  { taskDefinitions }: DeployedAccount,
  env: EmulatedAws['env'],
): Promise<void> {
  for (const [service, taskDefinition] of Object.entries(taskDefinitions)) {
    const { exitCode, log } = await runStep({
      action,
      with: { 'task-definition': taskDefinition, service: `amply-${service}`, cluster: 'amply-prod' },
      workspace: temp,
      temp,
      env: { ...env, AWS_REGION: 'eu-central-1' },
    });
    if (exitCode !== 0) throw new Error(`The official action failed:\n${log}`);
  }
}
