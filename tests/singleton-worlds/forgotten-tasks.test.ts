import { expect, test } from '@jest/globals';
import { awsPorts } from '@fargate-actions/aws';
import { virtualAws } from '@fargate-actions/emulator';
import { singletonProcess } from '@fargate-actions/singleton';
import { drive } from '@fargate-actions/engine';
import { registerBeat, seedBeat, wantedBeat } from './account.ts';

test('a stopped task that only a list still shows does not keep a new one from being healthy', async () => {
  const { emulator, clock, wire } = virtualAws();
  seedBeat(emulator, 'singleton');
  await clock.advance(300);
  emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: 'amply-beat', forceNewDeployment: true });
  // The first task has stopped, and is forgotten: lists are older than that, descriptions are not.
  emulator.changeScenario({ timings: { stoppedVisibleSeconds: 30 }, staleListsSeconds: 120 });
  await clock.advance(120);
  const wanted = wantedBeat({ taskDefinition: registerBeat(emulator, 2) });
  const end = await clock.run(drive(singletonProcess(wanted, { aws: awsPorts(wire, clock), clock }), { clock }));
  expect({ status: end.status, to: end.facts.to, running: end.singleton.running }).toEqual({
    status: 'deployed',
    to: 'amply-beat:2',
    running: 1,
  });
});
