"""CloudWatch Logs: settings and tags of a group, metric filters. moto has neither keys nor saved queries."""

from .steps import ACCOUNT, REGION, Step

GROUP = "/ecs/neighbours"
ARN = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{GROUP}"
PLACE = {"logGroupName": GROUP}


def logs(name, operation, /, **arguments):
    return Step(f"logs {name}", "logs", operation, **arguments)


SETTINGS = [
    logs("creates a group", "create_log_group", **PLACE, tags={"team": "shop"}),
    logs("creates it but once", "create_log_group", **PLACE),
    logs("sets a retention", "put_retention_policy", **PLACE, retentionInDays=30),
    logs("sets no retention that is not offered", "put_retention_policy", **PLACE, retentionInDays=31),
    logs("shows the group", "describe_log_groups", logGroupNamePrefix=GROUP),
    logs("forgets the retention", "delete_retention_policy", **PLACE),
    logs("shows the group without it", "describe_log_groups", logGroupNamePrefix=GROUP),
    logs("forgets the retention of nothing", "delete_retention_policy", logGroupName="/nope"),
    logs("tags the group", "tag_resource", resourceArn=ARN, tags={"seen": "yes"}),
    logs("lists its tags", "list_tags_for_resource", resourceArn=ARN),
    logs("lists tags by no ARN with an end", "list_tags_for_resource", resourceArn=f"{ARN}:*"),
    logs("lists no tags of nothing", "list_tags_for_resource", resourceArn=f"{ARN}-2"),
]

TRANSFORMATION = {"metricName": "errors", "metricNamespace": "Neighbours", "metricValue": "1", "defaultValue": 0.0}
FILTER = {
    **PLACE,
    "filterName": "errors",
    "filterPattern": '{ $.level = "ERROR" }',
    "metricTransformations": [TRANSFORMATION],
}
FILTERS = [
    logs("has no filters yet", "describe_metric_filters", **PLACE),
    logs("puts a filter", "put_metric_filter", **FILTER),
    logs("gives a filter back", "describe_metric_filters", **PLACE),
    logs("replaces a filter", "put_metric_filter", **{**FILTER, "filterPattern": "ERROR"}),
    logs("finds filters by prefix", "describe_metric_filters", **PLACE, filterNamePrefix="err"),
    logs(
        "finds filters by metric", "describe_metric_filters", metricName="errors", metricNamespace="Neighbours"
    ),
    logs("counts filters", "describe_log_groups", logGroupNamePrefix=GROUP),
    *[
        logs(f"refuses a filter: {what}", "put_metric_filter", **{**FILTER, "filterName": "wrong", **change})
        for what, change in {
            "a name with a colon": {"filterName": "a:b"},
            "a pattern that is none": {"filterPattern": '"event": "x"'},
            "a condition that is none": {"filterPattern": "{ level = ERROR }"},
            "two transformations": {"metricTransformations": [TRANSFORMATION, TRANSFORMATION]},
            "dimensions with a default": {
                "metricTransformations": [{**TRANSFORMATION, "dimensions": {"path": "$.path"}}]
            },
            "no group": {"logGroupName": "/nope"},
        }.items()
    ],
    logs("deletes a filter", "delete_metric_filter", **PLACE, filterName="errors"),
    logs("deletes a filter but once", "delete_metric_filter", **PLACE, filterName="errors"),
    logs("has no filters of no group", "describe_metric_filters", logGroupName="/nope"),
    logs("has no filters left", "describe_metric_filters", **PLACE),
]
