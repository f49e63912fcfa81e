import type { Target } from '@aws-sdk/client-eventbridge';

/** A rule of EventBridge's default bus: the only one that there is. */
export interface EventRule {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly roleArn?: string;
  readonly eventPattern?: string;
  readonly scheduleExpression?: string;
  readonly isEnabled: boolean;
  readonly targets: readonly EventTarget[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Where a rule sends what it matches; its configuration is what PutTargets was given. */
export type EventTarget = Target & { readonly Id: string; readonly Arn: string };
