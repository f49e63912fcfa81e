import { runStatus, type Outcome, type Report, type Status } from '@fargate-actions/engine';
import type { Failure } from '@fargate-actions/report';
import type { ConsolePages } from '@fargate-actions/service';

const SERVICE = 'service';
const TASK_DEFINITION = 'task definition';

/** The output `status` of a run. */
export function statusOf(outcomes: readonly Outcome[], hasWaited: boolean): Status {
  return runStatus(outcomes, (outcome) => appliedStatus(outcome, hasWaited));
}

/** What is written and not watched is left to ECS, unless the run waits for what it begins; a tag alone is no deploy. */
function appliedStatus({ address, resource }: Outcome, hasWaited: boolean): Status {
  if (resource.failureIsWarning) return 'unchanged';
  return hasWaited || address.kind !== SERVICE ? 'deployed' : 'left';
}

/** The outputs that name what was deployed. */
export function deploymentOutputs(
  outcomes: readonly Outcome[],
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
      const report = 'end' in outcome ? outcome.end : undefined;
      return {
        service: outcome.address.name,
        result: outcome.result,
        ...urlOf(outcome.address.name, pages),
        ...(report && { ...endOf(report) }),
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

function endOf({ status, facts: { from, to, seconds } }: Report) {
  return { status, from, to, ...(seconds !== undefined && { seconds: Math.round(seconds) }) };
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
