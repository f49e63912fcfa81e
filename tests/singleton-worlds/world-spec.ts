import fc from 'fast-check';

/** Something that goes wrong with calls: throttled, answered with a 5xx, or with no answer at all. */
export interface Fault {
  readonly operation: string;
  readonly error: string;
  readonly probability?: number;
  readonly times?: number;
  readonly afterCalls?: number;
  /** `after`: the call takes effect, and only its answer is lost. */
  readonly effect?: 'before' | 'after';
}

/** An UpdateService whose answer is lost, and that arrives long after its sender gave it up. */
export interface Latecomer {
  /** Which of the world's calls of UpdateService it is, from 1. */
  readonly atUpdate: number;
  readonly seconds: number;
}

/** What others do, or what happens to the beat, in the middle of it. */
export interface Event {
  readonly happens:
    | 'retirement'
    | 'task-exit'
    | 'unhealthy-task'
    | 'rebalancing'
    | 'run-task'
    | 'stop-task'
    | 'scale'
    | 'update'
    | 'second-service';
  readonly atSeconds: number;
  readonly desiredCount: 0 | 1 | 2;
}

/** A second run: after the first was killed, or beside it. */
export interface SecondRun {
  readonly atSeconds: number;
  /** Deploys what the first does, something newer, or repairs; `post step`: repairs in the first one's name. */
  readonly does: 'same' | 'newer' | 'enforce';
  readonly skewSeconds: number;
}

/** At which of its calls the first run dies, and whether that call still reaches AWS. */
export interface Killed {
  readonly atCall: number;
  readonly effect: 'before' | 'after';
  readonly pauseSeconds: number;
  readonly then: 'same' | 'newer' | 'enforce' | 'post step';
}

/** A world in which a beat is replaced. */
export interface WorldSpec {
  readonly seed: number;
  readonly behaviour: 'healthy' | 'crash' | 'crash-late' | 'pull-error' | 'flaky' | 'slow';
  /** How long the old beat takes to end after SIGTERM; stopTimeout is 30 s. */
  readonly stopSeconds: number;
  /** Whether the service has AWS's defaults, which run two at once, or a singleton's settings. */
  readonly settings: 'defaults' | 'singleton';
  readonly strays: 'stop' | 'report';
  readonly denied: readonly string[];
  readonly faults: readonly Fault[];
  readonly latecomer: Latecomer | undefined;
  readonly events: readonly Event[];
  readonly killed: Killed | undefined;
  readonly second: SecondRun | undefined;
  readonly staleReadsSeconds: number;
  /** How far the runner's clock is ahead of AWS's. */
  readonly skewSeconds: number;
  readonly jitter: number;
  /** How fast a task comes up: Fargate never does it at once, but what a stale read hides runs then. */
  readonly pace: 'quick' | 'at once' | 'gone at once';
  /** 0 leaves it to ECS to say that a revision can't work. */
  readonly failFastAfter: 0 | undefined;
}

const READS = ['ecs:Describe*', 'ecs:List*', 'ssm:GetParameter', 'application-autoscaling:*'];
const WRITES = [
  'ecs:UpdateService',
  'ecs:TagResource',
  'ecs:UntagResource',
  'ssm:PutParameter',
  'ssm:DeleteParameter',
  'ecs:StopTask',
];
const probability = fc.double({ min: 0.02, max: 0.2, noNaN: true });

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    operation: fc.constantFrom(...READS, ...WRITES),
    error: fc.constant('ThrottlingException'),
    probability,
  }),
  fc.record({
    operation: fc.constantFrom(...READS),
    error: fc.constantFrom('ServerException', 'ConnectionLost'),
    probability,
  }),
  // A write whose answer never came: it took effect, or it did not.
  {
    weight: 2,
    arbitrary: fc.record({
      operation: fc.constantFrom('ecs:UpdateService', ...WRITES),
      error: fc.constantFrom('ServerException', 'ConnectionLost'),
      times: fc.integer({ min: 1, max: 2 }),
      afterCalls: fc.integer({ min: 0, max: 2 }),
      effect: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
);

const event: fc.Arbitrary<Event> = fc.record({
  happens: fc.constantFrom(
    'retirement',
    'retirement',
    'task-exit',
    'unhealthy-task',
    'rebalancing',
    'run-task',
    'run-task',
    'stop-task',
    'scale',
    'update',
    'second-service',
  ),
  atSeconds: fc.integer({ min: 0, max: 40 }),
  desiredCount: fc.constantFrom(0, 1, 2),
});

/** Mostly nothing, sometimes the thing. */
function seldom<T>(arbitrary: fc.Arbitrary<T>, weight = 3): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const killed: fc.Arbitrary<Killed> = fc.record({
  // Nearly all that is written is written by then; later calls only watch.
  atCall: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 4, max: 60 }) }, fc.integer({ min: 61, max: 120 })),
  effect: fc.constantFrom('before', 'after'),
  pauseSeconds: fc.constantFrom(0, 0, 3, 200),
  then: fc.constantFrom('same', 'newer', 'enforce', 'post step'),
});

const second: fc.Arbitrary<SecondRun> = fc.record({
  atSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 })),
  does: fc.constantFrom('same', 'newer', 'newer', 'enforce'),
  skewSeconds: fc.constantFrom(0, -60, 55),
});

/** Worlds with one beat, and what may go wrong around its replacement. */
export const worldSpec: fc.Arbitrary<WorldSpec> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  behaviour: fc.constantFrom(
    'healthy',
    'healthy',
    'healthy',
    'healthy',
    'crash',
    'crash-late',
    'pull-error',
    'flaky',
    'slow',
  ),
  stopSeconds: fc.constantFrom(1, 1, 8, 20, 60),
  settings: fc.constantFrom('defaults', 'singleton'),
  strays: fc.constantFrom('stop', 'report'),
  denied: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(['ssm:*'], ['ecs:TagResource'], ['ecs:UntagResource'], ['application-autoscaling:*']),
    },
  ),
  faults: fc.oneof(fc.constant([]), fc.array(fault, { minLength: 1, maxLength: 3 })),
  latecomer: seldom(
    fc.record({ atUpdate: fc.integer({ min: 1, max: 4 }), seconds: fc.integer({ min: 2, max: 28 }) }),
    4,
  ),
  events: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(event, { minLength: 1, maxLength: 2 }) },
  ),
  killed: seldom(killed, 2),
  second: seldom(second),
  staleReadsSeconds: fc.constantFrom(0, 0, 1, 3),
  skewSeconds: fc.constantFrom(0, 0, -60, 45),
  jitter: fc.constantFrom(0, 0.3),
  pace: fc.constantFrom('quick', 'quick', 'at once', 'gone at once'),
  failFastAfter: fc.constantFrom(undefined, undefined, 0),
});
