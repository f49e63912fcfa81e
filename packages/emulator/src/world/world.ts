import type { AgendaEntry } from './agenda.ts';
import type { Cluster, Revision, Service, ServiceDeployment, Task, TaskDefinition } from '../services/ecs/model.ts';
import type { Origin } from '../services/ecs/origin.ts';
import type { EventRule } from '../services/events/model.ts';
import type { QueryDefinition } from '../services/logs/model.ts';
import type { RandomSource } from './random.ts';
import type { Publication } from '../services/sns/behaviour/publish.ts';
import { changedScenario, quietScenario, type Scenario, type ScenarioChange } from './scenario.ts';
import type {
  ScalableTarget,
  ScalingActivity,
  ScalingPolicy,
  ScheduledAction,
} from '../services/application-auto-scaling/model.ts';
import type { Alarm, Dashboard, MetricSeries } from '../services/cloudwatch/model.ts';
import type { SecurityGroup, Subnet, Vpc } from '../services/ec2/model.ts';
import type { RegistryToken, Repository } from '../services/ecr/model.ts';
import type { LoadBalancer, TargetGroup } from '../services/elastic-load-balancing/model.ts';
import type { Role } from '../services/iam/model.ts';
import type { LogGroup } from '../services/logs/model.ts';
import type { Secret } from '../services/secrets-manager/model.ts';
import type { Topic } from '../services/sns/model.ts';
import type { Parameter } from '../services/ssm/model.ts';

/** A change of a task's status, in seconds from the world's start; `from` is empty where the task begins. */
export interface Transition {
  readonly at: number;
  /** The task's id. */
  readonly task: string;
  readonly service?: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly from: string;
  readonly to: string;
}

/** A container started or stopped, in seconds from the world's start: what overlaps are counted by. */
export interface ContainerMoment {
  readonly at: number;
  readonly task: string;
  readonly service?: string;
  readonly taskDefinition: string;
  readonly container: string;
  readonly image: string;
  readonly happened: 'started' | 'stopped';
  /** Why its task was started. */
  readonly origin: Origin;
}

/** A call that came in, in seconds from the world's start. */
export interface RequestRecord {
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly body: unknown;
  /** HTTP status of the answer; 0 where the connection broke before AWS had the call. */
  readonly status: number;
  /** The error's name, where the answer was one or never arrived. */
  readonly error?: string;
  /** Present where the call took effect though its answer was an error or never arrived. */
  readonly tookEffect?: true;
}

/** A token bucket of a request category. */
export interface Bucket {
  tokens: number;
  at: number;
}

/** One AWS account in one region: plain data, so that it can be copied, compared and written down. */
export interface World {
  readonly account: string;
  readonly region: string;
  /** AWS's clock when the world began, and now; milliseconds. */
  readonly startAt: number;
  now: number;
  readonly randomStates: Record<RandomSource, number>;
  /** Numbers everything that needs an order. */
  serial: number;
  scenario: Scenario;
  readonly agenda: AgendaEntry[];
  readonly timeline: Transition[];
  readonly containerTimeline: ContainerMoment[];
  readonly requests: RequestRecord[];
  readonly buckets: Record<string, Bucket>;
  /** By index in the scenario's faults: how many calls matched, and how many of them failed. */
  faultCounts: { matched: number; failed: number }[];
  /** By image pattern: how many tasks of a flaky image have crashed. */
  readonly crashes: Record<string, number>;

  readonly clusters: Cluster[];
  /** By family, by revision: index 0 is revision 1. */
  readonly taskDefinitions: Record<string, TaskDefinition[]>;
  readonly services: Service[];
  readonly tasks: Task[];
  readonly serviceDeployments: ServiceDeployment[];
  readonly revisions: Revision[];
  /** What ended each deployment, for judges. */
  readonly endings: Ending[];

  readonly targetGroups: TargetGroup[];
  readonly loadBalancers: LoadBalancer[];
  readonly logGroups: LogGroup[];
  readonly queryDefinitions: QueryDefinition[];
  readonly secrets: Secret[];
  readonly parameters: Parameter[];
  /** When a parameter of a name was deleted last. */
  readonly parameterDeletions: Record<string, number>;
  readonly roles: Role[];
  readonly topics: Topic[];
  readonly eventRules: EventRule[];
  readonly vpcs: Vpc[];
  readonly subnets: Subnet[];
  readonly securityGroups: SecurityGroup[];
  readonly repositories: Repository[];
  readonly registryTokens: RegistryToken[];
  /** Where the emulator is reached over HTTP, if it is: layers are downloaded from there. */
  readonly endpoint?: string;
  /** A registry outside, to which ECR's logins lead in the place of its own. */
  readonly outsideRegistry?: OutsideRegistry;
  readonly scalableTargets: ScalableTarget[];
  readonly scalingPolicies: ScalingPolicy[];
  readonly scheduledActions: ScheduledAction[];
  readonly scalingActivities: ScalingActivity[];
  readonly alarms: Alarm[];
  /** When alarms are looked at next; absent where none can change by itself. */
  nextAlarmLookAt?: number;
  readonly dashboards: Dashboard[];
  /** By namespace, name and dimensions. */
  readonly metrics: Record<string, MetricSeries>;
  /** What topics were given, in the order of time. */
  readonly published: Publication[];
}

/** A registry that is not ours, and what lets clients in. */
export interface OutsideRegistry {
  /** `http://127.0.0.1:5000`. */
  readonly endpoint: string;
  readonly username: string;
  readonly password: string;
}

/** How a deployment really ended, whatever any answer said. */
export interface Ending {
  readonly at: number;
  readonly service: string;
  readonly deploymentId: string;
  readonly taskDefinition: string;
  readonly ended: 'succeeded' | 'rolledBack' | 'failed' | 'superseded' | 'deleted';
  /** The behaviour that doomed it, `alarm`, or `request` for a rollback that was asked for. */
  readonly cause?: string;
}

export interface WorldOptions {
  readonly account?: string;
  readonly region?: string;
  readonly seed?: number;
  /** Milliseconds since the epoch. */
  readonly startAt?: number;
  readonly scenario?: ScenarioChange;
  /** Where the emulator is reached over HTTP. */
  readonly endpoint?: string;
  readonly outsideRegistry?: OutsideRegistry;
}

/** An account in which there is nothing yet. */
export function emptyWorld(options: WorldOptions = {}): World {
  const startAt = options.startAt ?? Date.UTC(2026, 10, 23, 9, 0, 0);
  const seed = options.seed ?? 1;
  return {
    account: options.account ?? '123456789012',
    region: options.region ?? 'eu-central-1',
    startAt,
    now: startAt,
    randomStates: { events: seed | 0, calls: (seed ^ 0x5bd1e995) | 0 },
    serial: 0,
    scenario: changedScenario(quietScenario(), options.scenario ?? {}),
    agenda: [],
    timeline: [],
    containerTimeline: [],
    requests: [],
    buckets: {},
    faultCounts: [],
    crashes: {},
    clusters: [],
    taskDefinitions: {},
    services: [],
    tasks: [],
    serviceDeployments: [],
    revisions: [],
    endings: [],
    targetGroups: [],
    loadBalancers: [],
    logGroups: [],
    queryDefinitions: [],
    secrets: [],
    parameters: [],
    parameterDeletions: {},
    roles: [],
    topics: [],
    eventRules: [],
    vpcs: [],
    subnets: [],
    securityGroups: [],
    repositories: [],
    registryTokens: [],
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    ...(options.outsideRegistry && { outsideRegistry: options.outsideRegistry }),
    scalableTargets: [],
    scalingPolicies: [],
    scheduledActions: [],
    scalingActivities: [],
    alarms: [],
    dashboards: [],
    metrics: {},
    published: [],
  };
}

/** Seconds from the world's start, with milliseconds behind the point. */
export function secondsOf(world: World, at: number = world.now): number {
  return Math.round(at - world.startAt) / 1000;
}

/** An ARN in the world's account and region. */
export function arn(world: World, service: string, resource: string): string {
  return `arn:aws:${service}:${world.region}:${world.account}:${resource}`;
}
