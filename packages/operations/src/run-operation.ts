import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import { Diagnostics } from '@fargate-actions/documents';
import { applyPlan, hasChanges, planAll, refusedIn, runStatus, type Plan, type Report } from '@fargate-actions/engine';
import {
  blocks,
  changesJson,
  failuresOf,
  outcomeLines,
  outcomeMarkdown,
  planLines,
  planMarkdown,
  plannedChangesJson,
  warningsOf,
} from '@fargate-actions/report';
import type { Prepared } from './prepared.ts';
import { stopOnErrors } from './stop-on-errors.ts';

/** The inputs that every operation has. */
export interface HowToRun {
  /** Plans, and writes nothing. */
  readonly dryRun: boolean;
  readonly maxParallel?: number | undefined;
}

/**
 * Plans what was prepared, shows the plan, applies it, and reports the outcomes. No action has another way.
 *
 * @param diagnostics what was found so far; what is found on the way is added.
 * @throws DiagnosedError where anything is wrong: nothing is written then.
 * @throws AwsError where AWS can't be read.
 */
export async function runOperation<End extends Report>(
  prepared: Prepared<End>,
  { dryRun, maxParallel }: HowToRun,
  { log, clock, signal, announce }: Pick<ActionContext, 'log' | 'clock' | 'signal' | 'announce'>,
  diagnostics: Diagnostics,
): Promise<ActionOutcome> {
  stopOnErrors(diagnostics);
  const besides = new Diagnostics();
  const [plan] = await Promise.all([planAll(prepared.items, diagnostics), prepared.check?.(besides)]);
  for (const one of besides.all) diagnostics.add(one);
  stopOnErrors(diagnostics);
  await prepared.checkReady?.(diagnostics);
  stopOnErrors(diagnostics);
  announce(diagnostics.all);
  for (const { title, lines } of prepared.planGroups?.(plan) ?? [{ title: 'Plan', lines: planLines(plan) }])
    log.group(title, lines);
  for (const line of prepared.lines ?? []) log.info(line);
  const beside = (await prepared.besidePlan?.(plan)) ?? '';
  if (dryRun) return planned(plan, beside, prepared, diagnostics);

  await prepared.beforeApply?.(diagnostics);
  stopOnErrors(diagnostics);
  const outcomes = await applyPlan(plan, { clock, signal, ...(maxParallel !== undefined && { maxParallel }) });
  for (const line of (prepared.outcomeLines ?? outcomeLines)(outcomes)) log.info(line);
  for (const { title, message, details } of warningsOf(outcomes))
    diagnostics.warning(undefined, 'run/warning', `${title}: ${message}`, details?.join(' '));
  const report = await prepared.ofOutcomes(outcomes, diagnostics);
  const { overview = outcomeMarkdown(outcomes), summary = '', failures = failuresOf(outcomes) } = report;
  return {
    outputs: withoutAbsent({
      status: runStatus(outcomes),
      changes: changesJson(outcomes),
      changed: String(hasChanges(plan)),
      ...report.outputs,
    }),
    diagnostics: diagnostics.all,
    summary: blocks(overview, prepared.links ?? '', beside, summary),
    failures,
  };
}

async function planned<End extends Report>(
  plan: Plan<End>,
  beside: string,
  { links = '', ofPlan }: Prepared<End>,
  diagnostics: Diagnostics,
): Promise<ActionOutcome> {
  const { outputs = {}, overview = planMarkdown(plan), summary = '' } = (await ofPlan?.(plan, diagnostics)) ?? {};
  return {
    outputs: withoutAbsent({
      status: 'planned',
      changes: plannedChangesJson(plan),
      changed: String(hasChanges(plan)),
      ...outputs,
    }),
    diagnostics: diagnostics.all,
    summary: blocks(overview, links, beside, summary),
    failures: failuresOf(refusedIn(plan)),
  };
}

function withoutAbsent(outputs: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputs).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
