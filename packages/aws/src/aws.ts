import { budgeted } from './budget.ts';
import type { Clock } from './clock.ts';
import { Gaps } from './gaps.ts';
import { explained } from './explained.ts';
import { momentOf } from './moment.ts';
import { names } from './names.ts';
import { persistent } from './persistent.ts';
import { alarms } from './ports/alarms.ts';
import { clusters } from './ports/clusters.ts';
import { dashboards } from './ports/dashboards.ts';
import { eventRules } from './ports/event-rules.ts';
import { identity } from './ports/identity.ts';
import { images } from './ports/images.ts';
import { lifecyclePolicies } from './ports/lifecycle-policies.ts';
import { logs } from './ports/logs.ts';
import { metrics } from './ports/metrics.ts';
import { parameters } from './ports/parameters.ts';
import { registries } from './ports/registries.ts';
import { repositories } from './ports/repositories.ts';
import { scalableTargets } from './ports/scalable-targets.ts';
import { scans } from './ports/scans.ts';
import { scalingActivities } from './ports/scaling-activities.ts';
import { scalingPolicies } from './ports/scaling-policies.ts';
import { scheduledActions } from './ports/scheduled-actions.ts';
import { serviceDeployments } from './ports/service-deployments.ts';
import { services } from './ports/services.ts';
import { taggedResources } from './ports/tagged-resources.ts';
import { targetGroups } from './ports/target-groups.ts';
import { taskDefinitions } from './ports/task-definitions.ts';
import { tasks } from './ports/tasks.ts';
import { topics } from './ports/topics.ts';
import { timeLimited } from './time-limited.ts';
import { traced } from './traced.ts';
import type { Wire } from './wire.ts';

export type Aws = ReturnType<typeof awsPorts>;

/** The run that calls AWS. */
export interface CallingRun {
  /** Aborted when it is to stop: see {@link timeLimited}, {@link budgeted} and {@link persistent}. */
  readonly signal?: AbortSignal;
  /** Is given a line for its log when a call has to wait for something that AWS will have soon. */
  readonly onWait?: (line: string) => void;
  /** Is given a line for its debug log of every call: see {@link traced}. */
  readonly onCall?: ((line: string) => void) | undefined;
  /** The machine's clock, where that of the run is sped up. */
  readonly machineClock?: Clock;
}

/** AWS as this project sees it: small typed ports over one wire, under one request budget. */
export function awsPorts(
  untold: Wire,
  clock: Clock,
  { signal, onWait, onCall, machineClock = clock }: CallingRun = {},
) {
  const bare = onCall ? traced(untold, machineClock, onCall) : untold;
  const limited = timeLimited(explained(bare), machineClock, signal);
  const wire = persistent(budgeted(limited, clock, signal), clock, { signal, onWait });
  const groups = targetGroups(wire);
  const whoWeAre = identity(wire);
  return {
    clusters: clusters(wire, clock),
    taskDefinitions: taskDefinitions(wire),
    services: services(wire, clock),
    tasks: tasks(wire),
    serviceDeployments: serviceDeployments(wire, clock),
    targetGroups: groups,
    logs: logs(wire, clock),
    registries: registries(wire),
    repositories: repositories(wire),
    images: images(wire),
    lifecyclePolicies: lifecyclePolicies(wire),
    scans: scans(wire),
    parameters: parameters(wire),
    scalableTargets: scalableTargets(wire, clock),
    scalingPolicies: scalingPolicies(wire, clock),
    scheduledActions: scheduledActions(wire, clock),
    scalingActivities: scalingActivities(wire),
    alarms: alarms(wire, clock),
    dashboards: dashboards(wire),
    metrics: metrics(wire),
    eventRules: eventRules(wire),
    topics: topics(wire),
    taggedResources: taggedResources(wire),
    identity: whoWeAre,
    names: names(wire, groups, whoWeAre),
    /** This moment by the machine's own clocks and the one by which calls are signed. */
    moment: () => momentOf(machineClock, bare.signingTime?.()),
    gaps: new Gaps(),
    /** Resolves when the calls made so far are on their way: AWS answers them while the process is busy with other things. */
    callsHaveLeft: async () => {
      await bare.callsHaveLeft?.();
    },
  };
}
