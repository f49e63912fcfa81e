import { expect, test } from '@jest/globals';
import { aFile, withContainer } from '../test/task-definitions.ts';
import { beatContainers, type BeatContainer } from './beat-containers.ts';

type Words = readonly string[];
type Seen = Partial<Pick<BeatContainer, 'kind' | 'scheduler' | 'swallowsSigterm'>>;

const seen = (found: readonly BeatContainer[]): readonly unknown[] =>
  found.map(({ kind, scheduler, swallowsSigterm }) => ({ kind, scheduler, swallowsSigterm }));
const aBeat = (expected: Seen = {}): object => ({
  kind: 'beat',
  scheduler: 'default',
  swallowsSigterm: false,
  ...expected,
});

const SH = ['sh', '-c'];

test.each<readonly [name: string, command: Words, expected?: Seen]>([
  ['beat', ['celery', '-A', 'shop', 'beat', '--loglevel=info']],
  ['as Celery 4 had it', ['celery', 'beat', '-A', 'shop']],
  ['as Celery 3 had it', ['celerybeat', '-A', 'shop']],
  ['the app in one word', ['celery', '--app=shop', 'beat']],
  ['options before it that take a value', ['celery', '-b', 'redis://r', '--workdir', '/app', '-A', 'shop', 'beat']],
  ['an app called worker', ['celery', '-A', 'worker', 'beat']],
  ['a schedule file called worker', ['celery', '-A', 'shop', 'beat', '-s', 'worker']],
  ['by its path', ['/app/.venv/bin/celery', '-A', 'shop', 'beat']],
  ['a module', ['python', '-m', 'celery', '--app=shop', 'beat']],
  ['a module of another Python, unbuffered', ['python3.12', '-u', '-m', 'celery', '-A', 'shop', 'beat']],
  ['manage.py', ['python', 'manage.py', 'celery', 'beat']],
  ['manage.py of Celery 3', ['./manage.py', 'celerybeat']],
  ['django-admin', ['django-admin', 'celery', 'beat']],
  ['poetry', ['poetry', 'run', 'celery', '-A', 'shop', 'beat']],
  ['pipenv', ['pipenv', 'run', 'celery', '-A', 'shop', 'beat']],
  ['uv, with options', ['uv', 'run', '--no-sync', 'celery', '-A', 'shop', 'beat']],
  ['uv of a path', ['uv', 'run', '/app/.venv/bin/celery', '-A', 'shop', 'beat']],
  ['tini', ['tini', '--', 'celery', '-A', 'shop', 'beat']],
  ['dumb-init', ['/usr/bin/dumb-init', '--', 'celery', '-A', 'shop', 'beat']],
  ['OpenTelemetry', ['opentelemetry-instrument', '--traces_exporter', 'otlp', 'celery', '-A', 'shop', 'beat']],
  ['Datadog', ['ddtrace-run', 'celery', '-A', 'shop', 'beat']],
  ['New Relic', ['newrelic-admin', 'run-program', 'celery', '-A', 'shop', 'beat']],
  ['watchmedo', ['watchmedo', 'auto-restart', '-d', '.', '-p', '*.py', '--', 'celery', '-A', 'shop', 'beat']],
  ['env', ['env', 'DJANGO_SETTINGS_MODULE=shop.settings', 'celery', '-A', 'shop', 'beat']],
  ['a user called celery', ['gosu', 'celery', 'celery', '-A', 'shop', 'beat']],
  ['chamber', ['chamber', 'exec', 'shop', '--', 'celery', '-A', 'shop', 'beat']],
  ['coverage', ['coverage', 'run', '-m', 'celery', '-A', 'shop', 'beat']],
  ['an entry point that runs its arguments', ['/docker-entrypoint.sh', 'celery', '-A', 'shop', 'beat']],
  ['an entry point that a shell reads', ['bash', '/entrypoint.sh', 'celery', '-A', 'shop', 'beat']],
  ['RedBeat', ['celery', '-A', 'shop', 'beat', '-S', 'redbeat.RedBeatScheduler'], { scheduler: 'redbeat' }],
  ['RedBeat, in one word', ['celery', '-A', 'shop', 'beat', '-Sredbeat.RedBeatScheduler'], { scheduler: 'redbeat' }],
  [
    'RedBeat, in full',
    ['celery', '-A', 'shop', 'beat', '--scheduler=redbeat.schedulers:RedBeatScheduler'],
    { scheduler: 'redbeat' },
  ],
  [
    'RedBeat, apart',
    ['celery', '-A', 'shop', 'beat', '--scheduler', 'redbeat.RedBeatScheduler'],
    { scheduler: 'redbeat' },
  ],
  [
    'RedBeat before the command, as Celery 4 takes it',
    ['celery', '-S', 'redbeat.RedBeatScheduler', '-A', 'shop', 'beat'],
    { scheduler: 'redbeat' },
  ],
  [
    'a scheduler that only sounds like it',
    ['celery', '-A', 'shop', 'beat', '-S', 'shop.redbeat.Mine'],
    { scheduler: 'other' },
  ],
  ['a pid file that sounds like it', ['celery', '-A', 'shop', 'beat', '--pidfile', 'redbeat.pid']],
  ['django-celery-beat', ['celery', '-A', 'shop', 'beat', '-S', 'django'], { scheduler: 'database' }],
  [
    'django-celery-beat, in full',
    ['celery', '-A', 'shop', 'beat', '--scheduler', 'django_celery_beat.schedulers:DatabaseScheduler'],
    { scheduler: 'database' },
  ],
  ['a worker with beat in it', ['celery', '-A', 'shop', 'worker', '-B'], { kind: 'embedded' }],
  ['the same in words', ['celery', '-A', 'shop', 'worker', '--beat'], { kind: 'embedded' }],
  ['the same among other letters', ['celery', '-A', 'shop', 'worker', '-EB'], { kind: 'embedded' }],
  ['the same before a letter with its value', ['celery', '-A', 'shop', 'worker', '-BlINFO'], { kind: 'embedded' }],
  ['the same behind one', ['celery', '-A', 'shop', 'worker', '-lINFO', '-B'], { kind: 'embedded' }],
  ['the same before the command, as Celery 4 takes it', ['celery', '-B', '-A', 'shop', 'worker'], { kind: 'embedded' }],
  ['the same in Celery 3', ['celeryd', '-B'], { kind: 'embedded' }],
  [
    'embedded, with RedBeat',
    ['celery', 'worker', '-B', '--scheduler', 'redbeat.RedBeatScheduler'],
    { kind: 'embedded', scheduler: 'redbeat' },
  ],
  [
    'embedded, with a state file that sounds like it',
    ['celery', 'worker', '-B', '-S', 'redbeat.db'],
    { kind: 'embedded' },
  ],
  ['a shell', [...SH, 'celery -A shop beat'], { swallowsSigterm: true }],
  ['a shell that makes room', [...SH, 'exec celery -A shop beat']],
  ['a login shell', ['bash', '-lc', 'celery -A shop beat'], { swallowsSigterm: true }],
  ['a careful shell', ['/bin/bash', '-eu', '-o', 'pipefail', '-c', 'migrate && exec celery -A shop beat']],
  ['one of busybox', ['busybox', 'sh', '-c', 'exec celery -A shop beat']],
  ['migrations first', [...SH, 'python manage.py migrate --noinput;\nexec celery -A shop beat']],
  ['quoted', [...SH, `exec "celery" '-A' shop\\\n beat`]],
  ['a variable for it alone', [...SH, 'TZ=UTC exec celery -A shop beat']],
  ['only where it is wanted', [...SH, 'if [ "$ROLE" = beat ]; then exec celery -A shop beat; fi']],
  ['in a pipe nothing is replaced', [...SH, 'exec celery -A shop beat 2>&1 | tee /log'], { swallowsSigterm: true }],
  ['in the background', [...SH, 'celery -A shop beat & wait'], { swallowsSigterm: true }],
  ['in the background, with a trap', [...SH, `trap 'kill $P' TERM; celery -A shop beat & P=$!; wait`]],
  ['a worker and a beat', [...SH, 'celery -A shop worker --detach && exec celery -A shop beat']],
  ['a shell in a shell', [...SH, 'exec bash -c "celery -A shop beat"'], { swallowsSigterm: true }],
  ['a shell behind tini', ['tini', '--', 'sh', '-c', 'celery -A shop beat'], { swallowsSigterm: true }],
  ['a shell behind tini, for the group', ['tini', '-g', '--', 'sh', '-c', 'celery -A shop beat']],
  ['a shell behind dumb-init, which signals all', ['dumb-init', 'sh', '-c', 'celery -A shop beat']],
  ['su', ['su', '-', 'app', '-c', 'celery -A shop beat'], { swallowsSigterm: true }],
  ['the arguments of the script', [...SH, 'exec "$@"', '--', 'celery', '-A', 'shop', 'beat']],
  ['a variable of the script', [...SH, 'RUN="celery -A shop beat"; exec $RUN']],
  ['an exported one', [...SH, 'export APP=shop\nexec celery -A "$APP" beat']],
  ['a default', [...SH, 'exec ${RUN:-celery -A shop beat}']],
  ['which', [...SH, 'exec $(which celery) -A shop beat']],
  ['eval', [...SH, 'eval "celery -A shop beat"'], { swallowsSigterm: true }],
  ['one word, for a shell in the image', ['celery -A shop beat'], { swallowsSigterm: true }],
])('runs beat: %s', (_, command, expected = {}) => {
  expect(seen(beatContainers(aFile(withContainer({ command }))))).toEqual([aBeat(expected)]);
});

test.each<readonly [name: string, command: Words]>([
  ['a worker', ['celery', '-A', 'shop', 'worker', '--loglevel=info']],
  ['a worker of an app called beat', ['celery', '-A', 'beat', 'worker']],
  ['a worker of a queue called beat', ['celery', '-A', 'shop', 'worker', '-Q', 'beat']],
  ['a worker of a queue called --beat', ['celery', '-A', 'shop', 'worker', '-n', '--beat']],
  ['a worker whose log level begins with B', ['celery', '-A', 'shop', 'worker', '-lB']],
  ['flower', ['celery', '-A', 'shop', 'flower', '--port=5555']],
  ['inspect', ['celery', '-A', 'shop', 'inspect', 'ping', '-d', 'beat']],
  ['a call of a job called beat', ['celery', '-A', 'shop', 'call', 'beat']],
  ['purge', ['celery', '-A', 'shop', 'purge', '-f']],
  ['words about it', ['echo', 'celery', 'beat']],
  ['words about it in a shell', [...SH, 'echo celery -A shop beat; exec celery -A shop worker']],
  ['a comment about it', [...SH, '# celery -A shop beat\nexec celery -A shop worker']],
  ['a file about it', [...SH, 'exec celery -A shop worker > celery beat']],
  ['looking for it', [...SH, 'pgrep -f celery beat']],
  ['installing it', [...SH, 'pip install celery beat && gunicorn shop']],
  ['installing it with uv', ['uv', 'pip', 'install', 'celery', 'beat']],
  ['its name in quotes', [...SH, 'gunicorn --name "celery beat" shop']],
  ['another program', ['drum', 'beat']],
  ['a web server', ['uvicorn', 'shop.main:app', '--host', '0.0.0.0']],
  ['a command in a variable that nobody knows', [...SH, 'exec $RUN']],
  ['a shell without a script', ['sh', '-c']],
  ['a shell that is not closed', [...SH, 'exec "celery']],
  ['nothing', []],
])('runs no beat: %s', (_, command) => {
  expect(beatContainers(aFile(withContainer({ command })))).toEqual([]);
});

test.each<readonly [name: string, container: Readonly<Record<string, unknown>>, expected?: Seen]>([
  ['an entry point', { entryPoint: ['celery', '-A', 'shop'], command: ['beat'] }],
  ['a shell as entry point', { entryPoint: SH, command: ['celery -A shop beat'] }, { swallowsSigterm: true }],
  [
    'the command in the environment',
    { command: [...SH, 'exec $COMMAND'], environment: [{ name: 'COMMAND', value: 'celery -A shop beat' }] },
  ],
  [
    'the scheduler in the environment',
    {
      command: [...SH, 'exec celery -A shop beat -S ${SCHEDULER}'],
      environment: [{ name: 'SCHEDULER', value: 'redbeat.RedBeatScheduler' }],
    },
    { scheduler: 'redbeat' },
  ],
  [
    'a scheduler that nobody knows',
    { command: [...SH, 'exec celery -A shop beat -S "$SCHEDULER"'] },
    { scheduler: 'other' },
  ],
])('a container runs beat by %s', (_, container, expected = {}) => {
  const found = beatContainers(aFile(withContainer(container)));
  expect(seen(found)).toEqual([aBeat(expected)]);
  expect(found[0]).toMatchObject({ name: 'api', container: { path: ['containerDefinitions', 0] } });
});

test('no shell expands what no shell reads', () => {
  const environment = [{ name: 'COMMAND', value: 'beat' }];
  const command = ['celery', '-A', 'shop', '$COMMAND'];
  expect(beatContainers(aFile(withContainer({ command, environment })))).toEqual([]);
});

const DESCRIBED = {
  containerDefinitions: [
    { name: 'log-router', image: 'fluent-bit' },
    { name: 'beat', image: 'shop', command: ['celery', '-A', 'shop', 'beat'] },
  ],
};

test('a task definition as ECS describes it', () => {
  expect(beatContainers(DESCRIBED)).toMatchObject([{ name: 'beat', kind: 'beat' }]);
  expect(beatContainers({})).toEqual([]);
});

test.each([
  {
    name: 'a migration in beat’s family',
    override: { name: 'beat', command: ['alembic', 'upgrade', 'head'] },
    beats: [],
  },
  {
    name: 'beat in another container',
    override: { name: 'log-router', command: ['celery', 'beat'] },
    beats: ['log-router', 'beat'],
  },
  {
    name: 'another environment',
    override: { name: 'beat', environment: [{ name: 'A', value: 'b' }] },
    beats: ['beat'],
  },
])('a task run by hand may run something else: $name', ({ override, beats }) => {
  expect(beatContainers(DESCRIBED, [override]).map(({ name }) => name)).toEqual(beats);
});
