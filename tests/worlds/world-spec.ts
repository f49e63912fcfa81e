import fc from 'fast-check';

/** What an image does in the new revision of a service. The emulator's own names. */
export const BEHAVIOURS = [
  'healthy',
  'crash',
  'crash-late',
  'pull-error',
  'secret-missing',
  'secret-denied',
  'log-group-missing',
  'unhealthy-container',
  'unhealthy-target',
  'oom',
  'slow',
  'flaky',
  'no-capacity',
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** One service of a world. */
export interface ServiceSpec {
  readonly behaviour: Behaviour;
  readonly desiredCount: number;
  readonly breaker: 'none' | 'stop' | 'rollback';
  readonly percents: readonly [minimumHealthy: number, maximum: number];
  readonly hasTargetGroup: boolean;
  /** An alarm that guards its deployments: it stays OK, goes off in the middle of ours, or is on when ours begins. */
  readonly guard: 'none' | 'quiet' | 'goes off' | 'is on';
  /** Whether a healthy revision ran before. */
  readonly ranBefore: boolean;
}

/** Something that goes wrong with calls: throttled, answered with a 5xx, with no answer at all, late, or by a proxy. */
export interface Fault {
  readonly operation: string;
  readonly error?: string;
  readonly answer?: 'hang' | 'half' | 'html' | 'slow' | 'as-before';
  /** Of a slow answer. */
  readonly seconds?: number;
  readonly probability?: number;
  readonly times?: number;
  /** `after`: the call takes effect, and only its answer is lost. */
  readonly effect?: 'before' | 'after';
}

/** Something that others do to the first service, or that happens to it, in the middle of our deploy. */
export interface Event {
  readonly happens: 'update' | 'delete' | 'scale' | 'spot-interruption' | 'retirement' | 'task-exit' | 'protect';
  readonly atSeconds: number;
}

/** A world in which a stack is deployed. */
export interface WorldSpec {
  readonly seed: number;
  readonly services: readonly ServiceSpec[];
  /** The input fail-fast-after; undefined is its default. */
  readonly failFastAfter: 0 | 2 | undefined;
  readonly onFailure: 'rollback' | 'leave' | undefined;
  readonly onTimeout: 'rollback' | 'leave';
  readonly onCancel: 'rollback' | 'leave';
  readonly waitMinutes: number;
  /** When the runner cancels the job; undefined: it does not. */
  readonly cancelAtSeconds: number | undefined;
  readonly event: Event | undefined;
  readonly denied: readonly string[];
  readonly faults: readonly Fault[];
  readonly staleReadsSeconds: number;
  /** The same for lists, where it is another time than for descriptions. */
  readonly staleListsSeconds: number | undefined;
  /** How long AWS refuses what rests on a role or a load balancer that it does not know yet. */
  readonly firstUseSeconds: number;
  /** How far the runner's clock is ahead of AWS's. */
  readonly skewSeconds: number;
  readonly timings: { readonly pullSeconds: number; readonly drainSeconds: number; readonly jitter: number };
}

const percents = fc.constantFrom<readonly [number, number]>([100, 200], [50, 200], [50, 100], [0, 100], [100, 150]);

const service = fc
  .record<ServiceSpec>({
    behaviour: fc.constantFrom(...BEHAVIOURS),
    desiredCount: fc.integer({ min: 1, max: 4 }),
    breaker: fc.constantFrom('none', 'stop', 'rollback', 'rollback'),
    percents,
    hasTargetGroup: fc.boolean(),
    guard: fc.constantFrom('none', 'none', 'none', 'quiet', 'goes off', 'is on'),
    ranBefore: fc.boolean(),
  })
  // With one task neither 50/100 nor 100/150 leave room to stop or start: ECS, and our check, refuse to deploy so.
  .map((spec) => (canDeploy(spec) ? spec : { ...spec, percents: [100, 200] as const }));

function canDeploy({ desiredCount, percents: [minimum, maximum] }: ServiceSpec): boolean {
  const floor = Math.ceil((desiredCount * minimum) / 100);
  const ceiling = Math.floor((desiredCount * maximum) / 100);
  return floor < desiredCount || ceiling > desiredCount;
}

/** Reads that a run can do without: each degrades to a notice. */
const DISPENSABLE = [
  'ecs:ListServiceDeployments',
  'ecs:DescribeServiceDeployments',
  'ecs:DescribeServiceRevisions',
  'ecs:ListTasks',
  'ecs:DescribeTasks',
  'ecs:StopServiceDeployment',
  'ecs:TagResource',
  'elasticloadbalancing:DescribeTargetHealth',
  'logs:GetLogEvents',
  'application-autoscaling:DescribeScalableTargets',
];

const READS = ['ecs:Describe*', 'ecs:List*', 'elasticloadbalancing:Describe*', 'logs:*', 'ecr:BatchGetImage'];
const WRITES = ['ecs:UpdateService', 'ecs:CreateService', 'ecs:RegisterTaskDefinition', 'ecs:StopServiceDeployment'];
const probability = fc.double({ min: 0.01, max: 0.12, noNaN: true });

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
    operation: fc.constantFrom(...READS),
    answer: fc.constantFrom('hang' as const, 'half' as const, 'html' as const),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    operation: fc.constantFrom(...READS, ...WRITES),
    answer: fc.constant('slow' as const),
    seconds: fc.integer({ min: 1, max: 20 }),
    times: fc.integer({ min: 1, max: 3 }),
    effect: fc.constantFrom('before' as const, 'after' as const),
  }),
  fc.record({
    operation: fc.constantFrom(...WRITES),
    answer: fc.constantFrom('hang' as const, 'half' as const, 'html' as const),
    times: fc.constant(1),
    effect: fc.constantFrom('before' as const, 'after' as const),
  }),
  // An answer that shows the service as it was before.
  fc.record({
    operation: fc.constant('ecs:UpdateService'),
    answer: fc.constant('as-before' as const),
    times: fc.integer({ min: 1, max: 2 }),
    effect: fc.constant('after' as const),
  }),
  // A write whose answer never came: it took effect, or it did not.
  fc.record({
    operation: fc.constantFrom(...WRITES),
    error: fc.constantFrom('ServerException', 'ConnectionLost'),
    times: fc.constant(1),
    effect: fc.constantFrom('before' as const, 'after' as const),
  }),
);

const event: fc.Arbitrary<Event> = fc.record({
  happens: fc.constantFrom('update', 'delete', 'scale', 'spot-interruption', 'retirement', 'task-exit', 'protect'),
  atSeconds: fc.integer({ min: 1, max: 150 }),
});

/** Mostly nothing, sometimes the thing. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** Worlds of one to three services, with what may go wrong around them. */
export const worldSpec: fc.Arbitrary<WorldSpec> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  services: fc.array(service, { minLength: 1, maxLength: 3 }),
  failFastAfter: fc.constantFrom(0, 2, undefined),
  onFailure: fc.constantFrom('rollback', 'leave', undefined),
  onTimeout: fc.constantFrom('leave', 'leave', 'rollback'),
  onCancel: fc.constantFrom('leave', 'rollback'),
  waitMinutes: fc.constantFrom(3, 12, 12),
  cancelAtSeconds: seldom(fc.integer({ min: 1, max: 200 })),
  event: seldom(event),
  denied: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(DISPENSABLE) }),
  faults: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fault, { maxLength: 3 }) },
  ),
  staleReadsSeconds: fc.constantFrom(0, 0, 0, 1, 3, 10, 30, 90, 300),
  staleListsSeconds: fc.constantFrom(undefined, undefined, 0, 3, 10, 30, 90, 300),
  firstUseSeconds: fc.constantFrom(0, 0, 0, 20, 90),
  skewSeconds: fc.constantFrom(0, 0, -60, 45),
  timings: fc.record({
    pullSeconds: fc.constantFrom(1, 15, 40),
    drainSeconds: fc.constantFrom(0, 5, 60),
    jitter: fc.constantFrom(0, 0.3),
  }),
});
