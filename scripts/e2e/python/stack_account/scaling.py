"""What scales the services of an environment, as boto3 reads it, by the addresses of a plan."""

from .account import PLACES, SERVICES, client

OFF_HOURS = "fargate-actions:off-hours"


def read(environment):
    region, cluster = PLACES[environment]
    scaling = client("application-autoscaling", region)
    targets = [with_defaults(one) for one in found_by(scaling, "scalable_targets")]
    policies = found_by(scaling, "scaling_policies")
    actions = found_by(scaling, "scheduled_actions")
    return {
        **{f"scalable target of {service_of(one)}": one for one in targets},
        **{f"scaling policy {one['PolicyName']} of {service_of(one)}": one for one in policies},
        **{f"scheduled action {one['ScheduledActionName']} of {service_of(one)}": one for one in actions},
        **off_hours(region, cluster, {service_of(one): one for one in targets}),
    }


def found_by(scaling, kind):
    key = "".join(word.title() for word in kind.split("_"))
    pages = scaling.get_paginator(f"describe_{kind}").paginate(ServiceNamespace="ecs")
    return pages.build_full_result()[key]


def with_defaults(target):
    """AWS says of every target what of it is suspended (API reference, SuspendedState); moto only once it was asked for."""
    kinds = ("DynamicScalingIn", "DynamicScalingOut", "ScheduledScaling")
    return {"SuspendedState": {f"{kind}Suspended": False for kind in kinds}, **target}


def service_of(found):
    return found["ResourceId"].rsplit("/", 1)[-1]


def off_hours(region, cluster, targets):
    """What the off-hours change of services: their tasks, their targets, and the tag that remembers both."""
    ecs = client("ecs", region)
    services = ecs.describe_services(cluster=cluster, services=list(SERVICES), include=["TAGS"])["services"]
    return {
        f"off-hours of {service['serviceName']}": {
            **targets.get(service["serviceName"], {}),
            "desiredCount": service["desiredCount"],
            "tags": {tag["key"]: tag["value"] for tag in service.get("tags", []) if tag["key"] == OFF_HOURS},
        }
        for service in services
    }
