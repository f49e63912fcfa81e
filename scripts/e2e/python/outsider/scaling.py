"""The service's scalable target."""

from checks import check, has, same

from .account import CLUSTER, client, code_of, pages
from .service import SERVICE

RESOURCE = f"service/{CLUSTER}/{SERVICE}"


def run():
    scaling = client("application-autoscaling")
    dimension = {"ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount"}
    with check("application-autoscaling registers a scalable target, and gives it back"):
        same(scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"], [], "the targets before")
        scaling.register_scalable_target(**dimension, ResourceId=RESOURCE, MinCapacity=1, MaxCapacity=4)
        found, _ = pages(scaling, "describe_scalable_targets", "ScalableTargets", ServiceNamespace="ecs")
        has(found[0], {"ResourceId": RESOURCE, "MinCapacity": 1, "MaxCapacity": 4})
        scaling.register_scalable_target(
            **dimension, ResourceId=RESOURCE, SuspendedState={"DynamicScalingInSuspended": True}
        )
        again = scaling.describe_scalable_targets(ServiceNamespace="ecs", ResourceIds=[RESOURCE])["ScalableTargets"][0]
        same(again["SuspendedState"]["DynamicScalingInSuspended"], True, "what is suspended")
    with check("application-autoscaling deregisters it, and raises ObjectNotFoundException and ValidationException"):
        scaling.deregister_scalable_target(**dimension, ResourceId=RESOURCE)
        try:
            scaling.deregister_scalable_target(**dimension, ResourceId=RESOURCE)
            raise AssertionError("no error")
        except scaling.exceptions.ObjectNotFoundException:
            pass
        nowhere = {**dimension, "ResourceId": f"service/{CLUSTER}/nothing", "MinCapacity": 1, "MaxCapacity": 2}
        same(code_of(scaling.register_scalable_target, **nowhere), "ValidationException", "the code")
