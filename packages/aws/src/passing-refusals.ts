import type { AwsError } from './errors.ts';

/**
 * Whether a refusal of Application Auto Scaling passes by itself, within seconds.
 *
 * It learns of a service, or of a target, some time after it was made; and it makes, reads and deletes a policy's alarms as
 * the account, with a role that comes with the first target, and relays what CloudWatch says to that.
 * Source: what github.com/hashicorp/terraform-provider-aws repeats (internal/service/appautoscaling: target.go, policy.go,
 * scheduled_action.go); API reference, FailedResourceAccessException and ConcurrentUpdateException.
 *
 * @param isNewTarget this run has registered the target: that it is unknown, or its role may not act yet, passes. Of any
 * other target the same is for good.
 */
export function passesSoon({ operation, kind, code, message }: AwsError, isNewTarget: boolean): boolean {
  if (code === 'ConcurrentUpdateException') return true;
  const isUnknownYet = code === 'ObjectNotFoundException' && isNewTarget;
  const isRelayed =
    kind === 'throttled' ||
    (code === 'FailedResourceAccessException' && (isNewTarget || !message.includes('is not authorized to perform')));
  switch (operation) {
    case 'application-autoscaling:RegisterScalableTarget':
      // Whether there is such a service was looked up, where that is allowed, before anything was written.
      return code === 'ValidationException' && /ECS service doesn't exist|Unable to assume IAM role/.test(message);
    case 'application-autoscaling:PutScheduledAction':
      return isUnknownYet;
    case 'application-autoscaling:PutScalingPolicy':
      return isUnknownYet || isRelayed;
    case 'application-autoscaling:DeleteScalingPolicy':
    case 'application-autoscaling:DescribeScalingPolicies':
      return isRelayed;
    default:
      return false;
  }
}
