"""Application Auto Scaling: targets, policies and scheduled actions of a service."""

import datetime

from .steps import Step

CLUSTER = "neighbours"
TARGET = {
    "ServiceNamespace": "ecs",
    "ScalableDimension": "ecs:service:DesiredCount",
    "ResourceId": f"service/{CLUSTER}/web",
}
OTHER = {**TARGET, "ResourceId": f"service/{CLUSTER}/nothing"}
ALL = {"ServiceNamespace": "ecs"}
LATER = datetime.datetime(2040, 1, 1, tzinfo=datetime.timezone.utc)


def serve(side):
    """Creates the service that is scaled."""
    ecs, ec2 = side.client("ecs"), side.client("ec2")
    ecs.create_cluster(clusterName=CLUSTER)
    ecs.register_task_definition(
        family="web",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "app", "image": "nginx:1", "essential": True}],
    )
    subnet = ec2.describe_subnets()["Subnets"][0]
    by_vpc = [{"Name": "vpc-id", "Values": [subnet["VpcId"]]}]
    group = ec2.describe_security_groups(Filters=by_vpc)["SecurityGroups"][0]
    network = {"subnets": [subnet["SubnetId"]], "securityGroups": [group["GroupId"]], "assignPublicIp": "DISABLED"}
    ecs.create_service(
        cluster=CLUSTER,
        serviceName="web",
        taskDefinition="web",
        desiredCount=1,
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": network},
    )


def scaling(name, operation, **arguments):
    return Step(f"application-autoscaling {name}", "application-autoscaling", operation, **arguments)


TARGETS = [
    scaling("has no targets yet", "describe_scalable_targets", **ALL),
    scaling("registers a target", "register_scalable_target", **TARGET, MinCapacity=1, MaxCapacity=4),
    scaling("gives it back", "describe_scalable_targets", **ALL, ResourceIds=[TARGET["ResourceId"]]),
    scaling("changes its bounds", "register_scalable_target", **TARGET, MinCapacity=2, MaxCapacity=8),
    scaling(
        "suspends it",
        "register_scalable_target",
        **TARGET,
        SuspendedState={
            "DynamicScalingInSuspended": True,
            "DynamicScalingOutSuspended": True,
            "ScheduledScalingSuspended": True,
        },
    ),
    scaling("shows it changed", "describe_scalable_targets", **ALL),
    scaling(
        "lets it go on",
        "register_scalable_target",
        **TARGET,
        SuspendedState={
            "DynamicScalingInSuspended": False,
            "DynamicScalingOutSuspended": False,
            "ScheduledScalingSuspended": False,
        },
    ),
    scaling("shows targets of another service's kind", "describe_scalable_targets", ServiceNamespace="dynamodb"),
    scaling(
        "registers no service that is not there", "register_scalable_target", **OTHER, MinCapacity=1, MaxCapacity=2
    ),
    scaling(
        "registers no dimension of another kind",
        "register_scalable_target",
        **{**TARGET, "ScalableDimension": "dynamodb:table:ReadCapacityUnits"},
        MinCapacity=1,
        MaxCapacity=2,
    ),
    scaling("refuses a maximum below the minimum", "register_scalable_target", **TARGET, MinCapacity=9, MaxCapacity=8),
    scaling("keeps the bounds", "describe_scalable_targets", **ALL),
]


def tracking(metric, **more):
    return {
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": 60.0,
            "PredefinedMetricSpecification": {"PredefinedMetricType": metric},
            **more,
        },
    }


CPU = tracking("ECSServiceAverageCPUUtilization", ScaleInCooldown=300, ScaleOutCooldown=60, DisableScaleIn=False)
STEPS = {
    "PolicyType": "StepScaling",
    "StepScalingPolicyConfiguration": {
        "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [{"MetricIntervalLowerBound": 0.0, "ScalingAdjustment": 1}],
        "Cooldown": 60,
        "MetricAggregationType": "Average",
    },
}
POLICIES = [
    scaling("has no policies yet", "describe_scaling_policies", **ALL),
    scaling("puts a policy", "put_scaling_policy", **TARGET, PolicyName="cpu", **CPU),
    scaling(
        "puts a second",
        "put_scaling_policy",
        **TARGET,
        PolicyName="memory",
        **tracking("ECSServiceAverageMemoryUtilization"),
    ),
    scaling("puts one in steps", "put_scaling_policy", **TARGET, PolicyName="steps", **STEPS),
    scaling("gives policies back", "describe_scaling_policies", **ALL, ResourceId=TARGET["ResourceId"]),
    scaling(
        "replaces a policy",
        "put_scaling_policy",
        **TARGET,
        PolicyName="cpu",
        **tracking("ECSServiceAverageCPUUtilization", DisableScaleIn=True),
    ),
    scaling("gives the one asked for", "describe_scaling_policies", **ALL, PolicyNames=["cpu"]),
    scaling("puts no rival for a metric", "put_scaling_policy", **TARGET, PolicyName="rival", **CPU),
    scaling("puts no policy on what is no target", "put_scaling_policy", **OTHER, PolicyName="cpu", **CPU),
    scaling("deletes a policy", "delete_scaling_policy", **TARGET, PolicyName="steps"),
    scaling("deletes a policy but once", "delete_scaling_policy", **TARGET, PolicyName="steps"),
]

NIGHT = {
    "ScheduledActionName": "off-hours",
    "Schedule": "cron(0 20 ? * MON-FRI *)",
    "Timezone": "Europe/Berlin",
    "StartTime": LATER,
    "EndTime": LATER.replace(year=2041),
    "ScalableTargetAction": {"MinCapacity": 0, "MaxCapacity": 0},
}
ACTIONS = [
    scaling("has no actions yet", "describe_scheduled_actions", **ALL),
    scaling("puts an action", "put_scheduled_action", **TARGET, **NIGHT),
    scaling(
        "puts one without bounds",
        "put_scheduled_action",
        **TARGET,
        ScheduledActionName="often",
        Schedule="rate(2 days)",
        ScalableTargetAction={"MinCapacity": 3},
    ),
    scaling("gives actions back", "describe_scheduled_actions", **ALL, ResourceId=TARGET["ResourceId"]),
    scaling(
        "changes a schedule",
        "put_scheduled_action",
        **TARGET,
        ScheduledActionName="off-hours",
        Schedule="cron(0 21 ? * MON-FRI *)",
    ),
    scaling("shows the action changed", "describe_scheduled_actions", **ALL, ScheduledActionNames=["off-hours"]),
    scaling(
        "takes no schedule that is none",
        "put_scheduled_action",
        **TARGET,
        ScheduledActionName="often",
        Schedule="every day",
    ),
    scaling("puts no action on what is no target", "put_scheduled_action", **OTHER, **NIGHT),
    scaling("deletes an action", "delete_scheduled_action", **TARGET, ScheduledActionName="often"),
    scaling("deletes an action but once", "delete_scheduled_action", **TARGET, ScheduledActionName="often"),
    scaling("shows what is left", "describe_scheduled_actions", **ALL),
]

END = [
    scaling("deregisters the target", "deregister_scalable_target", **TARGET),
    scaling("deregisters it but once", "deregister_scalable_target", **TARGET),
    scaling("has no policies without it", "describe_scaling_policies", **ALL),
    scaling("has no actions without it", "describe_scheduled_actions", **ALL),
]
