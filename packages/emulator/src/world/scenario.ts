/** How a container of an image behaves. */
export type Behaviour =
  | 'healthy'
  | 'crash'
  | 'crash-late'
  | 'pull-error'
  | 'secret-missing'
  | 'secret-denied'
  | 'log-group-missing'
  | 'unhealthy-container'
  | 'unhealthy-target'
  | 'oom'
  | 'slow'
  | 'flaky'
  | 'no-capacity';

/** What the images that match a pattern do. */
export interface ImageBehaviour {
  readonly behaviour: Behaviour;
  /** `crash`, `crash-late`, `flaky`: default 1. */
  readonly exitCode?: number;
  /** What the container writes before it ends or settles. */
  readonly logs?: readonly string[];
  /** `crash-late`, `oom`: seconds from the container's start to its end. `slow`: further seconds of starting. */
  readonly afterSeconds?: number;
  /** `flaky`: so many tasks crash first; then all are healthy. */
  readonly times?: number;
  /** `flaky`: the share of tasks that crash, 0 to 1. */
  readonly probability?: number;
  /** The text behind the error's name, where ECS writes one: `pull-error`, `secret-missing`, `secret-denied`. */
  readonly reason?: string;
  /** Seconds that the container takes to end after SIGTERM; default 1. As long as stopTimeout or longer: it is killed. */
  readonly stopSeconds?: number;
}

/** What a scan finds in the images that match a pattern, or why it finds nothing. */
export interface ImageScanOutcome {
  /**
   * Where the scan ends; default COMPLETE. ACTIVE stands for enhanced scanning, which every image gets without being
   * asked for.
   */
  readonly status?: ScanStatus;
  readonly description?: string;
  /** Seconds from the start to the end; default 30. */
  readonly afterSeconds?: number;
  readonly findings?: readonly ScanFinding[];
}

export type ScanStatus =
  | 'ACTIVE'
  | 'COMPLETE'
  | 'FAILED'
  | 'FINDINGS_UNAVAILABLE'
  | 'IMAGE_ARCHIVED'
  | 'IN_PROGRESS'
  | 'LIMIT_EXCEEDED'
  | 'PENDING'
  | 'SCAN_ELIGIBILITY_EXPIRED'
  | 'UNSUPPORTED_IMAGE';

export interface ScanFinding {
  /** `CVE-2026-1234`. */
  readonly name: string;
  readonly severity: ScanSeverity;
  readonly description?: string;
  readonly packageName?: string;
  readonly packageVersion?: string;
  readonly fixedInVersion?: string;
}

export type ScanSeverity = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL' | 'UNDEFINED';

/** What comes in the place of AWS's answer, from something between the caller and AWS. */
export type StrayAnswerKind =
  /** Nothing, ever. */
  | 'hang'
  /** Headers and the half of the body, then nothing. */
  | 'half'
  /** A page of a proxy. */
  | 'html'
  /** `{}`: without what AWS always sends. */
  | 'empty'
  | 'null'
  /** `[]`. */
  | 'list'
  /** An error of AWS's, under a status that says all is well. */
  | 'error-body'
  /** AWS's answer, packed for someone who did not ask for it. */
  | 'gzip'
  /** Bytes. */
  | 'garbage';

/**
 * How an answer goes wrong; `slow`: it is AWS's, and late; `same-page`: it is AWS's, and there is always another page;
 * `as-before`: UpdateService shows the service as it was before the call.
 */
export type AnswerFault = StrayAnswerKind | 'slow' | 'same-page' | 'as-before';

/** Something that goes wrong with calls of one operation. */
export interface CallFault {
  /**
   * `UpdateService` or `ecs:UpdateService`; `*` and `ecs:*` match several. What Docker clients send to the registry is
   * called `registry:PutManifest`, `registry:PatchUpload`, ...
   */
  readonly operation: string;
  /** The error code (`ThrottlingException`, `ServerException`, ...), or `ConnectionLost`. Either this or `answer`. */
  readonly error?: string;
  readonly message?: string;
  /** Of an error; of an answer default 200. */
  readonly httpStatus?: number;
  /** What comes in the place of AWS's answer. */
  readonly answer?: AnswerFault;
  /** `slow`: how many emulated seconds late. With `effect: before` it is the request that gets stuck, and arrives then. */
  readonly seconds?: number;
  /** How many calls fail; without it and without a probability, all. */
  readonly times?: number;
  readonly probability?: number;
  /** How many matching calls go well first. */
  readonly afterCalls?: number;
  /** `after`: the call takes effect and only its answer is bad. Default `before`. */
  readonly effect?: 'before' | 'after';
}

/** Something that happens by itself at a moment, in seconds from the world's start or from when it was posted. */
export interface Happening {
  readonly atSeconds: number;
  readonly happens:
    | 'spot-interruption'
    | 'retirement'
    | 'unhealthy-task'
    | 'task-exit'
    /** Tasks move to other availability zones, where the service's rebalancing is ENABLED. */
    | 'rebalancing'
    | 'alarm'
    | 'alarm-ok'
    | 'protect'
    // By somebody else's hand, from here on.
    | 'scale'
    | 'update'
    | 'delete'
    | 'run-task'
    | 'stop-task'
    | 'second-service'
    | 'scalable-target'
    | 'default-strategy';
  /**
   * The service it happens to, by name; `alarm`, `alarm-ok`: the alarm's name; `default-strategy`: the cluster's.
   */
  readonly name: string;
  /** `scale`: the new desired count. */
  readonly desiredCount?: number;
  /**
   * What somebody else sends, laid over what the service has: `update` to UpdateService, `run-task` to RunTask,
   * `second-service` to CreateService, `scalable-target` to RegisterScalableTarget, `default-strategy` to
   * PutClusterCapacityProviders.
   */
  readonly input?: Readonly<Record<string, unknown>>;
  /** `protect`: minutes of task scale-in protection. */
  readonly minutes?: number;
  /** How many tasks; default 1. */
  readonly tasks?: number;
}

/** What nobody knows for sure of ECS: an emulator that is never kinder takes either way. */
export interface Uncertain {
  /** Whether the ARN of a deployment's service revision ends in the digits of the deployment's id. */
  readonly revisionEndsInDeployment: boolean;
  /** What a rollback shows as PRIMARY: the old deployment's id with a new createdAt, a new id, or the old one as it was. */
  readonly rollbackShows: 'old id' | 'new id' | 'old deployment';
  /** Whether a rolling deployment's bake time shows as its lifecycleStage. */
  readonly showsBakeStage: boolean;
  /** What a service deployment says of alarms that it ignores. */
  readonly ignoredAlarmsAre: 'DISABLED' | 'MONITORING';
  /** The bake time of a rolling deployment with alarms that gives none. */
  readonly bakeSeconds: number;
}

/** Seconds that things take. The steps of a task's life vary by the jitter. */
export interface Timings {
  readonly provisioningSeconds: number;
  /** PENDING: the agent looks at secrets and logs. */
  readonly pendingSeconds: number;
  readonly pullSeconds: number;
  /** From the end of the pull to RUNNING. */
  readonly startSeconds: number;
  /** RUNNING for so long counts as healthy, without load balancer and container check. */
  readonly steadySeconds: number;
  readonly deprovisioningSeconds: number;
  /** How often ECS tries to place a task again that it could not place. */
  readonly placementSeconds: number;
  /** From something happening to the scheduler's act. */
  readonly reactionSeconds: number;
  /** How long stopped tasks stay visible. */
  readonly stoppedVisibleSeconds: number;
  /** From SIGTERM to exit of a container that handles it. */
  readonly exitSeconds: number;
  /** How far the time of a request's signature may be from its arrival. */
  readonly signatureSeconds: number;
  /** How long ECR works out what a lifecycle policy would do: always as long. */
  readonly lifecyclePreviewSeconds: number;
  /** Overrides every target group's deregistration delay, so that a bench need not wait 300 s. */
  readonly drainSeconds?: number;
  /** Share by which each of them varies, 0 to 1. */
  readonly jitter: number;
}

/**
 * How many seconds ECS refuses what is about something new. With 0, it never does.
 *
 * Source: docs/reference/ecs.md, "First use of an account".
 */
export interface FirstUse {
  /** The account's first CreateCluster or CreateService makes ECS's own role; until then ECS can't assume it. */
  readonly serviceLinkedRoleSeconds: number;
  /** The role that registers targets, ECS's own or the one of the service. */
  readonly serviceRoleSeconds: number;
  /** From CreateCluster until every other call knows the cluster. */
  readonly clusterSeconds: number;
  /** From CreateCluster or PutClusterCapacityProviders until the capacity providers can be put again. */
  readonly capacityProvidersSeconds: number;
  /** From a load balancer's creation until ECS sees that its target groups have one. */
  readonly loadBalancerSeconds: number;
}

/** What is not as it should be in a world, and how fast things go. */
export interface Scenario {
  /** By pattern on the image reference as given, or on any tag of its digest; `*` matches anything. The last match wins. */
  images: Record<string, ImageBehaviour>;
  faults: CallFault[];
  /** By pattern, as `images`: what scans of ECR find. */
  scans: Record<string, ImageScanOutcome>;
  timings: Timings;
  /** Permissions that the caller lacks: `ecs:ListTasks`, `ecs:*`. */
  denied: string[];
  /** Credentials expire at this second of the world; 0: they have expired already. */
  tokensExpireAtSeconds?: number;
  /** Reads may show the world as it was up to so many seconds ago. */
  staleReadsSeconds: number;
  /** Over HTTP: how far AWS's clock is ahead of this machine's, by which requests are signed; negative: behind. */
  clockAheadSeconds?: number;
  /** The same for lists, where it is another time than for descriptions. */
  staleListsSeconds?: number;
  /** Whether each read is about as old as it may be, as from a replica that lags; otherwise chance has it. */
  staleReadsLag?: boolean;
  firstUse: FirstUse;
  /**
   * The account setting serviceLongArnFormat; default `enabled`. Services that are created while it is `disabled` have an ARN
   * without their cluster, and keep it. Source: docs/reference/ecs.md, "Short ARNs of services".
   */
  serviceLongArnFormat?: 'enabled' | 'disabled';
  /** What is drawn for each deployment where this leaves it open. */
  uncertain?: Partial<Uncertain>;
  /**
   * Application Auto Scaling learns of services and targets so many seconds after they were made, and refuses until then what
   * is about them; the role with which it makes alarms may act after twice the time.
   */
  scalingLagSeconds: number;
  /** How long the shortest and the longest call over HTTP take; there and back. */
  latencySeconds?: readonly [number, number];
  happenings: Happening[];
  /** Whether the request limits of AWS hold. */
  limits: boolean;
  /** Most items of an answer's page where the caller asks for no number. */
  pageSize: number;
}

/** A scenario as it comes from a file or a request: all of it optional, laid over what is there. */
export type ScenarioChange = Partial<Omit<Scenario, 'timings' | 'firstUse'>> & {
  readonly timings?: Partial<Timings>;
  readonly firstUse?: Partial<FirstUse>;
};

/**
 * Typical for Fargate. Source: reference/ecs-facts.md, "Where a deployment's time goes". How long a preview takes is
 * documented nowhere.
 */
const typicalTimings: Timings = {
  provisioningSeconds: 12,
  pendingSeconds: 2,
  pullSeconds: 15,
  startSeconds: 2,
  steadySeconds: 40,
  deprovisioningSeconds: 8,
  placementSeconds: 20,
  reactionSeconds: 1.5,
  stoppedVisibleSeconds: 3600,
  exitSeconds: 1,
  lifecyclePreviewSeconds: 8,
  signatureSeconds: 300,
  jitter: 0.3,
};

/** Nothing goes wrong. */
export function quietScenario(): Scenario {
  return {
    images: {},
    faults: [],
    scans: {},
    timings: typicalTimings,
    denied: [],
    staleReadsSeconds: 0,
    firstUse: {
      serviceLinkedRoleSeconds: 0,
      serviceRoleSeconds: 0,
      clusterSeconds: 0,
      capacityProvidersSeconds: 0,
      loadBalancerSeconds: 0,
    },
    scalingLagSeconds: 0,
    happenings: [],
    limits: true,
    pageSize: 10,
  };
}

/** Lays a change over a scenario: patterns and timings one by one, lists by replacing them. */
export function changedScenario(scenario: Scenario, change: ScenarioChange): Scenario {
  return {
    ...scenario,
    ...change,
    images: { ...scenario.images, ...change.images },
    scans: { ...scenario.scans, ...change.scans },
    timings: { ...scenario.timings, ...change.timings },
    firstUse: { ...scenario.firstUse, ...change.firstUse },
  };
}
