import type { Subject } from '@fargate-actions/documents';

/** What an alarm does when it comes to a state. */
export const ACTION_FIELDS = ['alarmActions', 'okActions', 'insufficientDataActions'] as const;

/** Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
const MAX_ACTIONS = 5;

/** What a composite alarm can do. Source: CloudWatch User Guide, "Composite alarms". */
const OF_COMPOSITES = /^arn:[\w-]+:(sns|lambda|ssm|ssm-incidents|aiops):/;
/** A scaling policy, of Application Auto Scaling or of EC2. */
const SCALING = /^arn:[\w-]+:autoscaling:/;

/** How many actions, each once, and what the alarm can do at all. */
export function checkActions(subject: Subject, type: 'MetricAlarm' | 'CompositeAlarm'): void {
  for (const field of ACTION_FIELDS) {
    const actions = subject.texts([field]);
    if (actions.length > MAX_ACTIONS) {
      subject.error(
        [field],
        'alarms/actions',
        `An alarm has at most ${MAX_ACTIONS} ${field}, and here are ${actions.length}.`,
        'Let one topic have several subscriptions.',
      );
    }
    actions.forEach(({ path, value }, index) => {
      if (actions.slice(0, index).some((before) => before.value === value)) {
        subject.error(path, 'alarms/actions', `The action ${value} stands twice.`);
      }
      if (type === 'CompositeAlarm' && value.startsWith('arn:') && !OF_COMPOSITES.test(value)) {
        subject.error(
          path,
          'alarms/actions',
          'A composite alarm can tell a topic, call a function or open an item for operations, and not this.',
          'Give the action to one of its alarms.',
        );
      }
      if (subject.has(['thresholdMetricId']) && SCALING.test(value)) {
        subject.error(path, 'alarms/actions', 'An alarm with thresholdMetricId can scale nothing.');
      }
    });
  }
}
