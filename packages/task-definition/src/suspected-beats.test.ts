import { describe, expect, test } from '@jest/globals';
import { aFile, withContainer } from '../test/task-definitions.ts';
import { suspectedBeats } from './suspected-beats.ts';

function because(container: Readonly<Record<string, unknown>>): string | undefined {
  return suspectedBeats(aFile(withContainer(container)))[0]?.because;
}

const variable = (name: string, value: string) => ({ environment: [{ name, value }] });

describe('a container may run beat', () => {
  test.each([
    {
      name: 'a script of its own',
      container: { command: ['/start-celerybeat'] },
      says: 'its command has `/start-celerybeat`',
    },
    {
      name: 'a script behind a shell',
      container: { command: ['bash', './start-beat.sh'] },
      says: 'its command has `./start-beat.sh`',
    },
    {
      name: 'a script within one',
      container: { command: ['sh', '-c', 'exec scripts/run_beat.sh'] },
      says: 'its command has `exec scripts/run_beat.sh`',
    },
    {
      name: 'a word for the entry point',
      container: { entryPoint: ['/entrypoint.sh'], command: ['beat'] },
      says: 'its command has `beat`',
    },
    {
      name: 'an option',
      container: { command: ['python', 'manage.py', 'run', '--role=beat'] },
      says: 'its command has `--role=beat`',
    },
    {
      name: 'a variable',
      container: { command: ['/start.sh'], ...variable('MODE', 'beat') },
      says: 'its variable MODE is `beat`',
    },
    {
      name: 'a variable in capitals',
      container: variable('PROCESS', 'Celery-Beat'),
      says: 'its variable PROCESS is `Celery-Beat`',
    },
    {
      name: 'its own name',
      container: { name: 'celerybeat' },
      says: 'its name says so, and its image decides what it starts',
    },
  ])('$name', ({ container, says }) => {
    expect(because(container)).toBe(says);
  });
});

describe('nothing speaks of beat', () => {
  test.each([
    { name: 'a heartbeat', container: { command: ['/heartbeat.sh'] } },
    { name: 'a shipper of logs', container: { name: 'filebeat', command: ['filebeat', '-e'] } },
    { name: 'a worker with an app of that name', container: { command: ['celery', '-A', 'beat_app', 'worker'] } },
    { name: 'beat itself, which is known', container: { name: 'beat', command: ['celery', '-A', 'app', 'beat'] } },
    {
      name: 'a variable that only mentions it',
      container: variable('CELERY_BEAT_SCHEDULER', 'redbeat.RedBeatScheduler'),
    },
    { name: 'a name of another command', container: { name: 'beat', command: ['python', '-m', 'app.scheduler'] } },
  ])('$name', ({ container }) => {
    expect(because(container)).toBeUndefined();
  });
});
