"""What watches the services of an environment, as boto3 reads it, by the addresses of a plan."""

import json
import re

from .account import PLACES, client

LONGEST_TITLE = 60
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def read(environment):
    region, _ = PLACES[environment]
    return {
        **alarms(region),
        **dashboards(region),
        **log_groups(region),
        **metric_filters(region),
        **event_rules(region),
        **topic_policies(region),
    }


def alarms(region):
    pages = client("cloudwatch", region).get_paginator("describe_alarms").paginate()
    found = pages.build_full_result()
    every = [*found.get("MetricAlarms", []), *found.get("CompositeAlarms", [])]
    return {f"alarm {alarm['AlarmName']}": with_ok_actions(alarm) for alarm in every}


def with_ok_actions(alarm):
    """A plan has it in camelCase: okActions."""
    return {**{key: value for key, value in alarm.items() if key != "OKActions"}, "OkActions": alarm.get("OKActions")}


def dashboards(region):
    cloudwatch = client("cloudwatch", region)
    names = [entry["DashboardName"] for entry in cloudwatch.list_dashboards()["DashboardEntries"]]
    bodies = {name: json.loads(cloudwatch.get_dashboard(DashboardName=name)["DashboardBody"]) for name in names}
    return {f"dashboard {name}": {"widgets": [in_brief(one) for one in body["widgets"]]} for name, body in bodies.items()}


def in_brief(widget):
    """A widget as a plan has a new one: its title, and in words what it is and where."""
    properties = widget["properties"]
    heading = next(iter(properties.get("markdown", "").splitlines()), "")
    title = (properties.get("title") or LINK.sub(r"\1", heading.lstrip("# "))).strip()
    place = f"{widget['width']} x {widget['height']} at {widget['x']},{widget['y']}"
    name = title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}..."
    return {"name": name, "value": f"{widget['type']}, {place}"}


def log_groups(region):
    pages = client("logs", region).get_paginator("describe_log_groups").paginate()
    return {f"log group {group['logGroupName']}": group for group in pages.build_full_result()["logGroups"]}


def metric_filters(region):
    logs = client("logs", region)
    groups = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
    found = {group: logs.describe_metric_filters(logGroupName=group)["metricFilters"] for group in groups}
    return {
        f"metric filters of {group}": {"filters": [{"name": one["filterName"], **one} for one in filters]}
        for group, filters in found.items()
    }


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
    policies = {arn: json.loads(sns.get_topic_attributes(TopicArn=arn)["Attributes"]["Policy"]) for arn in arns}
    return {
        f"topic policy {arn.rsplit(':', 1)[-1]}": {"policy": {"Statement": our_statement(policy)}}
        for arn, policy in policies.items()
    }


def our_statement(policy):
    """The one that lets EventBridge publish, as a plan has it: as text."""
    ours = [one for one in policy["Statement"] if one.get("Sid") == "FargateActionsEventBridge"]
    return json.dumps(ours[0], separators=(",", ":")) if ours else None
