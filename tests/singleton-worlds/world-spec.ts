import fc from 'fast-check';

/** Something that goes wrong with calls: throttled, answered with a 5xx, late, or not at all. */
export interface Fault {
  readonly operation: string;
  readonly error?: string;
  readonly answer?: 'hang' | 'slow' | 'as-before';
  /** How late: of a call whose effect is `before` the request, otherwise the answer. */
  readonly seconds?: number;
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

/** When the first run stands still, as a virtual machine that is paused does. */
export interface Pause {
  /** `start`: the first one that wants a task. */
  readonly atCall: number | 'start';
  /** Before a call is signed, when it is signed and confirmed and not sent yet, or before its answer is read. */
  readonly when: 'before' | 'sent' | 'answered';
  readonly seconds: number;
  /** The machine's clocks that do not go on meanwhile. */
  readonly stops: 'none' | 'wall' | 'monotonic' | 'both';
}

/** How old reads may be, in seconds, each by itself. */
export interface Staleness {
  readonly reads: number;
  readonly lists: number;
  /** Each read is about so old, instead of at most. */
  readonly lags: boolean;
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
  readonly pause: Pause | undefined;
  readonly stale: Staleness;
  /** How long the beat has run. Short: something started just before it is replaced, and reads may be older. */
  readonly ageSeconds: 5 | 60;
  /** How far the runner's clock is ahead of AWS's. */
  readonly skewSeconds: number;
  readonly jitter: number;
  /** How fast a task comes up: Fargate never does it at once, but what a stale read hides runs then. */
  readonly pace: 'quick' | 'at once' | 'gone at once';
  /** 0 leaves it to ECS to say that a revision can't work. */
  readonly failFastAfter: 0 | undefined;
  /** How long the shortest and the longest call take. */
  readonly latencySeconds: readonly [number, number];
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
  fc.record({
    operation: fc.constantFrom(...READS, ...WRITES),
    answer: fc.constantFrom('hang' as const, 'slow' as const, 'slow' as const),
    seconds: fc.integer({ min: 3, max: 120 }),
    times: fc.integer({ min: 1, max: 2 }),
    afterCalls: fc.integer({ min: 0, max: 8 }),
    effect: fc.constantFrom('before' as const, 'after' as const),
  }),
  // An answer that shows the service as it was before.
  fc.record({
    operation: fc.constant('ecs:UpdateService'),
    answer: fc.constant('as-before' as const),
    times: fc.integer({ min: 1, max: 2 }),
    effect: fc.constantFrom('before' as const, 'after' as const),
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

const pause: fc.Arbitrary<Pause> = fc.record({
  atCall: fc.integer({ min: 4, max: 90 }),
  when: fc.constantFrom('before', 'sent', 'answered'),
  // The lock's lease is 130 s, and a signature lasts 45.
  seconds: fc.oneof(fc.integer({ min: 3, max: 50 }), fc.integer({ min: 100, max: 300 })),
  stops: fc.constantFrom('none', 'none', 'wall', 'monotonic', 'both'),
});

/** In shortened worlds reads of a quiet service are promised to be less than 4 s old, others less than 12 s. */
const PROMISED = { quiet: 4, busy: 12 };

const within: fc.Arbitrary<Staleness> = fc.record({
  reads: fc.constantFrom(0, 0, 1, 3),
  lists: fc.constantFrom(0, 0, 1, 3),
  lags: fc.boolean(),
});

/** Older than every constant that anything rests on. */
const beyond: fc.Arbitrary<Staleness> = fc.record({
  reads: fc.constantFrom(0, 3, 30, 90, 300),
  lists: fc.constantFrom(30, 90, 300),
  lags: fc.boolean(),
});

/** Whether reads are older than what is promised for. */
export function isBeyond({ stale, ageSeconds }: WorldSpec): boolean {
  const promised = ageSeconds === 5 ? PROMISED.busy : PROMISED.quiet;
  return Math.max(stale.reads, stale.lists) >= promised;
}

/** Worlds with one beat, and what may go wrong around its replacement. */
const anyWorld: fc.Arbitrary<WorldSpec> = fc.record({
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
    fc.record({ atUpdate: fc.integer({ min: 1, max: 4 }), seconds: fc.integer({ min: 2, max: 60 }) }),
    4,
  ),
  events: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(event, { minLength: 1, maxLength: 2 }) },
  ),
  killed: seldom(killed, 2),
  second: seldom(second),
  pause: seldom(pause, 2),
  stale: fc.oneof({ weight: 9, arbitrary: within }, { weight: 1, arbitrary: beyond }),
  ageSeconds: fc.constant(60 as const),
  skewSeconds: fc.constantFrom(0, 0, -60, 45),
  jitter: fc.constantFrom(0, 0.3),
  pace: fc.constantFrom('quick', 'quick', 'at once', 'gone at once'),
  failFastAfter: fc.constantFrom(undefined, undefined, 0),
  latencySeconds: fc.oneof(
    { weight: 7, arbitrary: fc.constant([0.02, 0.08] as const) },
    { weight: 1, arbitrary: fc.constantFrom([0.5, 2] as const, [2, 4] as const) },
  ),
});

/** Nothing but the replacement of a beat that has just started goes on, so that what is promised for then holds to its end. */
export function justStarted(spec: WorldSpec, stale: Staleness): WorldSpec {
  return {
    ...spec,
    behaviour: 'healthy',
    faults: [],
    latecomer: undefined,
    events: [],
    killed: undefined,
    second: undefined,
    pause: undefined,
    ageSeconds: 5,
    stale,
  };
}

const busy = fc
  .record({
    spec: anyWorld,
    stale: fc.record({ reads: fc.constantFrom(0, 3), lists: fc.constantFrom(0, 3, 11), lags: fc.boolean() }),
  })
  .map(({ spec, stale }) => justStarted(spec, stale));

/** All worlds. */
export const worldSpec: fc.Arbitrary<WorldSpec> = fc.oneof(
  { weight: 9, arbitrary: anyWorld },
  { weight: 1, arbitrary: busy },
);
