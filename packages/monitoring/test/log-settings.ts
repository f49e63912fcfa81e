import type { LogSettings } from '../src/logs/log-settings.ts';

/** Where stack.yml has the fields of `monitoring` in these tests: each on a line of its own. */
const LINES: Readonly<Record<string, number>> = {
  logRetentionInDays: 11,
  logKmsKeyId: 12,
  errorLogs: 13,
  logQueries: 14,
};

/** Log settings that want nothing, but for what is given. */
export function someLogSettings(given: Partial<LogSettings> = {}): LogSettings {
  return {
    retentionInDays: undefined,
    kmsKeyId: undefined,
    errorLogs: undefined,
    queries: false,
    at: (field) => ({ file: 'stack.yml', line: LINES[field ?? ''] ?? 10, column: 3 }),
    ...given,
  };
}

/** A key of the region of these tests. */
export const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
