import { expect, test } from '@jest/globals';
import { aFile, withContainer } from '../testing/task-definitions.ts';
import { beatContainers } from './beat-containers.ts';

const commands: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ['beat', ['celery', '-A', 'shop', 'beat', '--loglevel=info'], 'beat'],
  ['beat, as Celery 4 had it', ['celery', 'beat', '-A', 'shop'], 'beat'],
  ['a module', ['python', '-m', 'celery', '--app=shop', 'beat'], 'beat'],
  ['by its path, in a wrapper', ['uv', 'run', '/app/.venv/bin/celery', '-A', 'shop', 'beat'], 'beat'],
  ['in a shell', ['/bin/sh', '-ec', 'migrate && exec celery -A shop beat'], 'beat'],
  ['a worker', ['celery', '-A', 'shop', 'worker', '--loglevel=info'], undefined],
  ['a worker with beat in it', ['celery', '-A', 'shop', 'worker', '-B'], 'embedded'],
  ['the same in words', ['celery', '-A', 'shop', 'worker', '--beat'], 'embedded'],
  ['the same among others', ['celery', '-A', 'shop', 'worker', '-EB'], 'embedded'],
  ['a worker of an app called beat', ['celery', '-A', 'beat', 'worker'], undefined],
  ['a worker of a queue called beat', ['celery', '-A', 'shop', 'worker', '-Q', 'beat'], undefined],
  ['flower', ['celery', '-A', 'shop', 'flower'], undefined],
  ['another program', ['drum', 'beat'], undefined],
  ['nothing', [], undefined],
];

test.each(commands)('%s', (_, command, kind) => {
  const found = beatContainers(aFile(withContainer({ command })));
  expect(found.map((beat) => [beat.container.name, beat.kind])).toEqual(kind === undefined ? [] : [['api', kind]]);
});

test('an entry point counts', () => {
  const found = beatContainers(aFile(withContainer({ entryPoint: ['celery', '-A', 'shop'], command: ['beat'] })));
  expect(found).toHaveLength(1);
});
