import { awsPorts } from '@fargate-actions/aws';
import { runningAtOnce, seedSurroundings, virtualAws, type ScenarioChange } from '@fargate-actions/emulator';
import { Diagnostics, parseDocument } from '@fargate-actions/documents';
import { applyPlan, planAll, undo, type Outcome, type Report } from '@fargate-actions/engine';
import { REPLACING_TAG, type ServiceSpec } from '@fargate-actions/service';
import { describe, expect, test } from '@jest/globals';
import { lockName } from './act/lock.ts';
import type { SingletonReport } from './report.ts';
import { singletonResource, type SingletonSettingsOfRun } from './resource.ts';

const CLUSTER = 'amply-prod';
const SERVICE = 'amply-beat';
const VERSIONS = ['v1', 'v2', 'broken'] as const;

const SETTINGS: SingletonSettingsOfRun = {
  strategy: 'strict',
  strays: 'report',
  forceNewDeployment: false,
  drainMinutes: 10,
  conflictMinutes: 1,
  rollout: { waitMinutes: 10, logLines: 0, failFastAfter: 1 },
  isRedBeat: false,
  otherBeatServices: [],
  otherBeatFamilies: [],
  stopTimeoutSeconds: 10,
  run: 'run-1',
};

const FILE = `
launchType: FARGATE
deploymentConfiguration:
  { minimumHealthyPercent: 0, maximumPercent: 100, deploymentCircuitBreaker: { enable: true, rollback: false } }
`;

/** A beat that runs version 1. */
async function aBeat(scenario: ScenarioChange = {}) {
  const { emulator, clock, wire } = virtualAws({ latencySeconds: [0, 0] });
  seedSurroundings(emulator.world);
  emulator.changeScenario({ images: { '*:broken': { behaviour: 'crash' } }, ...scenario });
  const revisions = VERSIONS.map((version) => {
    const { taskDefinition } = emulator.call('ecs:RegisterTaskDefinition', {
      family: SERVICE,
      cpu: '256',
      memory: '512',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'beat', image: `nginx:${version}`, command: ['celery', 'beat'], stopTimeout: 10 }],
    }) as { taskDefinition: { taskDefinitionArn: string } };
    return taskDefinition.taskDefinitionArn;
  });

  async function deploy(version: (typeof VERSIONS)[number], text = '', settings: Partial<SingletonSettingsOfRun> = {}) {
    const diagnostics = new Diagnostics();
    const network = `networkConfiguration: { awsvpcConfiguration: { subnets: [${emulator.world.subnets[0]?.id}] } }`;
    const document = parseDocument(`${FILE}${network}\n${text}`, 'service.yml', diagnostics);
    if (!document) throw new Error('The file of the beat can not be read.');
    const spec: ServiceSpec = {
      name: SERVICE,
      cluster: CLUSTER,
      document,
      taskDefinition: revisions[VERSIONS.indexOf(version)] ?? '',
      after: [],
      countPolicy: 'left alone',
      createWhenMissing: true,
      forceNewDeployment: settings.forceNewDeployment ?? false,
      onConflict: 'replace',
      tags: {},
    };
    // A run of its own, as a later job is.
    const aws = awsPorts(wire, clock);
    const resource = singletonResource(spec, () => Promise.resolve({ ...SETTINGS, ...settings }), { aws, clock });
    const plan = await clock.run(planAll([resource], diagnostics));
    if (diagnostics.hasErrors) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
    const outcomes = await clock.run(applyPlan(plan, { clock }));
    const [outcome] = outcomes;
    return {
      outcomes,
      status: outcome?.result === 'applied' || outcome?.result === 'failed' ? outcome.end?.status : undefined,
    };
  }

  async function goBack({ outcomes }: { readonly outcomes: readonly Outcome<SingletonReport>[] }) {
    const before = emulator.requests.length;
    const [report] = await clock.run(undo(outcomes, { clock }));
    await clock.advance(300);
    const updates = emulator.requests.slice(before).filter(({ operation }) => operation === 'UpdateService');
    return { said: report && saidOf(report), updates: updates.map(({ body }) => body) };
  }

  const service = () => emulator.world.services.find(({ name }) => name === SERVICE);
  /** What is to be as it was. */
  const shown = () => {
    const { desiredCount, workload, settings, tags } = service() ?? {};
    return { desiredCount, workload, settings, tags, locks: emulator.world.parameters.length };
  };
  const beatsAtOnce = () => Math.max(...runningAtOnce(emulator.world, () => true).map(({ running }) => running));
  const first = await deploy('v1');
  if (first.status !== 'deployed') throw new Error(`The first beat ended as ${first.status ?? 'nothing'}.`);
  return { emulator, clock, deploy, goBack, service, shown, beatsAtOnce, revisions, first };
}

function saidOf({ status, statusText, cause }: Report): string {
  return [statusText ?? status, cause?.summary].filter((text) => text !== undefined).join(': ');
}

describe('going back over a run on a singleton', () => {
  test('is the same sequence with the revision before: never two beats, and mark and lock are gone', async () => {
    const { deploy, goBack, shown, beatsAtOnce } = await aBeat();
    const before = shown();
    const run = await deploy('v2');
    expect(run.status).toBe('deployed');
    expect(shown()).not.toEqual(before);
    const { said, updates } = await goBack(run);
    expect(said).toBe('put back');
    expect(updates).toMatchObject([{ desiredCount: 0 }, { desiredCount: 1 }]);
    expect(shown()).toEqual(before);
    expect(beatsAtOnce()).toBe(1);
  });

  test('takes the fields along that begin a deployment', async () => {
    const { deploy, goBack, shown, beatsAtOnce } = await aBeat();
    const before = shown();
    const run = await deploy('v2', 'platformVersion: 1.4.0\nenableExecuteCommand: true');
    expect(shown()).toMatchObject({ workload: { platformVersion: '1.4.0' }, settings: { enableExecuteCommand: true } });
    expect((await goBack(run)).said).toBe('put back');
    expect(shown()).toEqual(before);
    expect(beatsAtOnce()).toBe(1);
  });

  test('sends settings that change no task in place', async () => {
    const { deploy, goBack, shown } = await aBeat();
    const before = shown();
    const run = await deploy('v1', 'enableExecuteCommand: true');
    expect(shown()).toMatchObject({ settings: { enableExecuteCommand: true } });
    const { said, updates } = await goBack(run);
    expect(said).toBe('put back');
    expect(updates).toEqual([{ cluster: CLUSTER, service: SERVICE, enableExecuteCommand: false }]);
    expect(shown()).toEqual(before);
  });

  test.each([
    { name: 'has gone back from by itself', text: '', updates: 0 },
    { name: 'has gone back from, but for its settings', text: 'enableExecuteCommand: true', updates: 1 },
    { name: 'has gone back from, with its fields', text: 'platformVersion: 1.4.0', updates: 0 },
  ])('sends only what is left of what the sequence $name', async ({ text, updates }) => {
    const { deploy, goBack, shown } = await aBeat();
    const before = shown();
    const run = await deploy('broken', text);
    expect(run.status).toBe('rolled-back');
    const back = await goBack(run);
    expect(back.said).toBe('put back');
    expect(back.updates).toHaveLength(updates);
    expect(shown()).toEqual(before);
  });

  test('leaves what somebody else has deployed since alone, and gives the lock back', async () => {
    const { emulator, clock, deploy, goBack, revisions, service } = await aBeat();
    const run = await deploy('v2', 'enableExecuteCommand: true');
    emulator.call('ecs:UpdateService', { cluster: CLUSTER, service: SERVICE, taskDefinition: revisions[2] });
    await clock.advance(10);
    const { said, updates } = await goBack(run);
    expect(said).toBe('superseded: somebody else has deployed amply-beat:3 since: that was left alone');
    expect(updates).toEqual([]);
    expect(service()?.tags).not.toHaveProperty(REPLACING_TAG);
    expect(emulator.world.parameters).toEqual([]);
  });

  test('leaves alone what another run has taken over, whose end says so already', async () => {
    const { deploy, goBack } = await aBeat();
    const { outcomes } = await deploy('v2');
    const superseded = outcomes.map((outcome) =>
      outcome.result === 'applied' && outcome.end
        ? { ...outcome, end: { ...outcome.end, status: 'superseded' as const } }
        : outcome,
    );
    expect(await goBack({ outcomes: superseded })).toEqual({ said: 'superseded', updates: [] });
  });

  test('does nothing where the run was refused before it wrote anything', async () => {
    const { emulator, clock, deploy, goBack } = await aBeat();
    // SSM keeps the name of a parameter that was deleted for a while.
    await clock.advance(60);
    const Name = lockName({ cluster: CLUSTER, service: SERVICE }, 1);
    emulator.call('ssm:PutParameter', { Name, Value: '{"owner":"another run"}', Type: 'String' });
    const run = await deploy('v2');
    expect(run.status).toBe('refused');
    emulator.call('ssm:DeleteParameter', { Name });
    expect(await goBack(run)).toEqual({ said: undefined, updates: [] });
  });

  test('keeps the beat running where the revision before does not start any more', async () => {
    const { emulator, deploy, goBack, service, beatsAtOnce } = await aBeat();
    const run = await deploy('v2');
    emulator.changeScenario({ images: { '*:v1': { behaviour: 'pull-error' } } });
    expect((await goBack(run)).said).toMatch(/^rolled-back: /);
    expect(service()).toMatchObject({ desiredCount: 1, workload: { taskDefinitionArn: expect.stringMatching(/:2$/) } });
    expect(beatsAtOnce()).toBe(1);
  });

  test('leaves what it can not undo, and says why; and says nothing of what was not changed', async () => {
    const { deploy, goBack, first } = await aBeat();
    expect((await goBack(first)).said).toBe('stays: this run created it, and there is nothing to go back to');
    expect((await goBack(await deploy('v1'))).said).toBeUndefined();
    const forced = await deploy('v1', '', { forceNewDeployment: true });
    expect((await goBack(forced)).said).toBe('stays: the revision before is the same, and only its image has moved');
  });
});
