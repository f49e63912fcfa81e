import { describe, expect, test } from '@jest/globals';
import { addService, deployWeb, REPOSITORY, withImage } from './a-service.ts';
import { anAccount, bodiesOf, type Account, type DeployRun, type DeploySettings } from './an-account.ts';

// Source: contracts.md, "Watching a deployment": no verdict without a positive sign, and every run ends.

type Answer = NonNullable<DeploySettings['answer']>;

interface ShownDeployment {
  status: string;
  rolloutState: string;
  taskDefinition: string;
  runningCount: number;
  desiredCount: number;
}

const NO_SERVICE_DEPLOYMENTS = ['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments'];

async function anAccountWithWeb(fields: Readonly<Record<string, unknown>> = {}): Promise<Account> {
  const account = anAccount({ images: { '*:broken': { behaviour: 'crash', exitCode: 3 } } });
  await addService(account, { fields: { desiredCount: 2, ...fields } });
  return account;
}

function deploy(account: Account, image: string, given: DeploySettings['with'], answer?: Answer): Promise<DeployRun> {
  return account.deploy({
    with: { 'task-definition': 'task-definition.json', service: 'web', ...given },
    files: { 'task-definition.json': withImage(`${REPOSITORY}:${image}`) },
    ...(answer && { answer }),
  });
}

/** Changes what DescribeServices shows of the service's deployments. */
function showing(change: (deployments: ShownDeployment[]) => ShownDeployment[]): Answer {
  return (operation, output) => {
    if (operation !== 'ecs:DescribeServices') return;
    for (const service of (output as { services: { deployments: ShownDeployment[] }[] }).services)
      service.deployments = change(service.deployments);
  };
}

describe('an ECS that calls PRIMARY completed at once', () => {
  /** As other implementations do: nothing but the newest deployment, and it is done. */
  const atOnce = showing(([primary]) => (primary ? [{ ...primary, rolloutState: 'COMPLETED' }] : []));

  test('gets no green while containers exit', async () => {
    const account = await anAccountWithWeb();
    account.emulator.changeScenario({ denied: NO_SERVICE_DEPLOYMENTS });
    const run = await deploy(account, 'broken', { 'wait-for-minutes': '5' }, atOnce);
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.outputs['failure-cause']).toContain('container app exited with code 3');
  });

  test('gets one when the new tasks run', async () => {
    const account = await anAccountWithWeb();
    account.emulator.changeScenario({ denied: NO_SERVICE_DEPLOYMENTS });
    const run = await deploy(account, 'v1', {}, atOnce);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  });
});

test('a deployment that vanishes ends the run after two minutes, and nothing is undone', async () => {
  const account = await anAccountWithWeb();
  account.emulator.changeScenario({ denied: NO_SERVICE_DEPLOYMENTS });
  const onlyOld = showing((all) =>
    all
      .filter(({ taskDefinition }) => taskDefinition.endsWith(':1'))
      .map((old) => ({ ...old, status: 'PRIMARY', rolloutState: 'COMPLETED' })),
  );
  const run = await deploy(account, 'v1', { 'on-timeout': 'rollback', 'on-failure': 'rollback' }, onlyOld);
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'timed-out' } });
  expect(run.outputs['failure-cause']).toContain("the verdict can't be had");
  expect(bodiesOf(run, 'UpdateService')).toHaveLength(1);
  const [began, ended] = [run.calls.find(({ operation }) => operation === 'UpdateService'), run.calls.at(-1)];
  expect((ended?.at ?? 0) - (began?.at ?? 0)).toBeLessThan(150);
});

describe('StopServiceDeployment is refused', () => {
  const BACK = { 'on-failure': 'rollback', 'wait-for-minutes': '30' };

  async function refusedWith(error: string, message: string): Promise<DeployRun> {
    const account = await anAccountWithWeb();
    account.emulator.changeScenario({ faults: [{ operation: 'ecs:StopServiceDeployment', error, message }] });
    return deploy(account, 'broken', BACK);
  }

  test('for good: it is asked once, and said in the words of AWS', async () => {
    const run = await refusedWith('ConflictException', 'The service deployment is not in a stoppable state.');
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(bodiesOf(run, 'StopServiceDeployment')).toHaveLength(1);
    expect(run.log).toContain('The service deployment is not in a stoppable state.');
  });

  test.each(['UnsupportedFeatureException', 'InvalidParameterException'])(
    'with %s: the service is updated back instead, once',
    async (error) => {
      const run = await refusedWith(error, 'Not for this service.');
      expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
      expect(bodiesOf(run, 'StopServiceDeployment')).toHaveLength(1);
      expect(bodiesOf(run, 'UpdateService')).toHaveLength(2);
    },
  );
});

test('a rollback never undoes what somebody else deployed meanwhile', async () => {
  const account = await anAccountWithWeb();
  account.emulator.changeScenario({ denied: [...NO_SERVICE_DEPLOYMENTS, 'ecs:StopServiceDeployment'] });
  // Their deployment begins right before we would update: only a look of its own shows it.
  let theirs = false;
  const answer: Answer = (_, output) => {
    const { tasks = [] } = output as { tasks?: { stopCode?: string }[] };
    if (theirs || tasks.filter(({ stopCode }) => stopCode !== undefined).length < 2) return;
    theirs = true;
    account.emulator.call('ecs:UpdateService', { cluster: 'default', service: 'web', taskDefinition: 'web:1' });
  };
  const run = await deploy(account, 'broken', { 'on-failure': 'rollback' }, answer);
  expect(theirs).toBe(true);
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'superseded' } });
  const ours = run.calls.filter(({ operation }) => operation === 'UpdateService');
  // Theirs was called at the emulator itself, and is counted as well.
  expect(ours).toHaveLength(2);
});

test('the clock of the progress goes on while the service is updated back', async () => {
  const account = await anAccountWithWeb();
  account.emulator.changeScenario({ denied: ['ecs:StopServiceDeployment'] });
  const run = await deployWeb(account, { 'on-failure': 'rollback' }, withImage(`${REPOSITORY}:broken`));
  expect(run.outputs['status']).toBe('rolled-back');
  const times = [...run.log.matchAll(/^(\d\d):(\d\d) {2}web .*$/gm)].map(([, min, s]) => Number(min) * 60 + Number(s));
  expect(times.length).toBeGreaterThan(4);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(run.log).not.toContain('new 2 of 2 running');
});
