"""The service's scalable target, and what hangs on it."""

import datetime

from checks import check, has, same

from . import scaling_policies, scheduled_actions
from .account import ACCOUNT, CLUSTER, REGION, client, code_of, pages, refused
from .service import SERVICE

RESOURCE = f"service/{CLUSTER}/{SERVICE}"
DIMENSION = {"ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount"}
TARGET = {**DIMENSION, "ResourceId": RESOURCE}
ROLE = (
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
    "AWSServiceRoleForApplicationAutoScaling_ECSService"
)


def run():
    scaling = client("application-autoscaling")
    registered(scaling)
    tagged(scaling)
    scaling_policies.run(scaling, TARGET)
    scheduled_actions.run(scaling, TARGET)
    looked_back(scaling)
    deregistered(scaling)


def target(scaling):
    """The target as it is now."""
    return scaling.describe_scalable_targets(ServiceNamespace="ecs", ResourceIds=[RESOURCE])["ScalableTargets"][0]


def registered(scaling):
    with check("application-autoscaling registers a scalable target, and gives it back"):
        same(scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"], [], "the targets before")
        tags = {"made-by": "boto3"}
        arn = scaling.register_scalable_target(**TARGET, MinCapacity=1, MaxCapacity=4, Tags=tags)["ScalableTargetARN"]
        assert arn.startswith(f"arn:aws:application-autoscaling:{REGION}:{ACCOUNT}:scalable-target/"), arn
        found, _ = pages(scaling, "describe_scalable_targets", "ScalableTargets", ServiceNamespace="ecs")
        same(len(found), 1, "the number of targets")
        has(found[0], {**TARGET, "MinCapacity": 1, "MaxCapacity": 4, "RoleARN": ROLE, "ScalableTargetARN": arn})
        assert isinstance(found[0]["CreationTime"], datetime.datetime), found[0]
        one_way = {"ResourceIds": [RESOURCE], "ScalableDimension": "ecs:service:DesiredCount"}
        same(scaling.describe_scalable_targets(ServiceNamespace="ecs", **one_way)["ScalableTargets"], found)
        same(scaling.describe_scalable_targets(ServiceNamespace="dynamodb")["ScalableTargets"], [], "other services'")
    with check("application-autoscaling changes of a target what is given, and nothing else"):
        suspended = {"DynamicScalingInSuspended": True}
        same(scaling.register_scalable_target(**TARGET, SuspendedState=suspended)["ScalableTargetARN"], arn, "the ARN")
        scaling.register_scalable_target(**TARGET, MaxCapacity=6)
        state = {"DynamicScalingInSuspended": True, "DynamicScalingOutSuspended": False}
        state["ScheduledScalingSuspended"] = False
        has(target(scaling), {"MinCapacity": 1, "MaxCapacity": 6, "SuspendedState": state})
        scaling.register_scalable_target(**TARGET, SuspendedState={"DynamicScalingInSuspended": False})
    with check("application-autoscaling raises ValidationException for targets that can't be"):
        wrong = [
            {**TARGET, "ResourceId": f"service/{CLUSTER}/nothing", "MinCapacity": 1, "MaxCapacity": 2},
            {**TARGET, "MinCapacity": 7},
            {**TARGET, "MinCapacity": -1},
            {**TARGET, "ScalableDimension": "dynamodb:table:ReadCapacityUnits", "MinCapacity": 1, "MaxCapacity": 2},
        ]
        for request in wrong:
            refused(scaling, "ValidationException", scaling.register_scalable_target, **request)
        has(target(scaling), {"MinCapacity": 1, "MaxCapacity": 6})
        lists = scaling.describe_scalable_targets
        refused(scaling, "InvalidNextTokenException", lists, ServiceNamespace="ecs", NextToken="made up")
        refused(scaling, "ValidationException", lists, ServiceNamespace="ecs", MaxResults=51)


def tagged(scaling):
    arn = target(scaling)["ScalableTargetARN"]
    with check("application-autoscaling keeps a target's tags, adds to them, and refuses too many"):
        same(scaling.list_tags_for_resource(ResourceARN=arn)["Tags"], {"made-by": "boto3"}, "the tags from before")
        scaling.tag_resource(ResourceARN=arn, Tags={"seen": "yes", "made-by": "us"})
        tags = {"made-by": "us", "seen": "yes"}
        same(scaling.list_tags_for_resource(ResourceARN=arn)["Tags"], tags, "the tags")
        many = {f"k{index}": "" for index in range(51)}
        refused(scaling, "TooManyTagsException", scaling.tag_resource, ResourceARN=arn, Tags=many)
        same(scaling.list_tags_for_resource(ResourceARN=arn)["Tags"], tags, "the tags after that")
    with check("application-autoscaling raises ResourceNotFoundException for tags of a target that is not there"):
        nowhere = f"{arn[:-4]}0000"
        refused(scaling, "ResourceNotFoundException", scaling.list_tags_for_resource, ResourceARN=nowhere)
        refused(scaling, "ResourceNotFoundException", scaling.tag_resource, ResourceARN=nowhere, Tags={"a": "b"})


def looked_back(scaling):
    with check("application-autoscaling gives what it did, by resource and with what it left undone"):
        for arguments in ({}, {"ResourceId": RESOURCE, "ScalableDimension": "ecs:service:DesiredCount"}):
            paged = {"ServiceNamespace": "ecs", "IncludeNotScaledActivities": True, **arguments}
            activities, _ = pages(scaling, "describe_scaling_activities", "ScalingActivities", **paged)
            starts = [activity["StartTime"] for activity in activities]
            same(starts, sorted(starts, reverse=True), "when they began")
        refused(
            scaling,
            "InvalidNextTokenException",
            scaling.describe_scaling_activities,
            ServiceNamespace="ecs",
            NextToken="made up",
        )


def deregistered(scaling):
    with check("application-autoscaling deregisters a target, and with it all that hangs on it"):
        scaling.put_scheduled_action(**TARGET, **scheduled_actions.NIGHT)
        scaling.put_scaling_policy(**TARGET, **scaling_policies.CPU)
        scaling.deregister_scalable_target(**TARGET)
        same(scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"], [], "the targets")
        same(scaling.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"], [], "the policies")
        same(scaling.describe_scheduled_actions(ServiceNamespace="ecs")["ScheduledActions"], [], "the actions")
    with check("application-autoscaling raises ObjectNotFoundException for what hangs on no target"):
        refused(scaling, "ObjectNotFoundException", scaling.deregister_scalable_target, **TARGET)
        refused(scaling, "ObjectNotFoundException", scaling.put_scaling_policy, **TARGET, **scaling_policies.CPU)
        refused(scaling, "ObjectNotFoundException", scaling.put_scheduled_action, **TARGET, **scheduled_actions.NIGHT)
