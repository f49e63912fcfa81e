import { describe, expect, test } from '@jest/globals';
import { addService, REPOSITORY, withImage } from './a-service.ts';
import { anAccount, type Account, type DeployRun, type DeploySettings } from './an-account.ts';

// Source: issue 4, "Evolution": what AWS answers tomorrow never crashes a run, and never makes a failure green.

type Answer = NonNullable<DeploySettings['answer']>;
type Fields = Record<string, unknown>;

/** How a new revision fares, and what the run must say of it. */
const FATES = [
  { fate: 'healthy', image: `${REPOSITORY}:v1`, status: 'deployed', exitCode: 0 },
  { fate: 'crashing', image: `${REPOSITORY}:broken`, status: 'rolled-back', exitCode: 1 },
] as const;

/** A service with a circuit breaker that rolls back, in an account where one image is broken. */
async function anAccountToday(): Promise<Account> {
  const account = anAccount({ images: { '*:broken': { behaviour: 'crash', exitCode: 3, logs: ['KeyError: A'] } } });
  const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
  await addService(account, { fields: { desiredCount: 2, deploymentConfiguration: breaker } });
  return account;
}

async function deploy(image: string, answer: Answer, given: Readonly<Record<string, string>> = {}): Promise<DeployRun> {
  const account = await anAccountToday();
  return account.deploy({
    with: { 'task-definition': 'task-definition.json', service: 'web', ...given },
    files: { 'task-definition.json': withImage(image) },
    answer,
  });
}

/** The objects of an answer: those of its lists too, all the way down. */
function objectsIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  const fields = value as Fields;
  return [fields, ...Object.values(fields).flatMap(objectsIn)];
}

/** Those under a key of an answer, or of the objects under it: `under('services', 'deployments')(answer)`. */
const under =
  (...keys: readonly string[]) =>
  (value: unknown): Fields[] =>
    keys.reduce<Fields[]>((found, key) => found.flatMap((fields) => listOf(fields[key])), [value as Fields]);

function listOf(value: unknown): Fields[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (item): item is Fields => typeof item === 'object' && item !== null,
  );
}

/** Puts a field of some objects in the answers differently, where they have it. */
function saying(find: (value: unknown) => Fields[], field: string, value: unknown, instead?: string): Answer {
  return (_, output) => {
    for (const fields of find(output))
      if (field in fields && (instead === undefined || fields[field] === instead)) fields[field] = value;
  };
}

const all =
  (...answers: readonly Answer[]): Answer =>
  (operation, output) => {
    for (const answer of answers) answer(operation, output);
  };

const addingFields: Answer = (_, output) => {
  for (const fields of objectsIn(output))
    Object.assign(fields, { quantum: { spin: ['up', 1, null] }, entangled: true });
};

const NEW_STATUS = saying(under('serviceDeployments'), 'status', 'QUANTUM');
const NEW_ROLLOUT_STATE = saying(objectsIn, 'rolloutState', 'QUANTUM');

describe.each(FATES)('a $fate revision is told by what is still known', ({ image, status, exitCode }) => {
  test.each<[string, Answer]>([
    ['a new status of service deployments', NEW_STATUS],
    ['a new rollout state', NEW_ROLLOUT_STATE],
    ['new lifecycle stages', saying(objectsIn, 'lifecycleStage', 'ENTANGLING')],
    [
      'new states of breaker and alarms',
      all(
        saying(under('serviceDeployments', 'deploymentCircuitBreaker'), 'status', 'PONDERING'),
        saying(under('serviceDeployments', 'alarms'), 'status', 'PONDERING'),
      ),
    ],
    ['a new status of the service', saying(under('services'), 'status', 'MIGRATING')],
    ['no status of the service', saying(under('services'), 'status', undefined)],
    ['a new status of older deployments', saying(under('services', 'deployments'), 'status', 'FADING', 'ACTIVE')],
    [
      'new states of tasks',
      all(saying(under('tasks'), 'lastStatus', 'ENTANGLED'), saying(under('tasks'), 'desiredStatus', 'BOTH')),
    ],
    ['a new health', saying(objectsIn, 'healthStatus', 'MOSTLY')],
    [
      'a new kind of capacity',
      all(saying(objectsIn, 'launchType', 'QUANTUM'), saying(objectsIn, 'capacityProviderName', 'QUANTUM')),
    ],
    ['a new status of task definitions', saying(under('taskDefinition'), 'status', 'ETERNAL')],
    ['fields that nobody knows, everywhere', addingFields],
    ['events of new words', saying(under('services', 'events'), 'message', '(service web) has collapsed.')],
  ])('with %s', async (_, answer) => {
    const run = await deploy(image, answer);
    expect(run).toMatchObject({ exitCode, outputs: { status } });
    expect(run.log).not.toContain('This is a bug');
  });
});

describe('where nothing that is known is left', () => {
  const given = { 'wait-for-minutes': '5', 'fail-fast-after': '0' };

  test('a healthy revision is waited for as long as it may take, by the name of what is not known', async () => {
    const run = await deploy(`${REPOSITORY}:v1`, all(NEW_STATUS, NEW_ROLLOUT_STATE), given);
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'timed-out' } });
    expect(run.outputs['failure-cause']).toContain('was not done after 5 minutes');
    expect(run.outputs['failure-cause']).toContain('QUANTUM');
  });

  test('a crashing one is never green', async () => {
    const run = await deploy(`${REPOSITORY}:broken`, all(NEW_STATUS, NEW_ROLLOUT_STATE), given);
    expect(run.exitCode).toBe(1);
    expect(run.log).not.toContain('This is a bug');
  });
});

test('a stop code and a reason that nobody knows are shown as they are', async () => {
  const answer = all(
    saying(under('tasks'), 'stopCode', 'QuantumDecay'),
    saying(under('tasks'), 'stoppedReason', 'The task decayed (half-life 3 s)'),
  );
  const run = await deploy(`${REPOSITORY}:broken`, answer);
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
  expect(run.outputs['failure-cause']).toContain('The task decayed (half-life 3 s)');
});

test('fields that nobody knows make no difference: the next run changes nothing', async () => {
  const account = await anAccountToday();
  const settings: DeploySettings = {
    with: { 'task-definition': 'task-definition.json', service: 'web' },
    files: { 'task-definition.json': withImage(`${REPOSITORY}:v1`) },
    answer: addingFields,
  };
  expect(await account.deploy(settings)).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  expect(await account.deploy(settings)).toMatchObject({ exitCode: 0, outputs: { status: 'unchanged' }, writes: [] });
});

describe('an answer that lacks a member', () => {
  /** The answers that a verdict rests on. */
  const OPERATIONS: readonly string[] = [
    ...['ecs:UpdateService', 'ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments'],
    ...['ecs:DescribeServiceRevisions', 'ecs:ListTasks', 'ecs:DescribeTasks', 'ecs:StopServiceDeployment'],
  ];

  interface Member {
    readonly fields: Fields;
    readonly way: readonly string[];
  }

  function membersIn(value: unknown, way: readonly string[] = []): Member[] {
    if (Array.isArray(value)) return value.flatMap((item) => membersIn(item, way));
    if (typeof value !== 'object' || value === null || value instanceof Date) return [];
    const fields = value as Fields;
    return Object.keys(fields).flatMap((key) => [
      { fields, way: [...way, key] },
      ...membersIn(fields[key], [...way, key]),
    ]);
  }

  const nameOf = (operation: string, { way }: Member) => [operation, ...way].join(' ');

  /** The members that the answers of a run have, by operation and way: `ecs:UpdateService service deployments id`. */
  async function membersOf(image: string): Promise<string[]> {
    const names = new Set<string>();
    await deploy(image, (operation, output) => {
      if (!OPERATIONS.includes(operation)) return;
      for (const member of membersIn(output)) if (member.way.length <= 3) names.add(nameOf(operation, member));
    });
    return [...names].sort();
  }

  const lacking =
    (name: string): Answer =>
    (operation, output) => {
      for (const member of membersIn(output))
        if (nameOf(operation, member) === name) Reflect.deleteProperty(member.fields, member.way.at(-1) ?? '');
    };

  /** Without these nobody can know how it went, or that it was to be rolled back: red all the same. */
  const VITAL: readonly string[] = [
    'ecs:DescribeServices services',
    'ecs:DescribeServices services serviceName',
    'ecs:DescribeServices services taskDefinition',
    'ecs:UpdateService service deploymentConfiguration',
    'ecs:UpdateService service deploymentConfiguration deploymentCircuitBreaker',
  ];

  test('never crashes a run, and never makes a failure green', async () => {
    const [, { image }] = FATES;
    const names = await membersOf(image);
    expect(names.length).toBeGreaterThan(100);
    const otherwise: Record<string, string> = {};
    for (const name of names) {
      const run = await deploy(image, lacking(name), { 'wait-for-minutes': '10' });
      const { status = 'none' } = run.outputs;
      expect([name, run.exitCode, run.log.includes('This is a bug')]).toEqual([name, 1, false]);
      if (status !== 'rolled-back') otherwise[name] = status;
    }
    expect(otherwise).toEqual(Object.fromEntries(VITAL.map((name) => [name, 'failed'])));
    // Some 280 whole runs: 15 s alone, and more than a minute on a busy machine.
  }, 240_000);

  test.each(['deployments', 'deployments id', 'deployments createdAt', 'deployments status', 'serviceName'])(
    'a healthy revision is followed though the answer to its update has no %s',
    async (member) => {
      const run = await deploy(`${REPOSITORY}:v1`, lacking(`ecs:UpdateService service ${member}`));
      expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
      expect(run.calls.filter(({ operation }) => operation === 'UpdateService')).toHaveLength(1);
    },
  );
});
