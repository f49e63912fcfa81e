import { AwsError } from '@fargate-actions/aws';
import { rolloutReport } from '@fargate-actions/service';
import { describe, expect, test } from '@jest/globals';
import { KnownAfterApply } from '@fargate-actions/engine';
import { aReport, aResource, aRollback, outcome, rolledOut } from '../test/builders.ts';
import { changesJson, failuresOf, outcomeLines, outcomeMarkdown, outcomeSentence } from './index.ts';

const worker = aResource('service amply-worker');
const beat = aResource('service amply-beat', { desiredCount: [2, 1] });
const logGroup = aResource('log group /ecs/amply-beat', {}, { action: 'create' });

const ROLLED_BACK = [
  outcome(logGroup, { result: 'applied' }),
  rolledOut(aRollback()),
  outcome(worker, { result: 'unchanged' }),
  outcome(beat, { result: 'not attempted', because: 'service amply-api failed' }),
];

test('a failure says its cause, then what to do, what runs now, and the evidence without the routine', () => {
  expect(failuresOf(ROLLED_BACK)).toEqual([
    {
      title: 'amply-api was rolled back',
      message: "container api exited with code 3 in 2 of 2 new tasks: KeyError: 'STRIPE_SECRET_KEY'",
      details: [
        'Next: Add STRIPE_SECRET_KEY to `secrets` or `environment` of the container api in api/task-definition.yml.',
        'Now: 2 tasks of amply-api:41, as before this run',
        'Stopped tasks:',
        '  2 tasks, container api, exit code 3: Essential container in task exited (0f3c2a9be1d84c7f9a6b5d4e3c2b1a09, 7bd1e0a4c5f64f0f8a1b2c3d4e5f6a7b)',
        'Last log lines of api (/ecs/amply-api, api/api/7bd1e0a4c5f64f0f8a1b2c3d4e5f6a7b):',
        '  | Traceback (most recent call last):',
        '  |   File "/app/main.py", line 9, in <module>',
        "  | KeyError: 'STRIPE_SECRET_KEY'",
        'Events of this deployment:',
        '  (service amply-api) (deployment ecs-svc/42) deployment failed: tasks failed to start.',
        '  (all 3 are in the job summary)',
      ],
    },
  ]);
});

test('every resource has its line', () => {
  expect(outcomeLines(ROLLED_BACK)).toEqual([
    'log group /ecs/amply-beat  created',
    'amply-api                  rolled back    amply-api:41 -> amply-api:42  2 of 2 tasks  1 min 12 s',
    'amply-worker               unchanged',
    'amply-beat                 not attempted: service amply-api failed',
  ]);
});

test('of many events the log tells the last', () => {
  const events = Array.from({ length: 20 }, (_, index) => `event ${index}`);
  const [{ details = [] } = { details: [] }] = failuresOf([rolledOut(aRollback({ events }))]);
  expect(details.filter((line) => line.includes('event '))).toHaveLength(12);
  expect(details).toContain('  (all 20 are in the job summary)');
});

test('what is said of one task after another is said once; where the log has all events, it says no more', () => {
  const unhealthy = (task: string) => `(service amply-api) (task ${task}) failed container health checks.`;
  const [{ details = [] } = { details: [] }] = failuresOf([
    rolledOut(aRollback({ events: [unhealthy('a1'), unhealthy('b2'), 'something else'] })),
  ]);
  expect(details.slice(details.indexOf('Events of this deployment:') + 1)).toEqual([
    '  (service amply-api) (task b2) failed container health checks. (2 times)',
    '  something else',
    '  (all 3 are in the job summary)',
  ]);
  const [{ details: whole = [] } = { details: [] }] = failuresOf([
    rolledOut(aRollback({ events: ['something else'] })),
  ]);
  expect(whole.at(-1)).toBe('  something else');
});

test('a service that was written when something else failed goes on by itself', () => {
  const expired = Object.assign(new Error('The AWS credentials have expired.'), { hint: 'Renew them.' });
  const failed = { ...outcome(worker, { result: 'failed', error: expired }), outputs: {} };
  expect(failuresOf([failed as never])).toEqual([
    {
      title: 'amply-worker was changed, but not seen to its end',
      message: 'The AWS credentials have expired.',
      details: [
        'Next: Renew them.',
        'Now: ECS goes on with the deployment by itself. Run this again to see what became of it.',
      ],
    },
  ]);
});

test('a new service, and one that stays at its revision', () => {
  const { from: _, ...facts } = aReport().rollout;
  const fresh = rolloutReport('deployed', facts);
  expect(outcomeLines([rolledOut(fresh), rolledOut(aReport({ from: 'amply-api:42' }))])).toEqual([
    'amply-api  deployed  new -> amply-api:42  2 of 2 tasks  1 min 12 s',
    'amply-api  deployed  amply-api:42         2 of 2 tasks  1 min 12 s',
  ]);
  expect(outcomeMarkdown([rolledOut(fresh)])).toContain('| `amply-api` | new → `amply-api:42` |');
});

test('the summary of a failure has its cause on top', () => {
  expect(outcomeMarkdown(ROLLED_BACK)).toBe(`## ❌ amply-api was rolled back

**container api exited with code 3 in 2 of 2 new tasks: KeyError: 'STRIPE_SECRET_KEY'**

| service | from → to | tasks | time | status |
| --- | --- | --- | --- | --- |
| \`amply-api\` | \`amply-api:41\` → \`amply-api:42\` | 2 of 2 | 1 min 12 s | ❌ rolled back |
| \`amply-worker\` |  |  |  | ✅ unchanged |
| \`amply-beat\` |  |  |  | ⏭️ not attempted: service amply-api failed |

### \`amply-api\`

- **Next:** Add STRIPE_SECRET_KEY to \`secrets\` or \`environment\` of the container api in api/task-definition.yml.
- **Now:** 2 tasks of amply-api:41, as before this run

| stopped tasks | container | exit code | reason | task |
| --- | --- | --- | --- | --- |
| 2 | \`api\` | 3 | Essential container in task exited | \`0f3c2a9be1d84c7f9a6b5d4e3c2b1a09\`, \`7bd1e0a4c5f64f0f8a1b2c3d4e5f6a7b\` |

Last log lines of \`api\` (\`/ecs/amply-api\`, \`api/api/7bd1e0a4c5f64f0f8a1b2c3d4e5f6a7b\`):

\`\`\`text
Traceback (most recent call last):
  File "/app/main.py", line 9, in <module>
KeyError: 'STRIPE_SECRET_KEY'
\`\`\`

<details><summary>Events of this deployment</summary>

\`\`\`text
(service amply-api) has started 2 tasks: (task 0f3c2a9b) (task 7bd1e0a4).
(service amply-api) (deployment ecs-svc/42) deployment failed: tasks failed to start.
(service amply-api) rolling back to deployment ecs-svc/41.
\`\`\`

</details>

| resource | status |
| --- | --- |
| \`log group /ecs/amply-beat\` | ✅ created |

<details><summary>What changed, field by field</summary>

**service amply-api**

| field | from | to |
| --- | --- | --- |
| taskDefinition | \`amply-api:41\` | \`amply-api:42\` |

</details>`);
});

test('the summary of a good end is one sentence and a table; what was not known before is known now', () => {
  const revision = aResource('task definition amply-api', {}, { action: 'create' });
  const api = aResource('service amply-api', {
    taskDefinition: ['amply-api:41', new KnownAfterApply('task definition amply-api.arn')],
  });
  const registered = {
    address: revision.address,
    resource: revision,
    result: 'applied',
    outputs: { arn: 'amply-api:42' },
  };
  expect(outcomeMarkdown([registered as never, rolledOut(aReport(), api)])).toBe(`## ✅ Deployed amply-api in 1 min 12 s

| service | from → to | tasks | time | status |
| --- | --- | --- | --- | --- |
| \`amply-api\` | \`amply-api:41\` → \`amply-api:42\` | 2 of 2 | 1 min 12 s | ✅ deployed |

| resource | status |
| --- | --- |
| \`task definition amply-api\` | ✅ registered |

<details><summary>What changed, field by field</summary>

**service amply-api**

| field | from | to |
| --- | --- | --- |
| taskDefinition | \`amply-api:41\` | \`amply-api:42\` |

</details>`);
});

test('one failure that is no rollout is told at the top, with what to do', () => {
  const denied = Object.assign(new Error('logs:CreateLogGroup is denied on /ecs/amply-beat.'), { hint: 'Allow it.' });
  expect(outcomeMarkdown([outcome(logGroup, { result: 'failed', error: denied })]))
    .toBe(`## ❌ log group /ecs/amply-beat could not be created

**logs:CreateLogGroup is denied on /ecs/amply-beat.**

Next: Allow it.

| resource | status |
| --- | --- |
| \`log group /ecs/amply-beat\` | ❌ failed |`);
});

test('of several failures each has its cause', () => {
  const markdown = outcomeMarkdown([
    rolledOut(aRollback()),
    outcome(logGroup, { result: 'failed', error: new Error('AWS is on fire') }),
  ]);
  expect(markdown).toContain('## ❌ amply-api was rolled back (and 1 more failure)');
  expect(markdown).toContain('- **Cause:** container api exited with code 3');
  expect(markdown).toContain('### log group /ecs/amply-beat could not be created\n\n- AWS is on fire');
});

const cancelled = Object.assign(new Error('The run was cancelled (SIGTERM).'), { name: 'CancelledError' });

test.each([
  { outcomes: [outcome(worker, { result: 'unchanged' })], expected: 'Nothing had to change.' },
  {
    outcomes: [outcome(worker, { result: 'unchanged' }), rolledOut(aReport())],
    expected: 'Deployed amply-api in 1 min 12 s; amply-worker unchanged.',
  },
  {
    outcomes: [outcome(worker, { result: 'unchanged' }), outcome(logGroup, { result: 'applied' })],
    expected: 'log group /ecs/amply-beat created.',
  },
  {
    outcomes: [rolledOut(aReport({ status: 'left' }))],
    expected: 'amply-api left to ECS.',
  },
  {
    outcomes: Array.from({ length: 9 }, (_, index) => rolledOut(aReport({ service: `s${index}`, seconds: index }))),
    expected: 'Deployed s0, s1, s2, s3, s4, s5 and 3 more in 8 s.',
  },
  {
    outcomes: ROLLED_BACK,
    expected:
      "amply-api was rolled back: container api exited with code 3 in 2 of 2 new tasks: KeyError: 'STRIPE_SECRET_KEY'",
  },
  {
    outcomes: [outcome(beat, { result: 'failed', error: cancelled })],
    expected: 'amply-beat was cancelled: The run was cancelled (SIGTERM).',
  },
  {
    outcomes: [{ ...outcome(beat, { result: 'failed', error: new Error('No answer.') }), outputs: {} }],
    expected: 'amply-beat was changed, but not seen to its end: No answer.',
  },
  {
    outcomes: [{ ...outcome(beat, { result: 'failed', error: cancelled }), outputs: {} }],
    expected: 'amply-beat was not seen to its end: the run was cancelled: The run was cancelled (SIGTERM).',
  },
])('in a sentence: $expected', ({ outcomes, expected }) => {
  expect(outcomeSentence(outcomes)).toBe(expected);
});

test('the output `changes` names what changed and what came of it, without account ids', () => {
  const role = 'arn:aws:iam::123456789012:role/amply-task';
  const image = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:1';
  const api = aResource('service amply-api', {
    taskDefinition: ['amply-api:41', 'amply-api:42'],
    roleArn: [undefined, role],
    image: [image, null],
  });
  const changes = changesJson([rolledOut(aReport(), api), outcome(worker, { result: 'unchanged' })]);
  expect(JSON.parse(changes)).toEqual([
    {
      resource: 'service amply-api',
      action: 'update',
      result: 'applied',
      fields: [
        { path: 'taskDefinition', from: 'amply-api:41', to: 'amply-api:42' },
        { path: 'roleArn', from: null, to: 'arn:aws:iam::ACCOUNT:role/amply-task' },
        { path: 'image', from: 'ACCOUNT.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:1', to: null },
      ],
    },
  ]);
});

test('what was deleted is told as deleted, each by its name', () => {
  const alarms = aResource(
    'other alarms of amply',
    {},
    { action: 'delete', deletes: [{ kind: 'alarm api-cpu' }, { kind: 'alarm api-5xx' }] },
  );
  const gone = [outcome(alarms, { result: 'applied' })];
  expect(outcomeLines(gone)).toEqual(['alarm api-cpu  deleted', 'alarm api-5xx  deleted']);
  expect(outcomeSentence(gone)).toBe('alarm api-cpu and alarm api-5xx deleted.');
  expect(outcomeMarkdown(gone)).toContain('| `alarm api-5xx` | ✅ deleted |');
  expect(JSON.parse(changesJson(gone))).toMatchObject([
    { resource: 'alarm api-cpu', action: 'delete', result: 'applied' },
    { resource: 'alarm api-5xx', action: 'delete', result: 'applied' },
  ]);
  const failed = [outcome(alarms, { result: 'failed', error: new Error('No.') })];
  expect(outcomeSentence(failed)).toBe('other alarms of amply could not be deleted: No.');
  expect(outcomeLines(failed)).toEqual(['alarm api-cpu  failed', 'alarm api-5xx  failed']);
});

test('a write that fails after others says what they were, and how to go back', () => {
  const sleep = aResource('off-hours of amply-api', { minCapacity: [2, 0] }, { ifInterrupted: 'Run `mode: restore`.' });
  const error = Object.assign(new Error('ecs:UpdateService is denied.'), { hint: 'Allow it.' });
  const failed = [
    outcome(sleep, { result: 'failed', error, completedWrites: ['the tag off-hours', 'the limits 0 to 0'] }),
  ];
  expect(failuresOf(failed)).toEqual([
    {
      title: 'off-hours of amply-api was changed only in part',
      message: 'ecs:UpdateService is denied.',
      details: [
        'Written before: the tag off-hours, the limits 0 to 0',
        'Next: Allow it.',
        'Then: Run `mode: restore`.',
      ],
    },
  ]);
  expect(outcomeLines(failed)).toEqual(['off-hours of amply-api  changed only in part']);
  expect(outcomeMarkdown(failed)).toContain('Written before: the tag off-hours, the limits 0 to 0');
  expect(JSON.parse(changesJson(failed))).toMatchObject([
    { result: 'failed', completedWrites: ['the tag off-hours', 'the limits 0 to 0'] },
  ]);
});

test('of a deletion that breaks off, what is gone is told to be', () => {
  const alarms = aResource(
    'other alarms of amply',
    {},
    { action: 'delete', deletes: [{ kind: 'alarm a' }, { kind: 'alarm b' }] },
  );
  const failed = [outcome(alarms, { result: 'failed', error: new Error('No.'), completedWrites: ['alarm a'] })];
  expect(outcomeLines(failed)).toEqual(['alarm a  deleted', 'alarm b  failed']);
  expect(failuresOf(failed)).toEqual([
    { title: 'other alarms of amply could not be deleted', message: 'No.', details: ['Deleted before: alarm a'] },
  ]);
  expect(JSON.parse(changesJson(failed))).toMatchObject([
    { resource: 'alarm a', result: 'applied' },
    { resource: 'alarm b', result: 'failed' },
  ]);
});

/** As packages/aws makes them. */
const denied = (permission: `${string}:${string}`, on: string) =>
  new AwsError(
    {
      kind: 'denied',
      operation: 'cloudwatch:PutMetricAlarm',
      code: 'AccessDenied',
      permission,
      message: `${permission} is denied on ${on}.`,
      hint: `Add ${permission}. AWS says: not authorized on ${on}`,
    },
    undefined,
  );

describe('the same failure of several', () => {
  const alarm = (name: string, changes = {}) => aResource(`alarm ${name}`, {}, { action: 'create', ...changes });

  test('is told once, with how many and which', () => {
    const failed = ['a', 'b', 'c'].map((name) =>
      outcome(alarm(name), { result: 'failed', error: denied('cloudwatch:PutMetricAlarm', name) }),
    );
    expect(failuresOf(failed)).toEqual([
      {
        title: 'alarm a and 2 more could not be created',
        message: 'cloudwatch:PutMetricAlarm is denied on a.',
        details: [
          'Next: Add cloudwatch:PutMetricAlarm. AWS says: not authorized on a',
          'All of them: alarm a, alarm b, alarm c',
        ],
      },
    ]);
    expect(outcomeSentence(failed)).toContain('alarm a and 2 more could not be created: cloudwatch:PutMetricAlarm');
    const markdown = outcomeMarkdown(failed);
    expect(markdown).toContain('All of them: alarm a, alarm b, alarm c');
    expect(markdown.match(/is denied/g)).toHaveLength(1);
  });

  test.each([
    { what: 'another permission', other: denied('cloudwatch:TagResource', 'b') },
    { what: 'an error that AWS did not send', other: new Error('cloudwatch:PutMetricAlarm is denied on a.') },
  ])('is not $what', ({ other }) => {
    const errors = [denied('cloudwatch:PutMetricAlarm', 'a'), other];
    const failed = errors.map((error, index) => outcome(alarm(`${index}`), { result: 'failed', error }));
    expect(failuresOf(failed)).toHaveLength(2);
    expect(outcomeMarkdown(failed)).toContain('### alarm 1 could not be created');
  });

  test('is told of creations and updates alike', () => {
    const failed = [
      outcome(alarm('a'), { result: 'failed', error: denied('cloudwatch:PutMetricAlarm', 'a') }),
      outcome(alarm('b', { action: 'update' }), { result: 'failed', error: denied('cloudwatch:PutMetricAlarm', 'b') }),
    ];
    expect(failuresOf(failed).map(({ title }) => title)).toEqual(['alarm a and 1 more could not be written']);
  });
});
