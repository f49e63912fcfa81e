import type { Outcome } from '@fargate-actions/plan';
import type { Failure } from '@fargate-actions/report';
import type { ConsolePages, RolloutReport, RolloutStatus } from '@fargate-actions/service';

const SERVICE = 'service';
const TASK_DEFINITION = 'task definition';

type Status = RolloutStatus | 'unchanged';

/** From the worst to the best: a run is as good as its worst service. */
const BY_SEVERITY: readonly Status[] = [
  'failed',
  'rolled-back',
  'timed-out',
  'cancelled',
  'superseded',
  'left',
  'deployed',
  'unchanged',
];

/** The output `status` of a run. Source: contracts.md, "status and exit code". */
export function statusOf(outcomes: readonly Outcome<RolloutReport>[], hasWaited: boolean): Status {
  // What was not attempted was kept from it by what failed: that is the status.
  const attempted = outcomes.filter(({ result }) => result !== 'not attempted');
  const all = attempted.map((outcome) => outcomeStatus(outcome, hasWaited));
  return BY_SEVERITY.find((status) => all.includes(status)) ?? 'unchanged';
}

function outcomeStatus(outcome: Outcome<RolloutReport>, hasWaited: boolean): Status {
  switch (outcome.result) {
    case 'unchanged':
      return 'unchanged';
    case 'applied':
      return outcome.end?.detail.status ?? (hasWaited || outcome.address.kind !== SERVICE ? 'deployed' : 'left');
    case 'failed':
      return outcome.end?.detail.status ?? 'failed';
    case 'not attempted':
      return 'cancelled';
  }
}

/** The services that run now what was wanted of them. */
export function runningAsWanted(outcomes: readonly Outcome<RolloutReport>[], hasWaited: boolean): Set<string> {
  const services = outcomes.filter(({ address }) => address.kind === SERVICE);
  const wanted = services.filter((one) => ['deployed', 'unchanged'].includes(outcomeStatus(one, hasWaited)));
  return new Set(wanted.map(({ address }) => address.name ?? ''));
}

/** The outputs that name what was deployed. */
export function deploymentOutputs(
  outcomes: readonly Outcome<RolloutReport>[],
  pages: ConsolePages | undefined,
): Record<string, string> {
  const arns = outcomes.flatMap((outcome) => {
    if (outcome.address.kind !== TASK_DEFINITION) return [];
    const outputs = 'outputs' in outcome ? outcome.outputs : outcome.resource.outputs;
    const arn = outputs?.['arn'];
    return arn === undefined ? [] : [[outcome.address.name ?? '', arn] as const];
  });
  const deployments = outcomes
    .filter(({ address }) => address.kind === SERVICE)
    .map((outcome) => {
      const report = 'end' in outcome ? outcome.end.detail : undefined;
      return {
        service: outcome.address.name,
        result: outcome.result,
        ...urlOf(outcome.address.name, pages),
        ...(report && { status: report.status, from: report.from, to: report.to, seconds: Math.round(report.seconds) }),
      };
    });
  const [first, ...others] = arns;
  return {
    'task-definition-arns': JSON.stringify(Object.fromEntries(arns)),
    ...(first && others.length === 0 && { 'task-definition-arn': first[1] }),
    deployments: JSON.stringify(deployments),
    ...(pages && { 'service-url': pages.url }),
  };
}

function urlOf(name: string | undefined, pages: ConsolePages | undefined): { readonly url?: string } {
  const page = pages?.services.find(({ service }) => service === name);
  return page ? { url: page.url } : {};
}

/** The output that says why a run failed: one failure's cause, or of several a line each that says whose it is. */
export function failureOutputs(failures: readonly Failure[]): Record<string, string> {
  const [first, ...others] = failures;
  if (!first) return {};
  const lines = others.length === 0 ? [first.message] : failures.map(({ title, message }) => `${title}: ${message}`);
  return { 'failure-cause': lines.join('\n') };
}
