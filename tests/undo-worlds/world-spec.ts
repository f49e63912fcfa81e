import fc from 'fast-check';

/** What a service's file says at one version. */
export interface ServiceFile {
  readonly desiredCount: number;
  readonly percents: readonly [minimumHealthy: number, maximum: number];
  readonly breaker: 'none' | 'stop' | 'rollback';
  readonly hasTargetGroup: boolean;
  readonly runsOn: 'FARGATE' | 'FARGATE by strategy' | 'FARGATE_SPOT';
  readonly enableExecuteCommand: boolean;
}

/** One service of a world: how it is before the run, and what the run makes of it. */
export interface ServiceSpec {
  /** Whether it runs before; otherwise the run creates it. */
  readonly ranBefore: boolean;
  readonly before: ServiceFile;
  readonly changes: Partial<ServiceFile>;
  /** What the image of the run does; absent: the image is the one that runs. */
  readonly image: (typeof IMAGES)[number] | undefined;
  /** Whether it is deployed after the service before it. */
  readonly isAfter: boolean;
}

/** A beat of a world. */
export interface BeatSpec {
  readonly ranBefore: boolean;
  readonly image: 'healthy' | 'crash' | 'pull-error' | undefined;
  readonly enableExecuteCommand: boolean;
}

/** What the image of a run does. The emulator's own names. */
const IMAGES = ['healthy', 'healthy', 'crash', 'crash-late', 'pull-error', 'oom', 'slow', 'no-capacity'] as const;

/** A world in which a run deploys a stack and goes back over what it did; nobody else acts. */
export interface WorldSpec {
  readonly seed: number;
  readonly services: readonly ServiceSpec[];
  readonly beat: BeatSpec | undefined;
  readonly onFailure: 'rollback' | 'leave' | undefined;
  readonly failFastAfter: 0 | 1 | undefined;
  readonly waitMinutes: number;
  readonly denied: readonly string[];
  readonly staleReadsSeconds: number;
  readonly jitter: number;
}

const percents = fc.constantFrom<ServiceFile['percents']>([100, 200], [50, 200], [0, 100], [0, 200]);

const file: fc.Arbitrary<ServiceFile> = fc.record({
  desiredCount: fc.integer({ min: 1, max: 3 }),
  percents,
  breaker: fc.constantFrom('none', 'stop', 'rollback'),
  hasTargetGroup: fc.boolean(),
  runsOn: fc.constantFrom('FARGATE', 'FARGATE', 'FARGATE by strategy', 'FARGATE_SPOT'),
  enableExecuteCommand: fc.boolean(),
});

const service: fc.Arbitrary<ServiceSpec> = fc.record({
  ranBefore: fc.constantFrom(true, true, true, true, false),
  before: file,
  changes: fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          file,
          fc.subarray([
            'desiredCount',
            'percents',
            'breaker',
            'hasTargetGroup',
            'runsOn',
            'enableExecuteCommand',
          ] as const),
        )
        .map(([other, names]) => Object.fromEntries(names.map((name) => [name, other[name]]))),
    },
  ),
  image: fc.constantFrom(undefined, ...IMAGES),
  isAfter: fc.boolean(),
});

const beat: fc.Arbitrary<BeatSpec> = fc.record({
  ranBefore: fc.constantFrom(true, true, true, false),
  image: fc.constantFrom(undefined, 'healthy', 'healthy', 'crash', 'pull-error'),
  enableExecuteCommand: fc.boolean(),
});

/** Without these a run sees less of deployments, or can't stop one. */
const DISPENSABLE = [
  'ecs:ListServiceDeployments',
  'ecs:DescribeServiceDeployments',
  'ecs:DescribeServiceRevisions',
  'ecs:StopServiceDeployment',
];

/** Stacks of one to four services, and perhaps a beat that is deployed after them. */
export const worldSpec: fc.Arbitrary<WorldSpec> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  services: fc.array(service, { minLength: 1, maxLength: 4 }),
  beat: fc.option(beat, { nil: undefined, freq: 1 }),
  onFailure: fc.constantFrom('rollback', 'leave', undefined),
  failFastAfter: fc.constantFrom(0, 1, undefined),
  waitMinutes: fc.constantFrom(3, 12),
  denied: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(DISPENSABLE) }),
  staleReadsSeconds: fc.constantFrom(0, 0, 0, 2, 8, 30),
  jitter: fc.constantFrom(0, 0.3),
});
