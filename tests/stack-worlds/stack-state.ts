import { overlaps, type Emulator } from '@fargate-actions/emulator';
import { REPLACING_TAG } from '@fargate-actions/service';

/** What there is of a stack: the same after two runs that brought about the same, whatever happened before. */
export interface StackState {
  readonly services: readonly object[];
  /** Names, and what of them the files say. */
  readonly configuration: readonly object[];
  /** Marks of replacements that go on. */
  readonly marks: readonly string[];
  /** Second beats that a call of ours started. */
  readonly doubled: number;
}

/** What there is of the stack now. */
export function stateOf({ world }: Emulator): StackState {
  const revisions = Object.values(world.taskDefinitions).flat();
  /** What a revision is, but for its number. */
  const contentOf = (arn: string): object | undefined => {
    const revision = revisions.find((one) => one.arn === arn);
    return revision && { family: revision.family, definition: revision.definition };
  };
  const tasksOf = (serviceArn: string): object[] =>
    world.tasks
      .filter((task) => task.serviceArn === serviceArn && task.lastStatus === 'RUNNING')
      .map(({ taskDefinitionArn }) => ({ runs: contentOf(taskDefinitionArn) }));
  return {
    services: sorted(
      world.services.map(({ name, arn, status, desiredCount, workload, settings, deployments }) => ({
        name,
        status,
        desiredCount,
        runs: contentOf(workload.taskDefinitionArn),
        network: workload.networkConfiguration,
        settings,
        deployments: deployments.length,
        tasks: tasksOf(arn),
      })),
    ),
    configuration: sorted([
      ...world.clusters.map(({ name, capacityProviders, settings }) => ({
        cluster: name,
        capacityProviders,
        settings,
      })),
      ...world.logGroups.map(({ name, retentionInDays }) => ({ logGroup: name, retentionInDays })),
      ...world.targetGroups.map(({ targets: _, ...group }) => group),
      ...world.scalableTargets.map(({ resourceId, minCapacity, maxCapacity }) => ({
        resourceId,
        minCapacity,
        maxCapacity,
      })),
      ...world.scalingPolicies.map(({ name, configuration }) => ({ name, configuration })),
      // The alarms of policies are AWS's own, of random names.
      ...world.alarms
        .filter(({ name }) => !name.startsWith('TargetTracking-'))
        .map(({ name, metric }) => ({ alarm: name, metric })),
      // What a dashboard marks is when deployments were.
      ...world.dashboards.map(({ name }) => ({ dashboard: name })),
    ]),
    marks: world.services.flatMap(({ tags }) => Object.keys(tags).filter((tag) => tag === REPLACING_TAG)),
    doubled: overlaps(world, ({ container }) => container === 'beat').filter(({ startedBy }) => startedBy === 'us')
      .length,
  };
}

/** What was made in another order is the same. */
function sorted(things: readonly object[]): object[] {
  const text = (thing: object): string => JSON.stringify(thing);
  return things.toSorted((one, other) => (text(one) < text(other) ? -1 : 1));
}
