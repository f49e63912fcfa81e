import { join } from 'node:path';
import type { RequestRecord } from '@fargate-actions/emulator';
import { writesAmong } from '../../runner/emulated-aws.ts';
import { runStep } from '../../runner/run-action.ts';
import type { Bench, BenchSetting } from '../bench.ts';
import { CONFIGURING, type CopiedAws } from '../deployed-account.ts';
import { deployedFleet, startFleet } from '../fleet/deployed-fleet.ts';
import { fleetOf } from '../fleet/fleet-service.ts';
import { writeConfigs } from '../fleet/write-configs.ts';
import { VERSION } from '../fleet/write-fleet.ts';
import { wholeRun } from '../whole-run.ts';

const MANY = 100;

/** One run of an action that configures all services. */
interface Configured {
  readonly seconds: number;
  readonly requests: readonly RequestRecord[];
}

/** Scaling and monitoring of many services, under AWS's request limits. */
export const hundredConfigs: Bench = {
  name: 'hundred-configs',
  title: `Scaling and monitoring of ${MANY} services, under AWS's request limits`,
  async *run(setting) {
    const fleet = await deployedFleet(setting, fleetOf(MANY, 'service'), true);
    await writeConfigs(fleet.workspace);
    const aws = await startFleet(fleet, { limits: true });
    try {
      for (const action of CONFIGURING) {
        const first = await configured(setting, action, fleet.workspace, aws, 'applied');
        yield* wholeRun(`${action}, applied`, first);
        const again = await configured(setting, action, fleet.workspace, aws, 'unchanged');
        yield* wholeRun(`${action}, with nothing to do`, again);
        const writes = writesAmong(again.requests).length;
        yield { what: `${action}, with nothing to do: calls that write`, unit: 'calls', ours: [writes], atMost: 0 };
      }
    } finally {
      await aws.close();
    }
  },
};

async function configured(
  setting: BenchSetting,
  action: string,
  workspace: string,
  aws: CopiedAws,
  status: 'applied' | 'unchanged',
): Promise<Configured> {
  const { length } = await aws.requests();
  const start = performance.now();
  const { outputs, log } = await runStep({
    action: join(setting.repository, 'actions', action),
    with: { stack: 'stack.yml', variables: `${VERSION}=v1` },
    workspace,
    temp: setting.temp,
    env: aws.env,
  });
  const seconds = (performance.now() - start) / 1000;
  if (outputs['status'] !== status) throw new Error(`${action} was to be ${status}:\n${log}`);
  return { seconds, requests: (await aws.requests()).slice(length) };
}
