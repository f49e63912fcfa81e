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
  /** Whether a healthy revision ran before. */
  readonly ranBefore: boolean;
}

/** A world in which a stack is deployed. */
export interface WorldSpec {
  readonly seed: number;
  readonly services: readonly ServiceSpec[];
  /** The input fail-fast-after; undefined is its default. */
  readonly failFastAfter: 0 | 2 | undefined;
  readonly onFailure: 'rollback' | 'leave' | undefined;
  readonly denied: readonly string[];
  readonly faults: readonly { operation: string; error: string; probability: number }[];
  readonly staleReadsSeconds: number;
  /** How far the runner's clock is ahead of AWS's. */
  readonly skewSeconds: number;
}

const percents = fc.constantFrom<readonly [number, number]>([100, 200], [50, 200], [50, 100], [0, 100], [100, 150]);

const service = fc
  .record<ServiceSpec>({
    behaviour: fc.constantFrom(...BEHAVIOURS),
    desiredCount: fc.integer({ min: 1, max: 4 }),
    breaker: fc.constantFrom('none', 'stop', 'rollback', 'rollback'),
    percents,
    hasTargetGroup: fc.boolean(),
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

const fault = fc.record({
  operation: fc.constantFrom('ecs:Describe*', 'ecs:List*', 'ecs:UpdateService', 'ecs:RegisterTaskDefinition'),
  error: fc.constantFrom('ThrottlingException'),
  probability: fc.double({ min: 0.01, max: 0.15, noNaN: true }),
});

/** Worlds of one to three services, with what may go wrong around them. */
export const worldSpec: fc.Arbitrary<WorldSpec> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  services: fc.array(service, { minLength: 1, maxLength: 3 }),
  failFastAfter: fc.constantFrom(0, 2, undefined),
  onFailure: fc.constantFrom('rollback', 'leave', undefined),
  denied: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(DISPENSABLE) }),
  faults: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fault, { maxLength: 2 }) },
  ),
  staleReadsSeconds: fc.constantFrom(0, 0, 1, 3),
  skewSeconds: fc.constantFrom(0, 0, -60, 45),
});
