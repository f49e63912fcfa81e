"""What hangs on log groups: settings, tags, filters that count lines, and saved queries."""

import datetime

from checks import check, has, same

from .account import ACCOUNT, REGION, client, pages, refused

GROUP = "/ecs/outsider-settings"
ARN = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{GROUP}"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ERRORS = {
    "logGroupName": GROUP,
    "filterName": "errors",
    "filterPattern": '{ $.level = "ERROR" && $.status >= 500 }',
    "metricTransformations": [
        {"metricName": "errors", "metricNamespace": "Outsider/Logs", "metricValue": "1", "defaultValue": 0.0}
    ],
}
QUERY = {"name": "outsider/errors", "queryString": "fields @message | filter level = 'ERROR'"}


def run():
    logs = client("logs")
    logs.create_log_group(logGroupName=GROUP, tags={"made-by": "boto3"})
    settings(logs)
    tags(logs)
    filters(logs)
    counted(logs)
    queries(logs)
    logs.delete_log_group(logGroupName=GROUP)


def group(logs):
    """The group as it is now."""
    return logs.describe_log_groups(logGroupNamePrefix=GROUP)["logGroups"][0]


def settings(logs):
    with check("logs gives a group a retention and a key, and takes both away"):
        logs.put_retention_policy(logGroupName=GROUP, retentionInDays=7)
        logs.associate_kms_key(logGroupName=GROUP, kmsKeyId=KEY)
        has(group(logs), {"retentionInDays": 7, "kmsKeyId": KEY, "logGroupArn": ARN, "arn": f"{ARN}:*"})
        logs.delete_retention_policy(logGroupName=GROUP)
        logs.disassociate_kms_key(resourceIdentifier=ARN)
        same({"retentionInDays", "kmsKeyId"} & group(logs).keys(), set(), "what is left")
    with check("logs raises InvalidParameterException for what is no key, and for a retention that is not offered"):
        invalid = "InvalidParameterException"
        for key in ("1234abcd", KEY.replace("key/", "alias/")):
            refused(logs, invalid, logs.associate_kms_key, logGroupName=GROUP, kmsKeyId=key)
        refused(logs, invalid, logs.put_retention_policy, logGroupName=GROUP, retentionInDays=31)


def tags(logs):
    with check("logs keeps a group's tags, and wants its ARN without the end that it shows"):
        logs.tag_resource(resourceArn=ARN, tags={"seen": "yes"})
        same(logs.list_tags_for_resource(resourceArn=ARN)["tags"], {"made-by": "boto3", "seen": "yes"}, "the tags")
        refused(logs, "ValidationException", logs.list_tags_for_resource, resourceArn=f"{ARN}:*")
        refused(logs, "ResourceNotFoundException", logs.tag_resource, resourceArn=f"{ARN}-2", tags={"a": "b"})
        many = {f"k{index}": "" for index in range(50)}
        refused(logs, "TooManyTagsException", logs.tag_resource, resourceArn=ARN, tags=many)


def filters(logs):
    with check("logs puts metric filters, and gives them back in pages"):
        logs.put_metric_filter(**ERRORS)
        logs.put_metric_filter(**{**ERRORS, "filterName": "all", "filterPattern": ""})
        found, count = pages(logs, "describe_metric_filters", "metricFilters", logGroupName=GROUP)
        same(([found_one["filterName"] for found_one in found], count), (["all", "errors"], 2), "the filters, pages")
        has(found[1], {"filterPattern": ERRORS["filterPattern"], "logGroupName": GROUP})
        has(found[1]["metricTransformations"][0], ERRORS["metricTransformations"][0])
        same(group(logs)["metricFilterCount"], 2, "the count that the group shows")
        by_metric = {"metricName": "errors", "metricNamespace": "Outsider/Logs"}
        same(len(logs.describe_metric_filters(**by_metric)["metricFilters"]), 2, "those of the metric")
        only = logs.describe_metric_filters(logGroupName=GROUP, filterNamePrefix="err")["metricFilters"]
        same([one["filterName"] for one in only], ["errors"], "those of the prefix")
    with check("logs deletes a metric filter, and has it then no more"):
        place = {"logGroupName": GROUP, "filterName": "all"}
        logs.delete_metric_filter(**place)
        refused(logs, "ResourceNotFoundException", logs.delete_metric_filter, **place)
    with check("logs raises InvalidParameterException for filters that can't be"):
        transformation = ERRORS["metricTransformations"][0]
        wrong = [
            {"filterPattern": '"event": "x"'},
            {"filterPattern": "{ level = ERROR }"},
            {"filterPattern": '{ $.level == "ERROR" }'},
            {"metricTransformations": [{**transformation, "metricValue": "many"}]},
            {"metricTransformations": [{**transformation, "dimensions": {"path": "$.path"}}]},
        ]
        for change in wrong:
            refused(logs, "InvalidParameterException", logs.put_metric_filter, **{**ERRORS, **change})


def counted(logs):
    with check("cloudwatch has the count of the lines that a filter matched"):
        place = {"logGroupName": GROUP, "logStreamName": "by-hand"}
        logs.create_log_stream(**place)
        start = group(logs)["creationTime"]
        lines = [
            '{"level": "ERROR", "status": 503}',
            '{"level": "ERROR", "status": 404}',
            "ERROR 503",
            '{"level": "ERROR", "status": 500}',
        ]
        events = [{"timestamp": start + index, "message": line} for index, line in enumerate(lines)]
        logs.put_log_events(**place, logEvents=events)
        metric = {"Namespace": "Outsider/Logs", "MetricName": "errors"}
        since = datetime.datetime.fromtimestamp(start / 1000, datetime.timezone.utc)
        data = client("cloudwatch").get_metric_data(
            MetricDataQueries=[{"Id": "errors", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}}],
            StartTime=since - datetime.timedelta(hours=1),
            EndTime=since + datetime.timedelta(hours=1),
        )
        # In one value or in two: a minute may end between the lines.
        same(sum(data["MetricDataResults"][0]["Values"]), 2.0, "the count")


def queries(logs):
    with check("logs saves queries, replaces one by its id, and finds them by prefix"):
        id = logs.put_query_definition(**QUERY, logGroupNames=[GROUP])["queryDefinitionId"]
        other = logs.put_query_definition(**QUERY)["queryDefinitionId"]
        assert id != other, "a second query of the name has the id of the first"
        logs.put_query_definition(queryDefinitionId=other, name="outsider/other", queryString="fields @timestamp")
        found = logs.describe_query_definitions(queryDefinitionNamePrefix="outsider/")["queryDefinitions"]
        seen = {query["queryDefinitionId"]: query for query in found}
        has(seen[id], {**QUERY, "logGroupNames": [GROUP]})
        has(seen[other], {"name": "outsider/other", "queryString": "fields @timestamp", "logGroupNames": []})
        one = logs.describe_query_definitions(queryDefinitionNamePrefix="outsider/", maxResults=1)
        assert len(one["queryDefinitions"]) == 1 and one["nextToken"], one
    with check("logs deletes a query, and has it then no more"):
        for known in (id, other):
            same(logs.delete_query_definition(queryDefinitionId=known)["success"], True, "success")
        gone = "ResourceNotFoundException"
        refused(logs, gone, logs.delete_query_definition, queryDefinitionId=id)
        refused(logs, gone, logs.put_query_definition, **QUERY, queryDefinitionId=id)
