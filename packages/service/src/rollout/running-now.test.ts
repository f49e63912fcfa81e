import { expect, test } from '@jest/globals';
import type { Begun } from './begun.ts';
import { runningNow } from './running-now.ts';
import { aDeployment, aLook, theOldDeployment } from '../../test/rollout/a-look.ts';

const BEGUN: Begun = {
  cluster: 'amply-prod',
  service: 'amply-api',
  deploymentId: 'ecs-svc/2',
  createdAt: new Date(1000),
  taskDefinition: aDeployment().taskDefinition,
  from: theOldDeployment().taskDefinition,
  desiredCount: 2,
  olderIds: [theOldDeployment().id],
  serviceCreatedAt: new Date(0),
};
const FIRST: Begun = { ...BEGUN, from: undefined };

const failed = aDeployment({ rolloutState: 'FAILED' });
const back = theOldDeployment({ id: 'ecs-svc/3', createdAt: 2000 });
const elsewhere = aDeployment({ id: 'ecs-svc/9', taskDefinition: 'x:task-definition/amply-api:9', running: 1 });

test.each([
  {
    name: 'all is as wanted',
    look: aLook({ primary: aDeployment({ running: 2, rolloutState: 'COMPLETED' }), oldRunning: 0 }),
    says: '2 of 2 tasks of amply-api:2 run',
  },
  {
    name: 'one task is all that is wanted',
    look: aLook({ desiredCount: 1, primary: aDeployment({ running: 1, rolloutState: 'COMPLETED' }), oldRunning: 1 }),
    says: '1 of 1 task of amply-api:2 runs, 1 task of amply-api:1 still runs',
  },
  {
    name: 'it is still under way',
    look: aLook(),
    says: '0 of 2 tasks of amply-api:2 run, 2 tasks of amply-api:1 still run. ECS goes on by itself',
  },
  {
    name: 'it failed and stays so',
    look: aLook({ ours: failed, primary: failed }),
    says: '0 of 2 tasks of amply-api:2 run, 2 tasks of amply-api:1 still run. ECS starts no more tasks: it stays so until the next deployment',
  },
  {
    name: 'there was nothing before',
    begun: FIRST,
    look: aLook({ oldRunning: 0 }),
    says: '0 of 2 tasks of amply-api:2 run, there was no revision before. ECS goes on by itself',
  },
  {
    name: 'it went back',
    look: aLook({ ours: failed, primary: back, oldRunning: 2 }),
    says: '2 of 2 tasks of amply-api:1 run, as before',
  },
  {
    name: 'it goes back',
    look: aLook({
      ours: aDeployment({ running: 1 }),
      primary: { ...back, running: 1, rolloutState: 'IN_PROGRESS' },
      oldRunning: 1,
    }),
    says: '1 of 2 tasks of amply-api:1 run; 1 task of amply-api:2 still runs. ECS goes on by itself',
  },
  {
    name: 'we went back by an update of our own',
    look: aLook({ ours: back, primary: back, oldRunning: 0 }),
    says: '2 of 2 tasks of amply-api:1 run, as before',
  },
  {
    name: 'somebody deployed something else',
    look: aLook({ ours: undefined, primary: elsewhere, oldRunning: 3 }),
    says: '1 of 2 tasks of amply-api:9 run; 2 tasks of an older deployment still run. ECS goes on by itself',
  },
  {
    name: 'the service is deleted',
    look: aLook({ serviceStatus: 'DRAINING' }),
    says: '2 tasks still run, and ECS stops them',
  },
  {
    name: 'the service is gone',
    look: aLook({ serviceStatus: undefined, runningCount: 0 }),
    says: 'no task of the service runs',
  },
  { name: 'ECS shows no deployment', look: aLook({ primary: undefined }), says: '2 of 2 tasks run' },
  { name: 'nobody looked', look: undefined, says: 'not known: the run ended before its first look at the service' },
])('what runs now when $name', ({ begun = BEGUN, look, says }) => {
  expect(runningNow(begun, look)).toBe(says);
});
