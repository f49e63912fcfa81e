import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Outcome } from '@fargate-actions/engine';
import { consoleLines, consoleMarkdown, type Failure } from '@fargate-actions/report';
import { consolePages } from '@fargate-actions/service';
import {
  findBeatServices,
  enforcedSingleton,
  type SingletonFacts,
  type SingletonReport,
  type SingletonSettingsOfRun,
} from '@fargate-actions/singleton';
import { runOperation } from '../run-operation.ts';
import type { OperationReport } from '../prepared.ts';
import { howToKeep } from './how-to-keep.ts';
import type { SingletonInputs } from './inputs.ts';
import { progressLog } from './progress.ts';
import { reported, reportsIn } from './reported.ts';
import { singletonsOf } from './singletons-of-run.ts';
import { settingsOf } from '@fargate-actions/singleton';

/** Repairs live singletons without deploying anything: settings, count, what scales them, strays, what a dead run left. */
export async function enforce(
  inputs: SingletonInputs,
  run: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ActionOutcome> {
  const singletons = await singletonsOf(inputs, context, diagnostics);
  const { aws, cluster, names, stack } = singletons;
  const pages = consolePages(singletons, names);
  const beats = await findBeatServices(cluster, aws);
  const needs = {
    aws,
    clock: context.clock,
    signal: context.signal,
    progress: progressLog(context),
  };
  const wanted = names.map((service) => {
    const file = stack?.services.find(({ name }) => name === service)?.taskDefinition;
    return { service, settings: settingsOf(service, howToKeep(inputs, run), file, beats) };
  });
  for (const line of consoleLines(pages)) context.log.info(line);
  const reportOf = (outcomes: readonly Outcome<SingletonReport>[], found: Diagnostics): OperationReport => {
    const reports = reportsIn(outcomes).map(({ status, singleton }) => ({ status, ...singleton }));
    const { warnings, failures } = beatsLeft(reports, wanted);
    for (const message of warnings) found.warning(undefined, 'singleton/stray', message, STOP_THEM);
    const told = reported(outcomes, found, failures);
    return {
      outputs: {
        ...told.outputs,
        changed: String(
          reports.some(({ completedWrites, status }) => completedWrites.length > 0 || status !== 'unchanged'),
        ),
        changes: JSON.stringify(
          reports.map(({ service, completedWrites }) => ({ resource: `service ${service}`, completedWrites })),
        ),
        ...(pages && { 'service-url': pages.url }),
      },
      failures: told.failures,
    };
  };
  return runOperation(
    {
      items: wanted.map(({ service, settings }) => enforcedSingleton(cluster, service, settings, needs)),
      planGroups: () => [],
      links: consoleMarkdown(pages),
      ofOutcomes: reportOf,
    },
    { dryRun: false },
    context,
    diagnostics,
  );
}

const STOP_THEM = 'Stop them, or set stop-strays to `true`: every schedule fires once for each.';

type Ended = SingletonFacts & Pick<SingletonReport, 'status'>;

/** Beats that should not be there and were left: a failure, unless they do no harm or are to be left. */
function beatsLeft(
  reports: readonly Ended[],
  wanted: readonly { readonly service: string; readonly settings: SingletonSettingsOfRun }[],
): { readonly warnings: string[]; readonly failures: Failure[] } {
  const left = reports.filter(({ duplicates, status }) => duplicates.length > 0 && status !== 'refused');
  const says = ({ service, duplicates }: Ended): string =>
    `Beside the task of ${service}, beat runs in ${duplicates.join(', ')}.`;
  const isLetBe = (report: Ended): boolean =>
    wanted.some(
      ({ service, settings }) => service === report.service && (settings.isRedBeat || settings.strays === 'leave'),
    );
  return {
    warnings: left.filter(isLetBe).map(says),
    failures: left
      .filter((report) => !isLetBe(report))
      .map((report) => ({
        title: `${report.service} is not the only beat`,
        message: says(report),
        details: [`Next: ${STOP_THEM}`],
      })),
  };
}
