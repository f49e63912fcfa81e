import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { consoleLines, consoleMarkdown, type Failure } from '@fargate-actions/report';
import { consolePages } from '@fargate-actions/service';
import {
  enforcedSingleton,
  type SingletonFacts,
  type SingletonReport,
  type SingletonSettingsOfRun,
} from '@fargate-actions/singleton';
import type { Prepared } from '../prepared.ts';
import { singletonContext } from '../room-contexts.ts';
import { howToKeep } from './how-to-keep.ts';
import type { SingletonInputs } from './inputs.ts';
import { reported, reportsIn } from './reported.ts';
import { singletonsOf } from './singletons-of-run.ts';

/** Repairs live singletons without deploying anything: settings, count, what scales them, strays, what a dead run left. */
export async function enforceSingletons(
  inputs: SingletonInputs,
  run: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared<SingletonReport>> {
  const singletons = await singletonsOf(inputs, context, diagnostics);
  const { aws, cluster, names } = singletons;
  const pages = consolePages(singletons, names);
  const how = howToKeep(inputs, run);
  const settingsOf = (service: string) => singletons.settingsOf(service, how);
  const needs = singletonContext(aws, context);
  return {
    items: names.map((service) => enforcedSingleton(cluster, service, () => settingsOf(service), needs)),
    planGroups: () => [],
    lines: consoleLines(pages),
    links: consoleMarkdown(pages),
    ofOutcomes: async (outcomes, found) => {
      const reports = await Promise.all(
        reportsIn(outcomes).map(async ({ status, singleton }) => ({
          status,
          ...singleton,
          settings: await settingsOf(singleton.service),
        })),
      );
      const { warnings, failures } = beatsLeft(reports);
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
          'service-url': pages?.url,
        },
        failures: told.failures,
      };
    },
  };
}

const STOP_THEM = 'Stop them, or set stop-strays to `true`: every schedule fires once for each.';

/** How a singleton ended, and how it was to be kept. */
interface Ended extends SingletonFacts, Pick<SingletonReport, 'status'> {
  readonly settings: SingletonSettingsOfRun;
}

/** Beats that should not be there and were left: a failure, unless they do no harm or are to be left. */
function beatsLeft(ended: readonly Ended[]): { readonly warnings: string[]; readonly failures: Failure[] } {
  const left = ended.filter(({ duplicates, status }) => duplicates.length > 0 && status !== 'refused');
  const says = ({ service, duplicates }: Ended): string =>
    `Beside the task of ${service}, beat runs in ${duplicates.join(', ')}.`;
  const isLetBe = ({ settings: { isRedBeat, strays } }: Ended): boolean => isRedBeat || strays === 'leave';
  return {
    warnings: left.filter(isLetBe).map(says),
    failures: left
      .filter((one) => !isLetBe(one))
      .map((one) => ({
        title: `${one.service} is not the only beat`,
        message: says(one),
        details: [`Next: ${STOP_THEM}`],
      })),
  };
}
