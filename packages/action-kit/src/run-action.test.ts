import { expect, test } from '@jest/globals';
import { AwsError, type Clock, type Wire } from '@fargate-actions/aws';
import { DiagnosedError, type Diagnostic } from '@fargate-actions/documents';
import { runInTest, type TestSettings } from '../test/index.ts';
import {
  boolean,
  CancelledError,
  defineInputs,
  oneOf,
  text,
  type ActionOutcome,
  type InputsOf,
  type ActionContext,
} from './index.ts';

const inputs = defineInputs({
  mode: oneOf(['apply', 'suspend']).default('apply'),
  dryRun: boolean().default(false),
  token: text().secret().optional(),
});

/** An outcome with nothing to tell. */
function anOutcome(outcome: Partial<ActionOutcome> = {}): ActionOutcome {
  return { outputs: {}, diagnostics: [], summary: '', ...outcome };
}

/** Runs an action whose run does just this. */
function running(
  run: (context: ActionContext, values: InputsOf<typeof inputs>) => ActionOutcome | Promise<ActionOutcome>,
  settings: TestSettings = {},
) {
  return runInTest('scale-config', inputs, async (values, context) => run(context, values), settings);
}

function throwing(error: unknown, settings?: TestSettings) {
  return running(() => {
    throw error;
  }, settings);
}

const region: Diagnostic = {
  rule: 'logs/awslogs-region',
  severity: 'error',
  message: 'awslogs needs awslogs-region.',
  hint: 'Add `region` to stack.yml.',
  at: { file: 'deploy/worker/task-definition.yml', line: 17, column: 9 },
};
const filled: Diagnostic = { rule: 'service/filled', severity: 'notice', message: 'beat gets a log group.' };

test('a good run writes its outputs and its summary, says what is worth knowing, and ends with 0', async () => {
  const { exitCode, log, outputs, summary } = await running(
    ({ log }, { mode }) => {
      log.info('00:01  amply-api');
      log.group('Plan', ['~ service amply-api']);
      return anOutcome({ outputs: { changes: '[]', mode }, diagnostics: [filled], summary: '## Done' });
    },
    { with: { mode: 'suspend' } },
  );
  expect({ exitCode, outputs }).toEqual({
    exitCode: 0,
    outputs: { changes: '[]', mode: 'suspend' },
  });
  expect(log).toBe(`00:01  amply-api
::group::Plan
~ service amply-api
::endgroup::

notice  service/filled
  beat gets a log group.

::notice title=service/filled::beat gets a log group.
`);
  expect(summary).toBe(`## Done

<details><summary>1 notice</summary>

- **notice** beat gets a log group. (\`service/filled\`)

</details>
`);
});

test('bad inputs are all said, and nothing is run', async () => {
  const { exitCode, log, summary } = await running(
    () => {
      throw new Error('It must not run.');
    },
    { with: { mode: 'aply', 'dry-run': 'perhaps' } },
  );
  expect(exitCode).toBe(1);
  expect(log).toBe(`
error  inputs/unknown-value
  The input \`mode\` is "aply"; it takes \`apply\` or \`suspend\`.
  Did you mean \`apply\`?

error  inputs/boolean
  The input \`dry-run\` is "perhaps"; it takes \`true\` or \`false\`.

::error title=inputs/unknown-value::The input \`mode\` is "aply"; it takes \`apply\` or \`suspend\`.%0ADid you mean \`apply\`?
::error title=inputs/boolean::The input \`dry-run\` is "perhaps"; it takes \`true\` or \`false\`.
`);
  expect(summary).toContain('## ❌ scale-config: 2 errors, nothing was changed\n\n- **error** The input `mode` is');
});

test('a failure begins with its cause, and what came before it is delivered all the same', async () => {
  const { exitCode, log, outputs } = await running(() =>
    anOutcome({
      outputs: { status: 'rolled-back' },
      failures: [
        {
          title: 'amply-api was rolled back',
          message: "container api exited with code 3 in 2 of 2 new tasks: KeyError: 'STRIPE_SECRET_KEY'",
          details: ['Last log lines of api:', '  | ::error::mine'],
        },
        { title: 'amply-beat failed', message: '100%\n::stop-commands::x' },
      ],
    }),
  );
  expect(exitCode).toBe(1);
  expect(outputs).toEqual({ status: 'rolled-back' });
  expect(log).toBe(`amply-api was rolled back
::error title=amply-api was rolled back::container api exited with code 3 in 2 of 2 new tasks: KeyError: 'STRIPE_SECRET_KEY'
Last log lines of api:
  | ::error::mine
amply-beat failed
::error title=amply-beat failed::100%25%0A::stop-commands::x
`);
});

test('errors in the files are a block, annotations at their places, and a failed step', async () => {
  const { exitCode, log, summary } = await throwing(new DiagnosedError([filled, region]));
  expect(exitCode).toBe(1);
  expect(log).toContain(`
deploy/worker/task-definition.yml:17:9  error  logs/awslogs-region
  awslogs needs awslogs-region.
  Add \`region\` to stack.yml.
`);
  expect(log).toContain(
    '::error title=logs/awslogs-region,file=deploy/worker/task-definition.yml,line=17,col=9::awslogs needs awslogs-region.%0AAdd `region` to stack.yml.\n',
  );
  expect(summary).toContain('## ❌ scale-config: 1 error, nothing was changed');
});

test('an error among the diagnostics of an outcome fails the step', async () => {
  expect((await running(() => anOutcome({ diagnostics: [region] }))).exitCode).toBe(1);
});

test('what was announced before is not said again', async () => {
  const { log } = await running(({ announce, log }) => {
    announce([filled]);
    log.info('something long');
    return anOutcome({ diagnostics: [filled] });
  });
  expect(log.match(/ {2}beat gets a log group/g)).toHaveLength(1);
  expect(log.indexOf('  beat gets')).toBeLessThan(log.indexOf('something long'));
  expect(log.indexOf('::notice')).toBeGreaterThan(log.indexOf('something long'));
});

test('failures beyond the ten annotations that GitHub shows are counted too', async () => {
  const failures = Array.from({ length: 12 }, (_, index) => ({ title: `service ${index} failed`, message: 'why' }));
  const { log } = await running(() => anOutcome({ failures }));
  expect(log).toContain('GitHub shows ten annotations of a kind: 2 more are in the log above.\n');
});

test('GitHub shows ten annotations of a kind: the rest is counted', async () => {
  const many = (severity: Diagnostic['severity'], count: number) =>
    Array.from({ length: count }, (_, index): Diagnostic => ({
      rule: 'a/b',
      severity,
      message: `${severity} ${index}`,
    }));
  const { log } = await running(() =>
    anOutcome({
      diagnostics: [...many('warning', 12), ...many('error', 11)],
      failures: [{ title: 'x', message: 'y' }],
    }),
  );
  expect(log.match(/^::error /gm)).toHaveLength(10);
  expect(log.match(/^::warning /gm)).toHaveLength(10);
  expect(log).toContain('GitHub shows ten annotations of a kind: 4 more are in the log above.\n');
  expect(log).toContain('\n  warning 11\n');
});

const denied = new AwsError(
  {
    kind: 'denied',
    operation: 'ecs:UpdateService',
    code: 'AccessDeniedException',
    message: 'ecs:UpdateService is denied on amply-api.',
    hint: 'Add ecs:UpdateService to the policy of the role that this job assumes.',
  },
  undefined,
);
const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });

test.each([
  {
    name: 'AWS',
    error: denied,
    title: 'AWS denied a call',
    message: 'ecs:UpdateService is denied on amply-api.',
    more: 'Next: Add ecs:UpdateService to the policy of the role that this job assumes.\n',
  },
  {
    name: 'the machine',
    error: full,
    title: 'The machine refused',
    message: 'ENOSPC: no space left on device, write',
    more: '',
  },
])('what $name refused is no bug, and says what to do', async ({ error, title, message, more }) => {
  const { exitCode, log, summary } = await throwing(error);
  expect(exitCode).toBe(1);
  expect(log).toBe(`::error title=${title}::${message}\n${more}`);
  expect(summary).toContain(`## ❌ ${title}\n\n**${message}**`);
});

test.each([
  { env: {}, issues: 'https://github.com/amply/fargate-actions/issues' },
  { env: { GITHUB_ACTION_REPOSITORY: '' }, issues: 'https://github.com/amply/fargate-actions/issues' },
  { env: { GITHUB_ACTION_REPOSITORY: 'fork/of-it' }, issues: 'https://github.com/fork/of-it/issues' },
])('a bug says that it is one, with its stack and where to report it: $issues', async ({ env, issues }) => {
  const { exitCode, log, summary } = await throwing(new TypeError('x is not\n::error::a function'), { env });
  expect(exitCode).toBe(1);
  expect(log).toContain(
    '::error title=This is a bug in fargate-actions::scale-config: TypeError: x is not%0A::error::a function\n',
  );
  expect(log).toContain(`Please report it, with these lines and what the step was given: ${issues}\n`);
  expect(log).toMatch(/^ +at .*run-action\.test\.ts/m);
  expect(log).not.toMatch(/^::error::/m);
  expect(summary).toContain('## ❌ This is a bug in fargate-actions');
});

test('something thrown that is no error is a bug, too', async () => {
  expect((await throwing({ odd: true })).log).toContain('scale-config: {"odd":true}');
});

test('secrets are masked before anything else, and shown nowhere', async () => {
  const { log, summary } = await running(
    ({ log }, { token }) => {
      log.info(`token ${token ?? ''}`);
      log.group(token ?? '', ['part two']);
      return anOutcome({
        summary: `with ${token ?? ''}`,
        failures: [{ title: 'x', message: 'a part two b', details: ['part one'] }],
      });
    },
    { with: { token: 'part one\npart two' } },
  );
  expect(log.startsWith('::add-mask::part one%0Apart two\n')).toBe(true);
  expect(log.split('\n').slice(1).join('\n')).not.toMatch(/part (one|two)/);
  expect(summary).toBe('with ***\n');
});

test('anywhere but at the runner, a secret is not written to be masked', async () => {
  const { log } = await running(() => anOutcome(), { with: { token: 'hunter2' }, env: { GITHUB_ACTIONS: undefined } });
  expect(log).toBe('');
});

test('without a runner the outputs are in the log', async () => {
  const { exitCode, log } = await running(
    ({ run }) => anOutcome({ outputs: { status: 'unchanged', run: JSON.stringify(run) }, summary: '## x' }),
    {
      env: {
        ...{ GITHUB_OUTPUT: undefined, GITHUB_STEP_SUMMARY: undefined, GITHUB_WORKSPACE: undefined },
        ...{ RUNNER_TEMP: undefined, GITHUB_REPOSITORY: undefined, GITHUB_SHA: undefined, GITHUB_RUN_ID: undefined },
        ...{ GITHUB_SERVER_URL: undefined },
      },
    },
  );
  expect({ exitCode, log }).toEqual({ exitCode: 0, log: 'output status: unchanged\noutput run: {}\n' });
});

test('outputs that can not be written fail the step', async () => {
  const { exitCode, log } = await running(() => anOutcome({ outputs: { a: 'b' } }), {
    env: { GITHUB_OUTPUT: '/nowhere/at/all' },
  });
  expect(exitCode).toBe(1);
  expect(log).toMatch(
    /^::error title=The machine refused::Can't write a file of the runner: Missing file at path: \/nowhere/,
  );
});

test('a run knows its context', async () => {
  let seen: unknown;
  await running(
    async ({ workspace, run, tempDirectory }) => {
      seen = { run, stack: await workspace.look('deploy/stack.yml'), isTemp: tempDirectory.endsWith('/temp') };
      return anOutcome();
    },
    { files: { 'deploy/stack.yml': 'name: amply' } },
  );
  expect(seen).toEqual({
    run: {
      repository: 'amply/backend',
      commitSha: '0123456789abcdef0123456789abcdef01234567',
      runId: '42',
      serverUrl: 'https://github.com',
    },
    stack: 'file',
    isTemp: true,
  });
});

test('AWS is opened once a region, as this action, and every denied permission is one notice', async () => {
  const opened: unknown[] = [];
  const wire: Wire = { call: () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDeniedException' })) };
  const { log } = await running(
    async ({ aws }) => {
      expect(aws()).toBe(aws());
      expect(aws('eu-west-1')).toBe(aws('eu-west-1'));
      for (const region of [undefined, undefined, 'eu-west-1']) {
        const { gaps, identity } = aws(region);
        await gaps.optional('The account is not known.', () => identity());
      }
      return anOutcome();
    },
    { wire: ({ region, product }) => (opened.push({ region, product }), wire) },
  );
  expect(opened).toEqual([
    { product: ['fargate-actions/scale-config', '0.1.0'] },
    { region: 'eu-west-1', product: ['fargate-actions/scale-config', '0.1.0'] },
  ]);
  expect(log.match(/sts:GetCallerIdentity is denied\. The account is not known\./g)).toHaveLength(2);
  expect(log.match(/^::notice title=aws\/denied::/gm)).toHaveLength(1);
});

test('what an annotation says can neither fold nor colour the log', async () => {
  const message = 'x\n##[group]y\n##[error]z';
  const { log } = await throwing(new Error(message), {});
  expect(log).toMatch(/^::error /m);
  expect(log).not.toContain('##[');
});

test('debug lines are there only where they are asked for', async () => {
  const debugging = (env: TestSettings['env']) =>
    running(
      ({ log }) => {
        log.debug('100%\n::error::x');
        return anOutcome();
      },
      { ...(env && { env }) },
    );
  expect((await debugging({ RUNNER_DEBUG: '1' })).log).toBe('::debug::100%25%0A::error::x\n');
  expect((await debugging({})).log).toBe('');
});

test('every call of AWS is a debug line where those are asked for', async () => {
  const wire: Wire = { call: () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDeniedException' })) };
  const calling = (env: TestSettings['env']) =>
    running(
      async ({ aws }) => {
        await aws().gaps.optional('The account is not known.', () => aws().identity());
        return anOutcome();
      },
      { wire: () => wire, ...(env && { env }) },
    );
  const line = /^::debug::sts:GetCallerIdentity {2}\d+ ms {2}AccessDeniedException$/m;
  expect((await calling({ RUNNER_DEBUG: '1' })).log).toMatch(line);
  expect((await calling({})).log).not.toContain('::debug::');
});

test('a hurried emulator hurries the clock of the run', async () => {
  const slept: number[] = [];
  const clock: Clock = { now: () => 0, sleep: async (seconds) => void slept.push(seconds) };
  await running(
    async ({ clock }) => {
      await clock.sleep(10);
      return anOutcome();
    },
    { clock, env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', FARGATE_ACTIONS_EMULATOR_SPEED: '20' } },
  );
  expect(slept).toEqual([0.5]);
});

/** Resolves when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

/** A clock whose sleepers sleep until they are called off, or for no time at all. */
function aClock(sleeps: 'for ever' | 'not at all', slept: number[] = []): Clock {
  return {
    now: () => 0,
    sleep: async (seconds, signal) => {
      slept.push(seconds);
      if (sleeps === 'for ever' && signal) await aborted(signal);
    },
  };
}

test('a cancelled run has its last words, and fails', async () => {
  const slept: number[] = [];
  const { exitCode, log } = await running(
    async ({ signal, log }) => {
      await aborted(signal);
      expect(signal.reason).toBeInstanceOf(CancelledError);
      log.info('amply-api is still going on.');
      return anOutcome();
    },
    {
      clock: aClock('for ever', slept),
      onBegin: ({ stop }) => {
        setImmediate(() => {
          stop('SIGINT');
          stop('SIGTERM');
        });
      },
    },
  );
  expect({ exitCode, slept }).toEqual({ exitCode: 1, slept: [4.5] });
  expect(log).toBe(
    'amply-api is still going on.\n::error title=scale-config was cancelled::The run was cancelled (SIGINT).\n',
  );
});

test('a cancelled run that throws its reason was cancelled', async () => {
  const { log } = await running(
    async ({ signal }) => {
      await aborted(signal);
      throw signal.reason;
    },
    { clock: aClock('for ever'), onBegin: ({ stop }) => setImmediate(stop, 'SIGTERM') },
  );
  expect(log).toBe('::error title=scale-config was cancelled::The run was cancelled (SIGTERM).\n');
});

test('a cancelled run that does not stop is left behind before the runner kills it', async () => {
  const slept: number[] = [];
  const { exitCode, log } = await running(() => new Promise<never>(() => undefined), {
    clock: aClock('not at all', slept),
    onBegin: ({ stop }) => setImmediate(stop, 'SIGINT'),
  });
  expect(exitCode).toBe(1);
  expect(slept).toEqual([4.5]);
  expect(log).toBe('::error title=scale-config was cancelled::The run was cancelled (SIGINT).\n');
});

test('what nobody caught ends the run as a bug', async () => {
  const { exitCode, log } = await running(() => new Promise<never>(() => undefined), {
    onBegin: ({ crash }) => setImmediate(crash, new RangeError('lost')),
  });
  expect(exitCode).toBe(1);
  expect(log).toContain('::error title=This is a bug in fargate-actions::scale-config: RangeError: lost\n');
});
