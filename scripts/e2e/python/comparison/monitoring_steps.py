"""CloudWatch: alarms, dashboards and metrics."""

import datetime
import json

from .steps import ACCOUNT, REGION, Step

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:neighbours"
QUEUE = [{"Name": "QueueName", "Value": "jobs"}]


def cloudwatch(name, operation, **arguments):
    return Step(f"cloudwatch {name}", "cloudwatch", operation, **arguments)


CPU = {
    "AlarmName": "cpu",
    "AlarmDescription": "Busy",
    "Namespace": "AWS/ECS",
    "MetricName": "CPUUtilization",
    "Dimensions": [{"Name": "ClusterName", "Value": "prod"}, {"Name": "ServiceName", "Value": "web"}],
    "Statistic": "Average",
    "Period": 60,
    "EvaluationPeriods": 3,
    "DatapointsToAlarm": 2,
    "Threshold": 80.0,
    "ComparisonOperator": "GreaterThanOrEqualToThreshold",
    "TreatMissingData": "missing",
    "AlarmActions": [TOPIC],
}
# It has no data, and is to keep the state that it is given.
STEADY = {**CPU, "Threshold": 90.0, "AlarmActions": [], "TreatMissingData": "ignore"}
SLOW = {
    "AlarmName": "slow",
    "Namespace": "AWS/ApplicationELB",
    "MetricName": "TargetResponseTime",
    "ExtendedStatistic": "p95",
    "Period": 300,
    "EvaluationPeriods": 1,
    "Threshold": 1.5,
    "ComparisonOperator": "GreaterThanThreshold",
}
RATE = {
    "AlarmName": "rate",
    "EvaluationPeriods": 2,
    "Threshold": 5.0,
    "ComparisonOperator": "GreaterThanThreshold",
    "Metrics": [
        {"Id": "rate", "Expression": "100 * errors / requests", "Label": "Rate", "ReturnData": True},
        *[
            {
                "Id": name,
                "MetricStat": {
                    "Metric": {"Namespace": "Neighbours", "MetricName": name, "Dimensions": QUEUE},
                    "Period": 60,
                    "Stat": "Sum",
                },
                "ReturnData": False,
            }
            for name in ("errors", "requests")
        ],
    ],
}
EITHER = {"AlarmName": "either", "AlarmRule": 'ALARM("cpu") OR ALARM("slow")'}
ARN = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:cpu"

ALARMS = [
    cloudwatch("has no alarms yet", "describe_alarms", AlarmNames=["cpu"]),
    cloudwatch("puts an alarm", "put_metric_alarm", **CPU, Tags=[{"Key": "team", "Value": "shop"}]),
    cloudwatch("puts one of a percentile", "put_metric_alarm", **SLOW),
    cloudwatch("puts one of metric math", "put_metric_alarm", **RATE),
    cloudwatch("gives an alarm back", "describe_alarms", AlarmNames=["cpu"]),
    cloudwatch("gives that of a percentile back", "describe_alarms", AlarmNames=["slow"]),
    cloudwatch("gives that of metric math back", "describe_alarms", AlarmNames=["rate"]),
    cloudwatch("lists its tags", "list_tags_for_resource", ResourceARN=ARN),
    cloudwatch("tags it", "tag_resource", ResourceARN=ARN, Tags=[{"Key": "seen", "Value": "yes"}]),
    cloudwatch("shows its tags changed", "list_tags_for_resource", ResourceARN=ARN),
    cloudwatch("tags no alarm that is not there", "tag_resource", ResourceARN=f"{ARN}-2", Tags=[]),
    cloudwatch("replaces an alarm", "put_metric_alarm", **STEADY),
    cloudwatch("shows the alarm changed", "describe_alarms", AlarmNamePrefix="cp"),
    cloudwatch("keeps its tags", "list_tags_for_resource", ResourceARN=ARN),
    cloudwatch("sets a state", "set_alarm_state", AlarmName="cpu", StateValue="ALARM", StateReason="a drill"),
    cloudwatch("finds alarms by their state", "describe_alarms", AlarmNamePrefix="cp", StateValue="ALARM"),
    cloudwatch("sets no state of nothing", "set_alarm_state", AlarmName="no", StateValue="OK", StateReason="a"),
    cloudwatch("puts an alarm of alarms", "put_composite_alarm", **EITHER, AlarmActions=[TOPIC]),
    cloudwatch("gives that of alarms back", "describe_alarms", AlarmNames=["either"], AlarmTypes=["CompositeAlarm"]),
    *[
        cloudwatch(f"refuses an alarm: {what}", "put_metric_alarm", **{**CPU, "AlarmName": "wrong", **change})
        for what, change in {
            "two statistics": {"ExtendedStatistic": "p99"},
            "a period of 45 s": {"Period": 45},
            "more points than periods": {"DatapointsToAlarm": 4},
            "more than a day of minutes": {"EvaluationPeriods": 1441},
            "a treatment that is none": {"TreatMissingData": "good"},
            "an action that is no ARN": {"AlarmActions": ["neighbours"]},
            "metric and metrics": {"Metrics": RATE["Metrics"]},
        }.items()
    ],
    cloudwatch("refuses an alarm of unknown alarms", "put_composite_alarm", AlarmName="x", AlarmRule="ALARM(nobody)"),
    cloudwatch("refuses a rule that is none", "put_composite_alarm", AlarmName="x", AlarmRule="ALARM(cpu"),
    cloudwatch("keeps an alarm that another is made of", "delete_alarms", AlarmNames=["cpu"]),
    cloudwatch("deletes the alarm of alarms", "delete_alarms", AlarmNames=["either"]),
    cloudwatch("deletes alarms", "delete_alarms", AlarmNames=["cpu", "slow", "rate"]),
    cloudwatch("deletes none that is not there", "delete_alarms", AlarmNames=["cpu"]),
    cloudwatch("has no alarms any more", "describe_alarms", AlarmNames=["cpu", "slow", "rate"]),
]

METRIC = {
    "type": "metric",
    "x": 0,
    "y": 0,
    "width": 12,
    "height": 6,
    "properties": {"region": REGION, "metrics": [["AWS/ECS", "CPUUtilization", "ClusterName", "prod"]]},
}


def body(**change):
    return json.dumps({"widgets": [{**METRIC, **change}]})


DASHBOARDS = [
    cloudwatch("puts a dashboard", "put_dashboard", DashboardName="prod", DashboardBody=body()),
    cloudwatch("gives a dashboard back", "get_dashboard", DashboardName="prod"),
    cloudwatch("lists dashboards", "list_dashboards", DashboardNamePrefix="pr"),
    cloudwatch("lists none of another prefix", "list_dashboards", DashboardNamePrefix="x"),
    cloudwatch("replaces a dashboard", "put_dashboard", DashboardName="prod", DashboardBody=body(height=3)),
    cloudwatch("gives the new body", "get_dashboard", DashboardName="prod"),
    *[
        cloudwatch(f"refuses a dashboard: {what}", "put_dashboard", DashboardName="wrong", DashboardBody=text)
        for what, text in {
            "no JSON": "{",
            "no widgets": "{}",
            "too wide": body(width=25),
            "an unknown widget": body(type="graph"),
        }.items()
    ],
    cloudwatch("refuses a dashboard's name", "put_dashboard", DashboardName="a b", DashboardBody=body()),
    cloudwatch("has no dashboard that is not there", "get_dashboard", DashboardName="nobody"),
    cloudwatch("deletes a dashboard", "delete_dashboards", DashboardNames=["prod"]),
    cloudwatch("deletes a dashboard but once", "delete_dashboards", DashboardNames=["prod"]),
]

NOW = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
SPAN = {"StartTime": NOW - datetime.timedelta(hours=2), "EndTime": NOW + datetime.timedelta(hours=1)}
AT = NOW - datetime.timedelta(minutes=30)


def query(id, name, stat, **more):
    metric = {"Namespace": "Neighbours", "MetricName": name, "Dimensions": QUEUE}
    return {"Id": id, "MetricStat": {"Metric": metric, "Period": 60, "Stat": stat}, **more}


def data(what, *queries, **more):
    return cloudwatch(what, "get_metric_data", MetricDataQueries=list(queries), **{**SPAN, **more})


def put(what, *points, namespace="Neighbours"):
    datum = {"Dimensions": QUEUE, "Timestamp": AT}
    return cloudwatch(
        what, "put_metric_data", Namespace=namespace, MetricData=[{**datum, **point} for point in points]
    )


METRICS = [
    put(
        "takes values",
        {"MetricName": "Depth", "Value": 4.0},
        {"MetricName": "Depth", "Value": 8.0},
        {"MetricName": "Depth", "Value": 6.0, "Timestamp": AT + datetime.timedelta(minutes=2)},
        {"MetricName": "Tasks", "Value": 2.0},
    ),
    put("takes values with counts", {"MetricName": "Counted", "Values": [1.0, 10.0], "Counts": [3.0, 1.0]}),
    put(
        "takes a set of statistics",
        {
            "MetricName": "Summed",
            "StatisticValues": {"SampleCount": 4.0, "Sum": 10.0, "Minimum": 1.0, "Maximum": 5.0},
        },
    ),
    *[
        data(f"gives the {stat} of values", query("m", "Depth", stat))
        for stat in ("Sum", "Average", "Minimum", "Maximum", "SampleCount")
    ],
    data("gives the oldest first", query("m", "Depth", "Sum"), ScanBy="TimestampAscending"),
    data("gives the sum of counted values", query("m", "Counted", "Sum")),
    data("gives the maximum of a set", query("m", "Summed", "Maximum")),
    data(
        "reckons with metrics",
        query("depth", "Depth", "Sum", ReturnData=False),
        query("tasks", "Tasks", "Sum", ReturnData=False),
        {"Id": "each", "Expression": "depth / tasks", "Label": "Each"},
    ),
    data("gives nothing of nothing", query("m", "Nothing", "Sum")),
    data("refuses an id with a capital", {"Id": "M", "Expression": "1"}),
    data("refuses an end before the start", query("m", "Depth", "Sum"), EndTime=SPAN["StartTime"]),
    put("refuses a metric of AWS's own", {"MetricName": "Depth", "Value": 1.0}, namespace="AWS/ECS"),
    put("refuses a value beside values", {"MetricName": "Depth", "Value": 1.0, "Values": [1.0]}),
    cloudwatch("lists metrics", "list_metrics", Namespace="Neighbours", MetricName="Depth"),
]
