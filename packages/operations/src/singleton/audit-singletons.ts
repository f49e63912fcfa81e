import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { blocks, code, consoleLines, consoleMarkdown, escapeMarkdown, prose, table } from '@fargate-actions/report';
import { consolePages } from '@fargate-actions/service';
import { auditSingleton, type SingletonAudit, type SingletonReport } from '@fargate-actions/singleton';
import { once } from '../once.ts';
import type { OperationReport, Prepared } from '../prepared.ts';
import { howToKeep } from './how-to-keep.ts';
import type { SingletonInputs } from './inputs.ts';
import { singletonsOf } from './singletons-of-run.ts';

/** Looks whether exactly one beat runs and can only be one: there is nothing to apply, and what is wrong is reported. */
export async function auditSingletons(
  inputs: SingletonInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared<SingletonReport>> {
  const singletons = await singletonsOf(inputs, context, diagnostics);
  const { aws, cluster, names, settingsOf } = singletons;
  const pages = consolePages(singletons, names);
  const how = howToKeep({ ...inputs, stopStrays: 'report' }, 'audit');
  const { clock } = context;
  const look = once(() =>
    Promise.all(
      names.map(async (service) =>
        auditSingleton({ ...(await settingsOf(service, how)), mode: 'deploy', cluster, service }, { aws, clock }),
      ),
    ),
  );
  const reportOf = async (_nothing: unknown, found: Diagnostics): Promise<OperationReport> => {
    const audits = await look();
    for (const { severity, rule, message, hint } of audits.flatMap(({ findings }) => findings))
      found[severity](undefined, rule, message, hint);
    return { outputs: { ...outputsOf(audits), 'service-url': pages?.url }, overview: summaryOf(audits) };
  };
  return {
    items: [],
    check: async () => {
      await look();
    },
    planGroups: () => [],
    lines: consoleLines(pages),
    links: consoleMarkdown(pages),
    outcomeLines: () => [],
    ofPlan: reportOf,
    ofOutcomes: reportOf,
  };
}

function outputsOf(audits: readonly SingletonAudit[]): OperationReport['outputs'] {
  const [only, ...others] = audits;
  return {
    status: statusOf(audits),
    running: String(audits.reduce((sum, { running }) => sum + running, 0)),
    duplicates: JSON.stringify(audits.flatMap(({ duplicates }) => duplicates)),
    'task-definition-arn': others.length === 0 ? only?.taskDefinition : undefined,
  };
}

const BY_SEVERITY = ['broken', 'replacing', 'off-hours', 'ok'] as const;

function statusOf(audits: readonly SingletonAudit[]): SingletonAudit['status'] {
  return BY_SEVERITY.find((status) => audits.some((one) => one.status === status)) ?? 'ok';
}

const MARKS = { ok: '✅', broken: '❌', replacing: '⏳', 'off-hours': '💤' } as const;

function summaryOf(audits: readonly SingletonAudit[]): string {
  const broken = audits.filter(({ status }) => status === 'broken');
  const title =
    broken.length === 0
      ? '## ✅ The rule of the singleton holds'
      : `## ❌ ${escapeMarkdown(broken.map(({ service }) => service).join(', '))}: the rule of the singleton is broken`;
  return blocks(
    title,
    table(
      ['service', 'beats running', 'wanted', 'duplicates', 'status'],
      audits.map(({ service, running, wantedCount, duplicates, status }) => [
        code(service),
        String(running),
        String(wantedCount),
        duplicates.map(code).join(', '),
        `${MARKS[status]} ${status}`,
      ]),
    ),
    ...audits
      .flatMap(({ findings }) => findings)
      .map(({ severity, message, hint }) => `- ${severity === 'error' ? '❌' : '⚠️'} ${prose(message)} ${prose(hint)}`),
  );
}
