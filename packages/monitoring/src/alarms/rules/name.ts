import type { Subject } from '@fargate-actions/documents';

/** Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
const LONGEST_NAME = 255;
/** Source: botocore's model of CloudWatch, AlarmDescription. */
const LONGEST_DESCRIPTION = 1024;

/** An alarm has a name that CloudWatch takes. */
export function checkName(subject: Subject): void {
  const name = subject.text(['alarmName']);
  if (!subject.has(['alarmName'])) {
    subject.error([], 'alarms/name', 'This alarm has no name.', 'Add `alarmName: SERVICE-what-it-tells`.');
  } else if (name !== undefined && name.length > LONGEST_NAME) {
    subject.error(
      ['alarmName'],
      'alarms/name',
      `alarmName has at most ${LONGEST_NAME} characters, and here are ${name.length}.`,
    );
  } else if (name !== undefined && /\p{Cc}/u.test(name)) {
    subject.error(
      ['alarmName'],
      'alarms/name',
      `alarmName can't have control characters, and here is ${JSON.stringify(name)}.`,
    );
  }
  const description = subject.text(['alarmDescription']);
  if (description !== undefined && description.length > LONGEST_DESCRIPTION) {
    subject.error(
      ['alarmDescription'],
      'alarms/description',
      `alarmDescription has at most ${LONGEST_DESCRIPTION} characters, and here are ${description.length}.`,
    );
  }
}
