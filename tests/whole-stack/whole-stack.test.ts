import { awsPorts } from '@fargate-actions/aws';
import { seedSurroundings, virtualAws, type ScenarioChange } from '@fargate-actions/emulator';
import { addressText, applyPlan, planAll } from '@fargate-actions/engine';
import { describe, expect, test } from '@jest/globals';
import { anImage, assembled, type Assembly, type StackFiles } from './assembled.ts';
import { exampleFiles } from './example.ts';

const GUARDED: StackFiles = {
  ...exampleFiles(),
  'deploy/monitoring/alarms.yml': `
- { alarmName: amply-worker-errors, metricName: CPUUtilization, threshold: 95, evaluationPeriods: 3, guardsDeployment: true }
`,
};

function anAccount(scenario: ScenarioChange = {}) {
  const { wire, clock, emulator } = virtualAws({ latencySeconds: [0, 0] });
  seedSurroundings(emulator.world);
  emulator.changeScenario(scenario);

  /** Plans and applies a whole stack as one run. */
  async function run(files: StackFiles, assembly: Assembly = {}, ...others: ReturnType<typeof anImage>[]) {
    const aws = awsPorts(wire, clock);
    const before = emulator.requests.length;
    const { items, diagnostics } = await assembled(files, assembly, aws, clock);
    const plan = await clock.run(planAll([...items, ...others], diagnostics));
    const outcomes = diagnostics.hasErrors ? [] : await clock.run(applyPlan(plan, { clock }));
    return {
      errors: diagnostics.all.filter(({ severity }) => severity === 'error'),
      changes: Object.fromEntries(
        plan.resources.map(({ address, changes }) => [addressText(address), changes.differences]),
      ),
      changed: plan.resources
        .filter(({ changes: { action } }) => !['none', 'watch'].includes(action))
        .map(({ address }) => addressText(address)),
      failed: outcomes
        .filter(({ result }) => result === 'failed' || result === 'not attempted')
        .map(({ address }) => addressText(address)),
      calls: emulator.requests.slice(before).map(({ operation }) => operation),
    };
  }

  /** The digest that a tag of the repository has. */
  function pushed(imageTag: string): string {
    const { images } = emulator.call('ecr:BatchGetImage', {
      repositoryName: 'amply-backend',
      imageIds: [{ imageTag }],
    }) as { images: { imageId: { imageDigest: string } }[] };
    return images[0]?.imageId.imageDigest ?? '';
  }

  /** The images of all that was registered, each once. */
  function images(): string[] {
    const sent = emulator.requests.filter(({ operation }) => operation === 'RegisterTaskDefinition');
    const definitions = sent.map(({ body }) => body as { containerDefinitions: { image: string }[] });
    return [...new Set(definitions.flatMap((one) => one.containerDefinitions.map(({ image }) => image)))];
  }

  return { run, emulator, pushed, images };
}

const REPOSITORY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend';

describe('a whole stack as one plan', () => {
  test('is brought about in one run, and then left alone', async () => {
    const { run } = anAccount();
    const first = await run(exampleFiles());
    expect({ errors: first.errors, failed: first.failed }).toEqual({ errors: [], failed: [] });
    expect(await run(exampleFiles())).toMatchObject({ errors: [], failed: [], changed: [] });
  });

  test('creates a log group once, with its retention', async () => {
    const { run, emulator } = anAccount();
    const { calls } = await run(exampleFiles());
    const groups = emulator.world.logGroups.filter(({ name }) => name.startsWith('/ecs/amply'));
    expect(groups.map(({ retentionInDays }) => retentionInDays)).toEqual(groups.map(() => 30));
    expect(calls.filter((operation) => operation === 'CreateLogGroup')).toHaveLength(groups.length);
  });

  test('has its deployment guarded by an alarm that the run itself creates', async () => {
    const { run, emulator } = anAccount();
    const { calls, failed } = await run(GUARDED);
    expect(failed).toEqual([]);
    const { services } = emulator.call('ecs:DescribeServices', {
      cluster: 'amply-prod',
      services: ['amply-worker'],
    }) as { services: { deploymentConfiguration?: { alarms?: unknown } }[] };
    expect(services[0]?.deploymentConfiguration?.alarms).toMatchObject({
      alarmNames: ['amply-worker-errors'],
      enable: true,
    });
    expect(calls.indexOf('PutMetricAlarm')).toBeLessThan(calls.indexOf('CreateService'));
  });

  test('is planned before its image is built, and deployed with it', async () => {
    const { run, pushed, images } = anAccount();
    const digest = pushed('v2');
    const { changes, failed, errors } = await run(exampleFiles(), { image: 'built' }, anImage(digest, false));
    expect({ failed, errors }).toEqual({ failed: [], errors: [] });
    expect(JSON.stringify(changes['task definition amply-api'])).toContain('(known after apply)');
    expect(images()).toEqual([`${REPOSITORY}@${digest}`]);
  });

  test('changes nothing where the image that it would build is the one that runs', async () => {
    const { run, pushed } = anAccount();
    const digest = pushed('v2');
    const built = (isBuiltAlready: boolean) => run(exampleFiles(), { image: 'built' }, anImage(digest, isBuiltAlready));
    await built(false);
    await built(true);
    expect(await built(true)).toMatchObject({ errors: [], failed: [], changed: [] });
  });
});
