import { Diagnostics } from '@fargate-actions/documents';
import {
  isGood,
  Values,
  type Address,
  type Changes,
  type Difference,
  type Outcome,
  type Plan,
  type Cause,
  type PlannedResource,
  type Report,
} from '@fargate-actions/engine';
import { rolloutReport, type RolloutFacts, type RolloutReport, type RolloutStatus } from '@fargate-actions/service';

/** The address of a service or a task definition by its text; of anything else the text alone. */
function anAddress(text: string): Address {
  const [, kind, name] = /^(service|task definition) (.*)$/s.exec(text) ?? [];
  return kind !== undefined && name !== undefined ? { kind, name } : { kind: text };
}

/** A planned resource that updates the given fields: path -> [from, to]. */
export function aResource(
  address: string,
  fields: Readonly<Record<string, readonly [Difference['from'], Difference['to']]>> = {},
  changes: Partial<Changes<unknown>> = {},
): PlannedResource<Report> {
  const differences = Object.entries(fields).map(([path, [from, to]]) => ({ path, from, to }));
  return {
    address: anAddress(address),
    after: [],
    follows: [],
    needs: [],
    continueOnFailure: false,
    failureIsWarning: false,
    changes: { action: differences.length > 0 ? 'update' : 'none', differences, ...changes },
    outputs: undefined,
    apply: () => Promise.resolve({ outputs: {} }),
  };
}

/** A plan of these resources. */
export function aPlan(...resources: PlannedResource<Report>[]): Plan<Report> {
  return { resources, diagnostics: new Diagnostics(), values: new Values() };
}

/** What a rollout came to. */
type Told = RolloutFacts & { readonly status: RolloutStatus; readonly cause?: Cause };

/** A rollout of amply-api that went well. */
export function aReport({ status = 'deployed', cause, ...facts }: Partial<Told> = {}): RolloutReport {
  const rollout: RolloutFacts = {
    service: 'amply-api',
    cluster: 'amply-prod',
    from: 'amply-api:41',
    to: 'amply-api:42',
    desiredCount: 2,
    runningCount: 2,
    seconds: 72,
    stopped: [],
    events: [],
    runningNow: '2 tasks of amply-api:42',
    ...facts,
  };
  return rolloutReport(status, rollout, cause);
}

/** A rollout of amply-api that ECS rolled back, because the container can't start. */
export function aRollback(report: Partial<Told> = {}): RolloutReport {
  return aReport({
    status: 'rolled-back',
    cause: {
      kind: 'container-exited',
      summary: "container api exited with code 3 in 2 of 2 new tasks: KeyError: 'STRIPE_SECRET_KEY'",
      hint: 'Add STRIPE_SECRET_KEY to `secrets` or `environment` of the container api in api/task-definition.yml.',
    },
    stopped: [
      {
        reason: 'Essential container in task exited',
        container: 'api',
        exitCode: 3,
        tasks: ['0f3c2a9be1d84c7f9a6b5d4e3c2b1a09', '7bd1e0a4c5f64f0f8a1b2c3d4e5f6a7b'],
      },
    ],
    logTail: {
      container: 'api',
      group: '/ecs/amply-api',
      stream: 'api/api/7bd1e0a4c5f64f0f8a1b2c3d4e5f6a7b',
      lines: [
        'Traceback (most recent call last):',
        '  File "/app/main.py", line 9, in <module>',
        "KeyError: 'STRIPE_SECRET_KEY'",
      ],
    },
    events: [
      '(service amply-api) has started 2 tasks: (task 0f3c2a9b) (task 7bd1e0a4).',
      '(service amply-api) (deployment ecs-svc/42) deployment failed: tasks failed to start.',
      '(service amply-api) rolling back to deployment ecs-svc/41.',
    ],
    runningNow: '2 tasks of amply-api:41, as before this run',
    ...report,
  });
}

/** The outcome of a rollout, good or bad as its report says. */
export function rolledOut(
  report: RolloutReport,
  resource = aResource(`service ${report.rollout.service}`, { taskDefinition: [report.facts.from, report.facts.to] }),
): Outcome {
  return {
    address: resource.address,
    resource,
    result: isGood(report.status) ? 'applied' : 'failed',
    outputs: {},
    end: report,
  };
}

/** The outcome of a resource without a process. */
export function outcome(
  resource: PlannedResource<Report>,
  result:
    | { result: 'unchanged' }
    | { result: 'applied' }
    | { result: 'failed'; error: unknown; completedWrites?: readonly string[] }
    | { result: 'not attempted'; because: string },
): Outcome {
  const head = { address: resource.address, resource };
  return result.result === 'applied' ? { ...head, ...result, outputs: {} } : { ...head, ...result };
}
