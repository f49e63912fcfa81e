import type { Diagnostics } from '@fargate-actions/documents';
import type { MonitoredStack } from '../monitored-stack.ts';
import { patternProblem } from './pattern/pattern-problem.ts';
import { errorPattern, type LogSettings } from './log-settings.ts';

/** How long CloudWatch Logs can keep logs, in days. Source: API reference, PutRetentionPolicy. */
export const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Checks what can be known wrong of log settings without asking AWS. */
export function checkLogSettings(settings: LogSettings, { region }: MonitoredStack, diagnostics: Diagnostics): void {
  checkRetention(settings, diagnostics);
  checkKey(settings, region, diagnostics);
  const pattern = errorPattern(settings.errorLogs);
  const problem = pattern === undefined ? undefined : patternProblem(pattern);
  if (problem) {
    const { at: character, message } = problem;
    diagnostics.error(
      settings.at('errorLogs'),
      'logs/filter-pattern',
      `The filter pattern ${pattern ?? ''} can't be: ${message} (character ${character + 1}).`,
      'Write `{ $.level = "ERROR" }`, or words that a line must have, in quotes where they have more than letters and digits.',
    );
  }
}

function checkRetention({ retentionInDays: days, at }: LogSettings, diagnostics: Diagnostics): void {
  if (days === undefined || RETENTIONS.includes(days)) return;
  const nearest = [RETENTIONS.findLast((known) => known < days), RETENTIONS.find((known) => known > days)];
  const place = at('logRetentionInDays');
  diagnostics.error(
    place,
    'logs/retention',
    `CloudWatch Logs can't keep logs for ${days} days${place ? '' : ', as the input `log-retention-in-days` wants it'}.`,
    `The nearest that it can: ${nearest.filter((known) => known !== undefined).join(' and ')}.`,
  );
}

function checkKey({ kmsKeyId: key, at }: LogSettings, region: string, diagnostics: Diagnostics): void {
  if (key === undefined) return;
  const report = (message: string, hint: string): void => {
    diagnostics.error(at('logKmsKeyId'), 'logs/kms-key', message, hint);
  };
  const take = `Take the ARN that \`aws kms describe-key --key-id ${key}\` answers.`;
  const [, keyRegion] = /^arn:[\w-]+:kms:([\w-]+):\d{12}:key\/[\w-]+$/.exec(key) ?? [];
  if (keyRegion === region) return;
  if (keyRegion !== undefined) {
    report(
      `The key ${key} is of ${keyRegion}: log groups of ${region} need one of their region.`,
      `Name a key of ${region}.`,
    );
  } else if (/(^|:)alias\//.test(key)) report(`${key} is an alias: CloudWatch Logs takes the ARN of a key only.`, take);
  else report(`${key} is no ARN of a KMS key: CloudWatch Logs takes neither ids nor names.`, take);
}
