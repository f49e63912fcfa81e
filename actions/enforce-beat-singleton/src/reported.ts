import type { ActionOutcome } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/files';
import { blocks, code, escapeMarkdown, oneLine, prose, table, type Failure } from '@fargate-actions/report';
import type { SingletonReport } from '@fargate-actions/singleton';

/** From the worst to the best: a run is as good as its worst singleton. */
const BY_SEVERITY: readonly SingletonReport['status'][] = [
  'failed',
  'refused',
  'rolled-back',
  'timed-out',
  'cancelled',
  'superseded',
  'deployed',
  'repaired',
  'unchanged',
];

const GOOD: ReadonlySet<string> = new Set(['deployed', 'repaired', 'unchanged']);

/** What a title says of a singleton that did not end well. */
const TITLES: Readonly<Record<SingletonReport['status'], string>> = {
  deployed: 'was deployed',
  repaired: 'was repaired',
  unchanged: 'is as wanted',
  failed: 'could not be brought to one beat',
  refused: 'was not touched',
  'rolled-back': 'was rolled back',
  'timed-out': 'was not healthy in time',
  cancelled: 'was left half-way',
  superseded: 'was taken over',
};

/** The outcome of a run that deployed or repaired singletons. */
export function reported(
  reports: readonly SingletonReport[],
  diagnostics: Diagnostics,
  { changed, changes }: { readonly changed: boolean; readonly changes: string },
  otherFailures: readonly Failure[] = [],
): ActionOutcome {
  for (const { refusals } of reports)
    for (const { severity, rule, message, hint } of refusals) diagnostics[severity](undefined, rule, message, hint);
  const [only, ...others] = reports;
  const gaps = reports.flatMap(({ gapSeconds }) => gapSeconds ?? []);
  const failures = [...otherFailures, ...reports.flatMap(failureOf)];
  return {
    outputs: {
      status: statusOf(reports, otherFailures),
      running: String(reports.reduce((sum, { running }) => sum + running, 0)),
      duplicates: JSON.stringify(reports.flatMap(({ duplicates }) => duplicates)),
      ...(gaps.length > 0 && { 'gap-seconds': String(Math.max(...gaps)) }),
      ...(only?.taskDefinition !== undefined && others.length === 0 && { 'task-definition-arn': only.taskDefinition }),
      changes,
      changed: String(changed),
    },
    diagnostics: diagnostics.all,
    summary: summaryOf(reports, failures),
    // A refusal is a diagnostic: it is shown as that.
    failures: [...otherFailures, ...reports.filter(({ status }) => status !== 'refused').flatMap(failureOf)],
  };
}

function statusOf(reports: readonly SingletonReport[], otherFailures: readonly Failure[]): SingletonReport['status'] {
  if (otherFailures.length > 0) return 'failed';
  return BY_SEVERITY.find((status) => reports.some((report) => report.status === status)) ?? 'unchanged';
}

function failureOf({ service, status, cause, refusals, did }: SingletonReport): Failure[] {
  if (GOOD.has(status)) return [];
  const [refusal] = refusals.filter(({ severity }) => severity === 'error');
  const message = cause?.summary ?? refusal?.message ?? 'The cause is not known.';
  const hint = cause?.hint ?? refusal?.hint;
  return [
    {
      title: `${service} ${TITLES[status]}`,
      message: oneLine(message),
      details: [
        ...did.map((done) => `Done: ${oneLine(done)}`),
        ...(hint === undefined ? [] : [`Next: ${oneLine(hint)}`]),
      ],
    },
  ];
}

function summaryOf(reports: readonly SingletonReport[], failures: readonly Failure[]): string {
  const [first] = failures;
  return blocks(
    first
      ? blocks(
          `## ❌ ${escapeMarkdown(first.title)}`,
          `**${prose(first.message)}**`,
          ...(first.details ?? []).map(prose),
        )
      : `## ✅ ${escapeMarkdown(reports.map(({ service, status }) => `${service}: ${status}`).join(', '))}`,
    table(
      ['service', 'from → to', 'beats running', 'without a beat', 'status'],
      reports.map(({ service, from, to, running, gapSeconds, status }) => [
        code(service),
        [from, to]
          .filter((revision) => revision !== undefined)
          .map(code)
          .join(' → '),
        String(running),
        gapSeconds === undefined ? '' : `${gapSeconds} s`,
        status,
      ]),
    ),
    ...reports.flatMap(({ service, did }) => did.map((done) => `- ${code(service)}: ${prose(done)}`)),
    ...reports.flatMap(advice),
  );
}

/** A beat ends within a second of SIGTERM. Source: reference/celery-on-ecs.md, "Beat". */
const ENOUGH_SECONDS = 10;

/** What would shorten the time without a beat, and any overlap that ECS itself can cause. */
function advice({ service, overlapBoundSeconds, gapSeconds }: SingletonReport): string[] {
  if (gapSeconds === undefined || overlapBoundSeconds <= ENOUGH_SECONDS) return [];
  return [
    `> ${prose(`${service}: \`stopTimeout\` is ${overlapBoundSeconds} s. Beat needs a second: ${ENOUGH_SECONDS} s bound the time without a beat, and any overlap when ECS itself replaces the task.`)}`,
  ];
}
