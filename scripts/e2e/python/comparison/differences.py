"""Every difference there is, with what AWS's own documentation says of it. One that is not here is a failure, and so is
one that is here and no more.

By step, and by where the paths begin at which its answers differ. Where one answers and the other errs, that is `error`.
So far AWS's documentation is on our side in all of which it says something, but for DeleteDashboards, of which it says two
things.
"""

from .monitoring_differences import FORGOTTEN, MONITORING

LAYERS = "AWS: a manifest's layers must be there, else LayersNotFoundException (API reference, PutImage)"
STATUS = "AWS: an image in use is ACTIVE (API reference, ImageDetail)"
EVALUATED = "AWS: when the policy was last run, and it never was (API reference, GetLifecyclePolicy)"
SCHEMA = "AWS: the policy's schema, its rules of priorities and tags (user guide, Lifecycle policy properties)"
ROLE = "AWS: RoleARN is a required member (API reference, ScalableTarget)"
SUSPENDED = "AWS: nothing is suspended unless it is asked for (API reference, SuspendedState)"
OBJECT = "AWS: ObjectNotFoundException for what is not there, and for what needs a target and has none (API reference)"
ACTION_ARN = "AWS: an id and the resource's namespace stand in it (CLI reference, describe-scheduled-actions, example)"
DEREGISTERED = "AWS: its policies and actions go with a target (API reference, DeregisterScalableTarget)"
UNDOCUMENTED_ALARMS = "not documented: which alarms a policy has that never scales in"
UNDOCUMENTED_DEFAULT = "not documented: whether an answer names the default, false"

KNOWN = {
    **MONITORING,
    "ecr lets in": {
        ".authorizationData[0].expiresAt": "AWS: a token lasts 12 hours (API reference, AuthorizationData)"
    },
    "ecr describes it": {".imageDetails[0].imageStatus": STATUS},
    "ecr describes what had it": {".imageDetails[0].imageStatus": STATUS},
    "ecr describes what has it": {".imageDetails[0].imageStatus": STATUS},
    "ecr takes no image without what it is made of": {"error": LAYERS},
    "ecr forgets that one": {".failures": FORGOTTEN, ".imageIds": FORGOTTEN},
    "ecr keeps an immutable tag": {
        "error": "AWS: ImageTagAlreadyExistsException where tags are immutable (API reference, PutImage)"
    },
    "ecr gives the policy back": {".lastEvaluatedAt": EVALUATED},
    "ecr gives the policy away": {".lastEvaluatedAt": EVALUATED, ".lifecyclePolicyText": FORGOTTEN},
    **{
        f"ecr refuses a policy: {what}": {"error": SCHEMA}
        for what in (
            "an empty list of rules",
            "any before others",
            "two rules for the untagged",
            "one priority twice",
            "tagged without tags",
            "tags for any",
            "tags for the untagged",
            "a count in days",
            "an age without a unit",
        )
    },
    "application-autoscaling gives it back": {
        ".ScalableTargets[0].RoleARN": ROLE,
        ".ScalableTargets[0].SuspendedState": SUSPENDED,
    },
    "application-autoscaling shows it changed": {".ScalableTargets[0].RoleARN": ROLE},
    "application-autoscaling refuses a maximum below the minimum": {
        "error": "AWS: the minimum is at most the maximum (API reference, RegisterScalableTarget)"
    },
    "application-autoscaling keeps the bounds": {
        ".ScalableTargets[0].MinCapacity": FORGOTTEN,
        ".ScalableTargets[0].RoleARN": ROLE,
    },
    "application-autoscaling gives policies back": {
        ".ScalingPolicies[1].TargetTrackingScalingPolicyConfiguration.DisableScaleIn": UNDOCUMENTED_DEFAULT
    },
    "application-autoscaling replaces a policy": {".Alarms[1]": UNDOCUMENTED_ALARMS},
    "application-autoscaling gives the one asked for": {
        ".ScalingPolicies[0].Alarms[1]": UNDOCUMENTED_ALARMS,
        ".ScalingPolicies[1]": "AWS: PolicyNames says which (API reference, DescribeScalingPolicies)",
        ".ScalingPolicies[2]": "AWS: PolicyNames says which (API reference, DescribeScalingPolicies)",
    },
    "application-autoscaling puts no rival for a metric": {
        "error": "AWS: several policies track a target only where each uses another metric (user guide, Target tracking)"
    },
    "application-autoscaling puts no policy on what is no target": {"error": OBJECT},
    "application-autoscaling deletes a policy but once": {"error": OBJECT},
    "application-autoscaling gives actions back": {
        ".ScheduledActions[0].ScheduledActionARN": ACTION_ARN,
        ".ScheduledActions[1].ScheduledActionARN": ACTION_ARN,
    },
    "application-autoscaling shows the action changed": {".ScheduledActions[0].ScheduledActionARN": ACTION_ARN},
    "application-autoscaling takes no schedule that is none": {
        "error": "AWS: at, rate and cron expressions (API reference, PutScheduledAction)"
    },
    "application-autoscaling puts no action on what is no target": {"error": OBJECT},
    "application-autoscaling deletes an action but once": {"error": OBJECT},
    "application-autoscaling shows what is left": {
        ".ScheduledActions[0].ScheduledActionARN": ACTION_ARN,
        ".ScheduledActions[1]": FORGOTTEN,
    },
    "application-autoscaling deregisters it but once": {"error": OBJECT},
    "application-autoscaling has no policies without it": {".ScalingPolicies": DEREGISTERED},
    "application-autoscaling has no actions without it": {".ScheduledActions": DEREGISTERED},
}
