import type { Cause } from '@fargate-actions/engine';
import { explainText } from './explain-stop.ts';
import type { StopFacts } from './known-text.ts';
import { withoutNames } from './without-names.ts';

interface KnownEvent {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly what: string;
  readonly hint: string;
}

/** What ECS says of a service that tells why it gets no further. Source: AWS's guide, "Service event messages". */
const EVENTS: readonly KnownEvent[] = [
  {
    kind: 'deployment-configuration',
    pattern: /because of the service deployment configuration/i,
    what: 'minimumHealthyPercent and maximumPercent leave ECS no room to stop or to start a task',
    hint: 'Lower `minimumHealthyPercent` or raise `maximumPercent`: with one task 100/100 can never deploy.',
  },
  {
    kind: 'target-registration',
    pattern: /failed to register targets/i,
    what: 'ECS could not register the tasks with the target group',
    hint: 'Check that the target group exists, is of type `ip`, is in the same VPC, and is used by a load balancer.',
  },
  {
    kind: 'protected-task',
    pattern: /unable to scale in due to/i,
    what: 'an old task protects itself against being stopped',
    hint: 'It goes on working: wait, or end its protection (`aws ecs update-task-protection --no-protection-enabled`).',
  },
  {
    kind: 'ecs-throttled',
    pattern: /operations are being throttled/i,
    what: 'AWS throttles what ECS does for the service',
    hint: 'It is tried again by itself: deploy fewer services at once.',
  },
  {
    kind: 'tasks-not-starting',
    pattern: /unable to consistently start tasks/i,
    what: 'the tasks of the service start and fail again and again',
    hint: 'Look at its stopped tasks in the ECS console.',
  },
  {
    kind: 'tasks-not-starting',
    pattern: /deployment failed: tasks failed to start/i,
    what: "ECS's circuit breaker ended the deployment: its tasks failed to start",
    hint: 'Look at its stopped tasks in the ECS console.',
  },
];

/** Events that tell why no task could be placed or started, behind these words. */
const UNPLACED =
  /unable to place a task|failed to launch a task|unable to (?:run|start) (?:a )?task|unable to assume the role/i;

/** Why a deployment gets no further, by the newest of its events that says so; undefined where none does. */
export function explainEvents(events: readonly string[], facts: StopFacts): Cause | undefined {
  for (const event of events.toReversed()) {
    const words = withoutNames(event);
    if (UNPLACED.test(words)) return explainUnplaced(event, facts);
    const known = EVENTS.find(({ pattern }) => pattern.test(words));
    if (known) return { kind: known.kind, summary: known.what, hint: known.hint };
    const explained = event.includes(' is unhealthy in ') && explainText(event, facts);
    if (explained) return explained;
  }
  return undefined;
}

/** AWS's usual word, which says no more than that there is no capacity. */
const USUAL = /^Capacity is unavailable at this time\b/;

function explainUnplaced(event: string, facts: StopFacts): Cause {
  const reason = /Reason: (.*?)(?: For more information.*)?$/.exec(event)?.[1] ?? event;
  const known = explainText(event, facts);
  if (!known) return { kind: 'no-capacity', summary: `ECS can't place a task: ${reason}` };
  const saysMore = known.kind === 'no-capacity' && !USUAL.test(reason);
  return saysMore ? { ...known, summary: `${known.summary}: ${reason}` } : known;
}
