import type { Service } from '@aws-sdk/client-ecs';
import { isAwsError, type Aws, type MetricPoint } from '@fargate-actions/aws';
import { Diagnostics } from '@fargate-actions/documents';
import type { WantedScaling } from '../file/wanted.ts';
import { withResourceLabel } from '../resources/resource-label.ts';
import type { ScaledService } from '../scaled-service.ts';
import { byMinute, lastHours, tasksByMinute, type Window } from './minutes.ts';
import type { TrackingPolicy } from './policies.ts';
import {
  isOfHighResolution,
  PERIOD_SECONDS,
  policyMetric,
  taskMetrics,
  type MetricGroup,
  type TaskMetrics,
} from './policy-metric.ts';
import { remarksOn } from './remarks.ts';
import { scheduledLimits } from './scheduled-limits.ts';
import { simulate, type Simulation } from './simulate.ts';
import { PRICES_OF, taskHourPrice } from './task-price.ts';
import { trackedMetric } from './tracked-metric.ts';
import { trackingPolicy } from './tracking-policy.ts';

/** A service, and how it is to be scaled. */
export interface ScalingToSimulate {
  readonly service: ScaledService;
  readonly wanted: WantedScaling;
}

/** What a service's scaling would have done, or why that is not known. */
export type ServiceSimulation = { readonly service: string } & (
  | { readonly kind: 'not simulated'; readonly because: string }
  | {
      readonly kind: 'simulated';
      readonly simulation: Simulation;
      /** When the first minute was, in milliseconds since the epoch. */
      readonly startAt: number;
      readonly maxTasks: number;
      /** US dollars for an hour of one task on demand; undefined where there is no price. */
      readonly taskHourPrice: number | undefined;
      /** The day of which prices are. */
      readonly pricesOf: string;
      /** What the figures leave out or assume, a sentence each. */
      readonly remarks: readonly string[];
    }
);

/**
 * What scaling would have done in the last hours, with the metrics that CloudWatch has of the services.
 *
 * All of them are read in one request. Whatever can't be read is said, and stops nothing.
 *
 * @param hours at most 15 days: CloudWatch keeps points of a minute no longer.
 */
export async function simulateScaling(
  scalings: readonly ScalingToSimulate[],
  hours: number,
  now: number,
  aws: Aws,
): Promise<ServiceSimulation[]> {
  const window = lastHours(hours, now);
  const asked = await Promise.all(scalings.map((scaling, index) => questionsOf(scaling, `s${index}`, aws)));
  const answerable = asked.filter(({ policies }) => policies.length > 0);
  const points = await readPoints(answerable.map(groupsOf), window, aws);
  return Promise.all(
    asked.map(async (questions): Promise<ServiceSimulation> => {
      const index = answerable.indexOf(questions);
      const found = points[index];
      const { service } = questions;
      const notSimulated = (because: string) => ({ service: service.name, kind: 'not simulated', because }) as const;
      if (index < 0) return notSimulated('none of its policies tracks a metric');
      if (found === undefined) return notSimulated('its metrics may not be read');
      if (typeof found === 'string') return notSimulated(found);
      if (!hasData(questions, found)) return notSimulated(`CloudWatch has no data of the last ${hours} h`);
      return simulated(questions, found, window, await readFacts(service, aws));
    }),
  );
}

/** Whether there is any point of what the policies track. */
function hasData({ policies }: Questions, points: Points): boolean {
  return policies.some(({ metric }) => (points.get(metric.id) ?? []).length > 0);
}

/** A policy with what is asked about it. */
interface Asked {
  readonly policy: TrackingPolicy;
  readonly metric: MetricGroup;
  /** What was assumed of its metric. */
  readonly assumed: string | undefined;
}

/** A service with what is asked about it. */
interface Questions {
  readonly service: ScaledService;
  readonly wanted: WantedScaling;
  readonly policies: readonly Asked[];
  readonly tasks: TaskMetrics;
  /** Every so many samples a minute are one task. */
  readonly samplesPerTask: number;
}

/** Points of 20 seconds are three a minute. Source: ECS developer guide, "Faster auto scaling with high-resolution metrics". */
const SAMPLES_OF_HIGH_RESOLUTION = 3;

async function questionsOf({ service, wanted }: ScalingToSimulate, prefix: string, aws: Aws): Promise<Questions> {
  const policies = await Promise.all(
    wanted.policies.map(async ({ type, fields, document }, index) => {
      const policy = trackingPolicy({ type, fields });
      if (!policy) return [];
      // What is wrong with it was said when it was planned.
      const whole = await withResourceLabel(fields, document.at(), service, aws, new Diagnostics());
      const metric = policyMetric(whole, service, `${prefix}p${index}`);
      return metric ? [{ policy, metric, assumed: trackedMetric(fields).assumed }] : [];
    }),
  );
  const isFine = wanted.policies.some(({ fields }) => isOfHighResolution(fields));
  return {
    service,
    wanted,
    policies: policies.flat(),
    tasks: taskMetrics(service, prefix),
    samplesPerTask: isFine ? SAMPLES_OF_HIGH_RESOLUTION : 1,
  };
}

function groupsOf({ policies, tasks }: Questions): MetricGroup[] {
  return [...policies.map(({ metric }) => metric), tasks.insights, tasks.samples];
}

type Points = ReadonlyMap<string, readonly MetricPoint[]>;

/** CloudWatch takes as many queries a request, and an expression can't be parted from what it is made of. */
const QUERIES_A_REQUEST = 500;

/** The points for each service, or why there are none; undefined where metrics may not be read. */
async function readPoints(
  services: readonly (readonly MetricGroup[])[],
  window: Window,
  aws: Aws,
): Promise<(Points | string | undefined)[]> {
  const batches: (readonly MetricGroup[])[][] = [];
  let room = 0;
  for (const groups of services) {
    const count = groups.flatMap(({ queries }) => queries).length;
    if (count > room) {
      batches.push([]);
      room = QUERIES_A_REQUEST;
    }
    batches.at(-1)?.push(groups);
    room -= count;
  }
  return (await Promise.all(batches.map((batch) => readTogether(batch, window, aws)))).flat();
}

async function readTogether(
  services: readonly (readonly MetricGroup[])[],
  window: Window,
  aws: Aws,
): Promise<(Points | string | undefined)[]> {
  const from = window.startAt;
  const until = from + window.minutes * PERIOD_SECONDS * 1000;
  const lost = 'What the scaling would have done in the last hours is not simulated.';
  const queries = services.flatMap((groups) => groups.flatMap((group) => group.queries));
  try {
    const points = await aws.gaps.unlessDenied(lost, () => aws.metrics.data(queries, from, until));
    return services.map(() => points);
  } catch (error) {
    if (!isAwsError(error)) throw error;
    // One expression that CloudWatch does not take spoils the whole request.
    if (services.length === 1) return [`CloudWatch does not answer: ${error.message}`];
    return (await Promise.all(services.map((groups) => readTogether([groups], window, aws)))).flat();
  }
}

/** What is so now of a service: undefined where it is not known. */
interface Facts {
  readonly service: Service | undefined;
  readonly taskHourPrice: number | undefined;
}

async function readFacts({ cluster, name }: ScaledService, aws: Aws): Promise<Facts> {
  const lost = `What ${name} costs is not known.`;
  const service = await aws.gaps.optional(lost, () => aws.services.find(cluster, name));
  const { taskDefinition } = service ?? {};
  const registered =
    taskDefinition === undefined
      ? undefined
      : await aws.gaps.optional(lost, () => aws.taskDefinitions.find(taskDefinition));
  const region = service?.serviceArn?.split(':')[3] ?? '';
  return { service, taskHourPrice: registered && taskHourPrice(registered.taskDefinition, region) };
}

function simulated(
  { service, wanted, policies, tasks, samplesPerTask }: Questions,
  points: Points,
  window: Window,
  facts: Facts,
): ServiceSimulation {
  const valuesOf = ({ id }: MetricGroup) => byMinute(points.get(id) ?? [], window);
  const series = policies.map(({ policy, metric }) => ({ policy, values: valuesOf(metric) }));
  const { runningCount } = facts.service ?? {};
  const tasksThen = tasksSeen(valuesOf(tasks.insights), valuesOf(tasks.samples), samplesPerTask);
  const { minCapacity, maxCapacity } = wanted.target;
  const { changes: scheduled, unknown } = scheduledLimits(wanted.actions, window);
  const simulation = simulate({
    series,
    startTasks: tasksThen?.[0] ?? runningCount ?? minCapacity,
    minTasks: minCapacity,
    maxTasks: maxCapacity,
    scheduled,
    ...(tasksThen && { tasksThen }),
  });
  return {
    service: service.name,
    kind: 'simulated',
    simulation,
    startAt: window.startAt,
    maxTasks: Math.max(maxCapacity, ...scheduled.map(({ maxTasks = 0 }) => maxTasks)),
    taskHourPrice: facts.taskHourPrice,
    pricesOf: PRICES_OF,
    remarks: remarksOn({
      areTasksKnown: tasksThen !== undefined,
      minutesStopped: simulation.minutesStopped,
      policiesWithoutData: series.filter(({ values }) => values.every((value) => value === undefined)).length,
      otherPolicies: wanted.policies.length - series.length,
      untimedActions: unknown,
      assumed: policies.flatMap(({ assumed }) => assumed ?? []),
      usesSpot: usesSpot(facts.service),
    }),
  };
}

/** The tasks that ran then, of the metric that has them; undefined where none has. */
function tasksSeen(
  insights: readonly (number | undefined)[],
  samples: readonly (number | undefined)[],
  samplesPerTask: number,
): number[] | undefined {
  const has = (values: readonly (number | undefined)[]) => values.some((value) => value !== undefined);
  if (has(insights)) return tasksByMinute(insights);
  if (!has(samples)) return undefined;
  return tasksByMinute(samples.map((count) => (count === undefined ? undefined : count / samplesPerTask)));
}

function usesSpot(service: Service | undefined): boolean {
  return (service?.capacityProviderStrategy ?? []).some(({ capacityProvider }) => capacityProvider === 'FARGATE_SPOT');
}
