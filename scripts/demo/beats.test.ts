import type { ContainerMoment } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import { beatsIn } from './beats.ts';

type Moment = [task: string, happened: ContainerMoment['happened'], service?: string, container?: string];

const moments = (...given: Moment[]): ContainerMoment[] =>
  given.map(([task, happened, service, container = 'beat'], at) => ({
    at,
    task,
    ...(service !== undefined && { service }),
    taskDefinition: 'amply-beat:1',
    container,
    image: 'amply-backend:v1',
    happened,
    origin: { kind: 'call', operation: 'UpdateService', caller: 'us', at },
  }));

const SERVICE = 'amply-beat';

test.each<{ name: string; given: Moment[]; expected: [number, number, number, number] }>([
  { name: 'nothing', given: [], expected: [0, 0, 0, 0] },
  { name: 'another container', given: [['w', 'started', 'amply-worker', 'worker']], expected: [0, 0, 0, 0] },
  {
    name: 'one after the other',
    given: [
      ['a', 'started', SERVICE],
      ['a', 'stopped', SERVICE],
      ['b', 'started', SERVICE],
    ],
    expected: [1, 0, 2, 0],
  },
  {
    name: 'one beside the other',
    given: [
      ['a', 'started', SERVICE],
      ['b', 'started', SERVICE],
    ],
    expected: [2, 0, 2, 1],
  },
  {
    name: 'a stray beside it',
    given: [
      ['a', 'started', SERVICE],
      ['s', 'started'],
    ],
    expected: [2, 1, 2, 0],
  },
  {
    name: 'the service’s beside a stray',
    given: [
      ['s', 'started'],
      ['a', 'started', SERVICE],
      ['s', 'stopped'],
    ],
    expected: [1, 0, 2, 1],
  },
])('counts beats: $name', ({ given, expected: [running, strays, started, besideAnother] }) => {
  expect(beatsIn({ containers: moments(...given) })).toEqual({ running, strays, started, besideAnother });
});
