import type { KnownText } from './known-text.ts';

/** What ends a task that ran, without fault of its own. Source: reference/ecs-facts.md, "Texts that ECS writes". */
export const ENDING_TEXTS: readonly KnownText[] = [
  {
    kind: 'spot-interrupted',
    pattern: /SpotInterruption|spot task was interrupted|spot interruption/i,
    means: () => ({
      what: 'AWS took Spot capacity back',
      hint: 'ECS starts the task again. What must not be interrupted belongs on FARGATE.',
    }),
  },
  {
    kind: 'stopped-by-user',
    pattern: /UserInitiated|stopped by user/i,
    means: (text) => {
      const said = text.replace(/^Task stopped by (?:a )?user\.?$/i, '');
      return {
        what: `somebody stopped the task by hand${said ? `: ${said}` : ''}`,
        hint: "Ask who did: CloudTrail has the StopTask call, with the caller's name.",
      };
    },
  },
  {
    kind: 'infrastructure',
    pattern:
      /TerminationNotice|InfrastructureHealth|maintenance on the underlying infrastructure|^Host EC2|task retirement|Fargate infrastructure/i,
    means: () => ({
      what: 'AWS took the host of a task out of service',
      hint: 'ECS starts the task again elsewhere: nothing is wrong with the revision.',
    }),
  },
];

/** Codes that say alone what happened, whatever reason somebody gave. Source: the SDK's TaskStopCode. */
export const TELLING_STOP_CODES: ReadonlySet<string> = new Set([
  'SpotInterruption',
  'UserInitiated',
  'TerminationNotice',
  'InfrastructureHealth',
]);
