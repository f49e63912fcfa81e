export type { Cause, LogTail, RolloutReport, RolloutStatus, StoppedGroup } from './rollout-report.ts';
