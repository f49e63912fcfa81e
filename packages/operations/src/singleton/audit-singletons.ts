import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { blocks, code, consoleLines, escapeMarkdown, prose, table } from '@fargate-actions/report';
import { consolePages } from '@fargate-actions/service';
import { auditSingleton, findBeatServices, type SingletonAudit } from '@fargate-actions/singleton';
import { howToKeep } from './how-to-keep.ts';
import type { SingletonInputs } from './inputs.ts';
import { linked } from './linked.ts';
import { singletonsOf } from './singletons-of-run.ts';
import { settingsOf } from '@fargate-actions/singleton';

/** Looks whether exactly one beat runs and can only be one, and changes nothing. */
export async function audit(
  inputs: SingletonInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ActionOutcome> {
  const singletons = await singletonsOf(inputs, context, diagnostics);
  const { aws, cluster, names, stack } = singletons;
  const pages = consolePages(singletons, names);
  const beats = await findBeatServices(cluster, aws);
  const { clock } = context;
  const audits = await Promise.all(
    names.map((service) => {
      const file = stack?.services.find(({ name }) => name === service)?.taskDefinition;
      const settings = settingsOf(service, howToKeep({ ...inputs, stopStrays: 'report' }, 'audit'), file, beats);
      return auditSingleton({ ...settings, mode: 'deploy', cluster, service }, { aws, clock });
    }),
  );
  for (const { findings } of audits) {
    for (const { severity, rule, message, hint } of findings) diagnostics[severity](undefined, rule, message, hint);
  }
  for (const line of consoleLines(pages)) context.log.info(line);
  const [only, ...others] = audits;
  const outcome = {
    outputs: {
      status: statusOf(audits),
      running: String(audits.reduce((sum, { running }) => sum + running, 0)),
      duplicates: JSON.stringify(audits.flatMap(({ duplicates }) => duplicates)),
      ...(only?.taskDefinition !== undefined && others.length === 0 && { 'task-definition-arn': only.taskDefinition }),
      changed: 'false',
      changes: '[]',
    },
    diagnostics: diagnostics.all,
    summary: summaryOf(audits),
  };
  return linked(outcome, pages);
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
