"""What watches the services of an environment, as boto3 reads it, by the addresses of a plan."""

import json

from .account import PLACES, client


def read(environment):
    region, cluster = PLACES[environment]
    return {
        **alarms(region),
        **dashboards(region),
        **log_groups(region),
        **metric_filters(region),
        **queries(region),
        **event_rules(region),
        **topic_policies(region),
    }


def alarms(region):
    pages = client("cloudwatch", region).get_paginator("describe_alarms").paginate()
    found = pages.build_full_result()
    every = [*found.get("MetricAlarms", []), *found.get("CompositeAlarms", [])]
    return {f"alarm {alarm['AlarmName']}": alarm for alarm in every}


def dashboards(region):
    cloudwatch = client("cloudwatch", region)
    names = [entry["DashboardName"] for entry in cloudwatch.list_dashboards()["DashboardEntries"]]
    bodies = {name: json.loads(cloudwatch.get_dashboard(DashboardName=name)["DashboardBody"]) for name in names}
    return {f"dashboard {name}": body for name, body in bodies.items()}


def log_groups(region):
    pages = client("logs", region).get_paginator("describe_log_groups").paginate()
    return {f"log group {group['logGroupName']}": group for group in pages.build_full_result()["logGroups"]}


def metric_filters(region):
    found = client("logs", region).describe_metric_filters()["metricFilters"]
    return {f"metric filter {one['filterName']} of {one['logGroupName']}": one for one in found}


def queries(region):
    found = client("logs", region).describe_query_definitions()["queryDefinitions"]
    return {f"saved query {one['name']}": one for one in found}


def event_rules(region):
    events = client("events", region)
    rules = events.list_rules()["Rules"]
    return {f"event rule {rule['Name']}": with_target(events, rule) for rule in rules}


def with_target(events, rule):
    """The rule as a plan has it: its pattern as JSON, and the one target."""
    targets = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
    target = targets[0] if targets else {}
    transformer = target.get("InputTransformer", {})
    return {
        **rule,
        "EventPattern": json.loads(rule["EventPattern"]),
        "Topic": target.get("Arn"),
        "InputPaths": transformer.get("InputPathsMap"),
        "InputTemplate": transformer.get("InputTemplate"),
    }


def topic_policies(region):
    sns = client("sns", region)
    arns = [topic["TopicArn"] for topic in sns.list_topics()["Topics"]]
    attributes = {arn: sns.get_topic_attributes(TopicArn=arn)["Attributes"] for arn in arns}
    return {
        f"topic policy {arn.rsplit(':', 1)[-1]}": {"policy": json.loads(one["Policy"])} for arn, one in attributes.items()
    }
